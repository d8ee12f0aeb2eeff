import { stat } from 'node:fs/promises';
import type { Entry } from 'yauzl';
import { openPromise } from 'yauzl';
import { SafelightError } from '../../../contract/errors.ts';
import { readError } from '../intake-error.ts';
import { decodeEntryName } from './entry-name.ts';
import type { ZipLimits } from './limits.ts';

/** What we keep of an entry of the central directory. */
export interface ZipEntry {
  index: number;
  /** Decoded, otherwise untouched: neither safe nor unique. */
  name: string;
  kind: 'file' | 'folder' | 'link' | 'special';
  encrypted: boolean;
  method: number;
  crc32: number;
  packedBytes: number;
  bytes: number;
  /** Of the local header, from the start of the file. */
  offset: number;
  modifiedMs: number;
}

/** The central directory of a zip, and the state of the file it was read from. */
export interface ZipListing {
  archive: string;
  fileBytes: number;
  fileModifiedMs: number;
  entries: ZipEntry[];
}

/** Reads the central directory. Throws `zip_unreadable` naming the zip, `file_not_found`, `file_unreadable`. */
export async function listZip(archive: string, limits: ZipLimits): Promise<ZipListing> {
  const facts = await stat(archive).catch((thrown: unknown) => {
    throw readError(archive, thrown);
  });
  if (facts.size === 0) throw unreadable(archive, 'it is empty (0 bytes)');
  const entries: ZipEntry[] = [];
  try {
    const zip = await openPromise(archive, { decodeStrings: false, validateEntrySizes: false, autoClose: false });
    // Without a listener an error while closing would end the process.
    zip.on('error', () => undefined);
    try {
      if (zip.entryCount > limits.entries) {
        throw unreadable(archive, `it holds more than ${limits.entries} entries. Split it into several zips`);
      }
      for await (const entry of zip.eachEntry()) entries.push(listed(entry, entries.length));
    } finally {
      zip.close();
    }
  } catch (thrown) {
    throw zipError(archive, thrown);
  }
  return { archive, fileBytes: facts.size, fileModifiedMs: facts.mtimeMs, entries };
}

function listed(entry: Entry, index: number): ZipEntry {
  const name = decodeEntryName({
    flags: entry.generalPurposeBitFlag,
    name: entry.fileNameRaw,
    extraFields: entry.extraFields,
  });
  const modified = entry.getLastModDate().getTime();
  return {
    index,
    name,
    kind: kindOf(entry, name),
    encrypted: entry.isEncrypted(),
    method: entry.compressionMethod,
    crc32: entry.crc32,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    offset: entry.relativeOffsetOfLocalHeader,
    modifiedMs: Number.isNaN(modified) ? 0 : modified,
  };
}

const UNIX = 3;
const MACOS = 19;

/** Unix zips carry the file's mode in the upper half of the external attributes (S_IFMT and its values, inode(7)). */
function kindOf(entry: Entry, name: string): ZipEntry['kind'] {
  const system = entry.versionMadeBy >>> 8;
  const type = system === UNIX || system === MACOS ? (entry.externalFileAttributes >>> 16) & 0o170000 : 0;
  if (type === 0o120000) return 'link';
  if (/[/\\]$/.test(name) || type === 0o040000) return 'folder';
  return type === 0 || type === 0o100000 ? 'file' : 'special';
}

function unreadable(archive: string, why: string, cause?: unknown): SafelightError {
  return new SafelightError('zip_unreadable', `The zip “${archive}” cannot be read: ${why}.`, {
    cause,
  });
}

/** yauzl has no error codes; its messages name bytes and headers, so they go to `cause` and people get a sentence. */
function zipError(archive: string, thrown: unknown): SafelightError {
  if (thrown instanceof SafelightError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof Error && 'syscall' in thrown) return readError(archive, thrown);
  if (message.startsWith('End of central directory')) {
    return unreadable(archive, 'it is no zip, or its end is missing. Copy or download it again', thrown);
  }
  if (message.startsWith('strong encryption')) {
    return unreadable(archive, 'it is encrypted. Unpack it and use the folder', thrown);
  }
  if (message.startsWith('multi-disk')) {
    return unreadable(archive, 'it is one part of a zip in several parts. Unpack it and use the folder', thrown);
  }
  return unreadable(archive, `it is damaged (${message}). Copy or download it again`, thrown);
}
