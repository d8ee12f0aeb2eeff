import { SafelightError } from '../../contract/errors.ts';
import type { IntakePort, Materialised } from '../engine/ports.ts';
import type { UploadsPort } from '../engine/upload-port.ts';
import { discover } from './discover.ts';
import { materialiseFile } from './materialise-file.ts';
import type { Downloads } from './url/downloads.ts';
import type { UrlSource } from './url/url-source.ts';
import { ZipArchives } from './zip/archives.ts';
import { calling } from './zip/called.ts';
import { ZIP_LIMITS, type ZipLimits } from './zip/limits.ts';
import { materialiseEntry, unpackByName, unpackPicture } from './zip/materialise-entry.ts';

export interface IntakeOptions {
  /** Other limits for zips than {@link ZIP_LIMITS}. */
  zipLimits?: Partial<ZipLimits>;
  /** Where what URLs name is fetched to; without it they fail. */
  downloads?: Downloads;
  /** Where uploads are; without it there are none. */
  uploads?: UploadsPort;
}

/** Finds pictures in files, folders, zips, uploads and at URLs, and makes each one a plain file for the pixel host. */
export function createIntake(options: IntakeOptions = {}): IntakePort {
  const archives = new ZipArchives({ ...ZIP_LIMITS, ...options.zipLimits });
  const { downloads = null, uploads = null } = options;

  async function fetched(source: UrlSource, signal: AbortSignal | undefined): Promise<Materialised> {
    if (downloads === null || source.download === '') {
      throw new SafelightError('url_unreachable', `“${source.name}” is fetched when the run starts, not before.`);
    }
    await downloads.fetch({ url: source.url, target: source.download, kind: 'picture', signal });
    return { path: source.download, release: () => Promise.resolve() };
  }

  return {
    discover: (spec, signal, exclude = [], more = {}) =>
      discover(spec, { archives, downloads, uploads }, { ...more, signal, exclude }),
    async materialise(source, workFolder, signal) {
      if (source.kind === 'run') throw new SafelightError('internal', `“${source.name}” is no file.`);
      if (source.kind === 'url') return await fetched(source, signal);
      if (source.kind === 'file') {
        await uploads?.used(source.path);
        return await materialiseFile(source);
      }
      await downloads?.used(source.archive);
      return await calling(source.archive, source.archiveName, () => materialiseEntry(source, workFolder, archives));
    },
    unpackPicture: ({ path, name }, entryName, workFolder, signal) =>
      calling(path, name, () => unpackPicture(path, entryName, workFolder, archives, signal)),
    unpack: (archive, entryName, workFolder) => unpackByName(archive, entryName, workFolder, archives),
  };
}
