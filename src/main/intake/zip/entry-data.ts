import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { constants, crc32, createInflateRaw, inflateRaw, type ZlibOptions } from 'node:zlib';
import { SafelightError } from '../../../contract/errors.ts';
import { errnoOf, readError } from '../intake-error.ts';
import type { ZipEntry } from './listing.ts';

export const STORED = 0;
export const DEFLATED = 8;

const inflate = promisify(inflateRaw) as (data: Buffer, options: ZlibOptions) => Promise<Buffer>;

const LOCAL_HEADER = 30;
const LOCAL_HEADER_SIGNATURE = 0x04034b50;

/** An error about one entry, for the person who made the zip. */
export function entryRefused(entryName: string, archive: string, why: string, cause?: unknown): SafelightError {
  return new SafelightError('zip_entry_refused', `“${entryName}” in “${archive}” is not used: ${why}.`, { cause });
}

const damaged = (archive: string, entry: ZipEntry, why: string, cause?: unknown): SafelightError =>
  entryRefused(entry.name, archive, `it is damaged (${why}). Make or copy the zip again`, cause);

/**
 * Writes the unpacked bytes of an entry into `sink`: never more than the listing promises, and an error at the end when
 * they are fewer or their CRC-32 is another. yauzl checks neither CRC nor, for lying headers, the size.
 * Throws `zip_entry_refused`, `file_not_found`, `file_unreadable`; errors of the sink, and what `signal` aborts with, pass through.
 */
export async function unpackEntry(
  archive: string,
  entry: ZipEntry,
  sink: NodeJS.WritableStream,
  signal?: AbortSignal,
): Promise<void> {
  let bytes = 0;
  let crc = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      crc = crc32(chunk, crc);
      if (bytes > entry.bytes) done(damaged(archive, entry, 'it unpacks to more than it says'));
      else done(null, chunk);
    },
  });
  await withArchive(archive, entry, async (file, start) => {
    const end = start + entry.packedBytes - 1;
    const packed =
      entry.packedBytes === 0 ? Readable.from([]) : createReadStream('', { fd: file, start, end, autoClose: false });
    const streams = [packed, ...(entry.method === DEFLATED ? [createInflateRaw()] : []), check, sink];
    await pipeline(streams, signal === undefined ? {} : { signal });
  });
  if (bytes < entry.bytes) throw damaged(archive, entry, 'a part of it is missing');
  if (crc !== entry.crc32) throw damaged(archive, entry, 'its checksum is wrong');
}

/** Packed bytes that surely hold the first unpacked ones: a deflate block's tables take a few hundred bytes (RFC 1951). */
const PACKED_HEAD = 4096;

/** About the first kilobytes of the unpacked bytes, unchecked. Throws like {@link unpackEntry}. */
export async function entryHead(archive: string, entry: ZipEntry): Promise<Buffer> {
  return withArchive(archive, entry, async (file, start) => {
    const packed = Buffer.alloc(Math.min(PACKED_HEAD, entry.packedBytes));
    await file.read(packed, 0, packed.length, start);
    if (entry.method !== DEFLATED) return packed;
    return inflate(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  });
}

/** Opens the zip and hands over the place of the entry's packed data. */
async function withArchive<T>(
  archive: string,
  entry: ZipEntry,
  use: (file: FileHandle, start: number) => Promise<T>,
): Promise<T> {
  const file = await open(archive, 'r').catch((thrown: unknown) => {
    throw readError(archive, thrown);
  });
  try {
    return await use(file, await dataStart(archive, file, entry));
  } catch (thrown) {
    if (errnoOf(thrown).startsWith('Z_')) throw damaged(archive, entry, 'it cannot be unpacked', thrown);
    throw thrown;
  } finally {
    await file.close();
  }
}

async function dataStart(archive: string, file: FileHandle, entry: ZipEntry): Promise<number> {
  const header = Buffer.alloc(LOCAL_HEADER);
  const { bytesRead } = await file.read(header, 0, LOCAL_HEADER, entry.offset);
  if (bytesRead < LOCAL_HEADER || header.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE) {
    throw damaged(archive, entry, 'its data is not where the zip says');
  }
  const start = entry.offset + LOCAL_HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (start + entry.packedBytes > (await file.stat()).size) throw damaged(archive, entry, 'a part of it is missing');
  return start;
}
