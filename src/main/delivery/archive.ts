import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { publishUnderFreeName } from './commit.ts';
import { writingTo } from './delivery-error.ts';
import { makeFolder, removeIfThere, syncFolder } from './folder.ts';
import { type PublishCalls, publishNew } from './publish.ts';
import { type ZipEntry, zipStream } from './zip-stream.ts';

export interface ArchiveFile {
  /** Relative to the root. */
  path: string;
  nameInZip: string;
}

/**
 * Zips delivered files, one after the other with one open at a time, into a temp file beside `target`, and publishes it under
 * `target` or its first free alternative; returns the path. Names that clash, also for people who do not tell case or
 * Unicode forms apart, get `-2`, `-3` …. Throws `file_not_found` for a delivered file that is gone, `disk_full`,
 * `output_unwritable`.
 */
export async function writeArchive(
  root: string,
  files: AsyncIterable<ArchiveFile>,
  target: string,
  onPath: (path: string, zip: { sha256: string; bytes: number }) => Promise<void>,
  calls: PublishCalls,
  tempPrefix = `.safelight-zip-${fingerprint(root, target)}-`,
): Promise<string> {
  const folder = dirname(target);
  return writingTo(folder, async () => {
    await makeFolder(folder);
    const temp = join(folder, `${tempPrefix}zip.tmp`);
    await removeIfThere(temp);
    try {
      const written = await writeZip(temp, root, files);
      const record = (path: string): Promise<void> => onPath(path, written);
      const { path } = await publishUnderFreeName(target, record, async (candidate) => {
        const result = await publishNew(temp, candidate, calls);
        if (result === 'otherVolume') throw new Error(`link within ${folder} crossed volumes`);
        return result;
      });
      await syncFolder(folder);
      return path;
    } finally {
      await removeIfThere(temp);
    }
  });
}

/** Names the temp file, so that the next try takes away what a crash left of this one. */
function fingerprint(root: string, target: string): string {
  return createHash('sha256').update(`${root}\0${target}`).digest('hex').slice(0, 16);
}

/** What was written. */
async function writeZip(
  temp: string,
  root: string,
  files: AsyncIterable<ArchiveFile>,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(zipStream(below(root, files)), count, createWriteStream(temp, { flags: 'wx', flush: true }));
  return { sha256: hash.digest('hex'), bytes };
}

async function* below(root: string, files: AsyncIterable<ArchiveFile>): AsyncGenerator<ZipEntry> {
  for await (const { path, nameInZip } of files) yield { path: resolve(root, path), nameInZip };
}
