import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Entry {
  size?: number;
  unpacked?: boolean;
  integrity?: object;
  files?: Record<string, Entry>;
}

/** electron-builder's own reader. */
const asar = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))(
  '@electron/asar',
) as {
  getRawHeader(archive: string): { header: Entry };
  extractFile(archive: string, path: string): Buffer;
  extractAll(archive: string, folder: string): void;
};

export interface ArchivedFile {
  path: string;
  /** It lies beside the archive. */
  unpacked: boolean;
  /** Its hash is in the archive's header, for Electron to check. */
  hashed: boolean;
}

/** Everything in a package's archive, with `/` between folders. */
export function archivedFiles(archive: string): ArchivedFile[] {
  const found: ArchivedFile[] = [];
  const visit = (folder: Entry, path: string): void => {
    for (const [name, entry] of Object.entries(folder.files ?? {})) {
      if (entry.files !== undefined) visit(entry, `${path}${name}/`);
      else found.push({ path: path + name, unpacked: entry.unpacked === true, hashed: entry.integrity !== undefined });
    }
  };
  visit(asar.getRawHeader(archive).header, '');
  return found;
}

/** A file of the archive, or of what lies beside it. */
export function readArchived(archive: string, { path, unpacked }: ArchivedFile): Buffer {
  return unpacked ? readFileSync(join(`${archive}.unpacked`, path)) : asar.extractFile(archive, path);
}

/** Writes all of it to a folder, also what lies beside the archive. */
export function extractArchive(archive: string, folder: string): void {
  asar.extractAll(archive, folder);
}
