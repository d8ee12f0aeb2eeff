import { SafelightError } from '../../contract/errors.ts';
import type { IntakePort } from '../engine/ports.ts';
import { discover } from './discover.ts';
import { materialiseFile } from './materialise-file.ts';
import { ZipArchives } from './zip/archives.ts';
import { ZIP_LIMITS, type ZipLimits } from './zip/limits.ts';
import { materialiseEntry } from './zip/materialise-entry.ts';

export interface IntakeOptions {
  /** Other limits for zips than {@link ZIP_LIMITS}. */
  zipLimits?: Partial<ZipLimits>;
}

/** Finds pictures in files, folders and zips, and makes each one a plain file for the pixel host. */
export function createIntake(options: IntakeOptions = {}): IntakePort {
  const archives = new ZipArchives({ ...ZIP_LIMITS, ...options.zipLimits });
  return {
    discover: (spec, signal, exclude = []) => discover(spec, archives, signal, exclude),
    async materialise(source, workFolder) {
      if (source.kind === 'url') throw new SafelightError('internal', `“${source.url}” cannot be fetched yet.`);
      return source.kind === 'file' ? await materialiseFile(source) : await materialiseEntry(source, workFolder, archives);
    },
  };
}
