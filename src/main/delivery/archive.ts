import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Taking } from '../engine/undo-port.ts';
import { publishUnderFreeName } from './commit.ts';
import { writingTo } from './delivery-error.ts';
import { whatIsAt } from './file-facts.ts';
import { makeFolder, removeIfThere, syncFolder } from './folder.ts';
import { type PublishCalls, type Published, publishNew, publishOver } from './publish.ts';
import { keepFile } from './replaced-files.ts';
import { type ZipEntry, zipStream } from './zip-stream.ts';

export interface ArchiveFile {
  /** Relative to the root. */
  path: string;
  nameInZip: string;
}

interface WrittenZip {
  sha256: string;
  bytes: number;
}

/**
 * Zips delivered files, one after the other with one open at a time, into a temp file beside `target`, and publishes it under
 * `target` or its first free alternative; returns the path. With `keepIn` a file that is at `target` is replaced, after it has been
 * kept in that folder; anything else there stays. Names that clash, also for people who do not tell case or
 * Unicode forms apart, get `-2`, `-3` …. Throws `file_not_found` for a delivered file that is gone, `disk_full`,
 * `output_unwritable`.
 */
export async function writeArchive(
  root: string,
  files: AsyncIterable<ArchiveFile>,
  target: string,
  onPath: (path: string, zip: WrittenZip, taking: Taking) => Promise<void>,
  calls: PublishCalls,
  {
    keepIn,
    tempPrefix = `.safelight-zip-${fingerprint(root, target)}-`,
  }: { keepIn?: string; tempPrefix?: string } = {},
): Promise<string> {
  const folder = dirname(target);
  return writingTo(folder, async () => {
    await makeFolder(folder);
    const temp = join(folder, `${tempPrefix}zip.tmp`);
    await removeIfThere(temp);
    try {
      const written = await writeZip(temp, root, files);
      const record = (path: string, taking: Taking): Promise<void> => onPath(path, written, taking);
      const replaced = keepIn !== undefined && (await replaceFile(temp, target, keepIn, record, calls));
      const path = replaced ? target : await publishBeside(temp, target, record, calls);
      await syncFolder(folder);
      return path;
    } finally {
      await removeIfThere(temp);
    }
  });
}

type Recording = (path: string, taking: Taking) => Promise<void>;

/** False when there is no file that could be replaced. */
async function replaceFile(
  temp: string,
  target: string,
  keepIn: string,
  record: Recording,
  calls: PublishCalls,
): Promise<boolean> {
  const there = await whatIsAt(target);
  if (there === null || !(there.isFile() || there.isSymbolicLink())) return false;
  const keptAt = await keepFile(target, there, keepIn);
  await record(target, { origin: 'replaced', folders: [], keptAt });
  onThisVolume(target, await publishOver(temp, target, calls));
  return true;
}

async function publishBeside(temp: string, target: string, record: Recording, calls: PublishCalls): Promise<string> {
  const { path } = await publishUnderFreeName(
    target,
    (candidate) => record(candidate, { origin: 'new', folders: [], keptAt: null }),
    async (candidate) => onThisVolume(candidate, await publishNew(temp, candidate, calls)),
  );
  return path;
}

/** The temp file lies beside its target. */
function onThisVolume(path: string, result: Published): 'published' | 'taken' {
  if (result === 'otherVolume') throw new Error(`moving within ${dirname(path)} crossed volumes`);
  return result;
}

/** Names the temp file, so that the next try takes away what a crash left of this one. */
function fingerprint(root: string, target: string): string {
  return createHash('sha256').update(`${root}\0${target}`).digest('hex').slice(0, 16);
}

async function writeZip(temp: string, root: string, files: AsyncIterable<ArchiveFile>): Promise<WrittenZip> {
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
