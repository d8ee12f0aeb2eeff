import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { SafelightError } from '../../contract/errors.ts';
import { publishUnderFreeName } from './commit.ts';
import { errnoOf, writingTo } from './delivery-error.ts';
import { makeFolder, removeIfThere, syncFolder } from './folder.ts';
import { alternative } from './names.ts';
import { type PublishCalls, publishNew } from './publish.ts';
import { safeSegment } from './segment.ts';

/** Formats that deflate would only make slower to write. */
const COMPRESSED = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.heic', '.jxl']);

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
  const zip = new ZipFile();
  const stop = new AbortController();
  const output = createWriteStream(temp, { flags: 'wx', flush: true });
  const hash = createHash('sha256');
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const written = pipeline(zip.outputStream as Readable, count, output, { signal: stop.signal });
  const failed = new Promise<never>((_done, fail) => {
    // yazl's only error of its own: more or fewer bytes came than the file had.
    zip.once('error', (thrown) => {
      const message = 'A delivered file changed while it was zipped. Leave the files alone and retry.';
      fail(new SafelightError('file_changed', message, { cause: thrown }));
    });
    written.catch(fail);
  });
  // It may fail while nobody waits for it, between two files.
  failed.catch(() => undefined);
  const names = new UniqueNames();
  try {
    // One file at a time, so that yazl never queues many.
    for await (const file of files) {
      await Promise.race([addOne(zip, resolve(root, file.path), names.take(file.nameInZip)), failed]);
    }
    zip.end();
    await Promise.race([written, failed]);
    return { sha256: hash.digest('hex'), bytes };
  } catch (thrown) {
    stop.abort();
    await written.catch(() => undefined);
    throw thrown;
  }
}

async function addOne(zip: ZipFile, path: string, name: string): Promise<void> {
  const facts = await stat(path).catch((thrown: unknown) => {
    if (errnoOf(thrown) !== 'ENOENT') throw thrown;
    throw new SafelightError(
      'file_not_found',
      `The delivered file “${path}” is gone, so it cannot be zipped. Run it again.`,
    );
  });
  const options = {
    mtime: facts.mtime,
    mode: 0o100644,
    size: facts.size,
    compress: !COMPRESSED.has(extname(path).toLowerCase()),
  };
  await new Promise<void>((done, fail) => {
    zip.addReadStreamLazy(name, options, (give) => {
      const stream = createReadStream(path);
      stream.once('error', fail).once('close', done);
      give(null, stream);
    });
  });
}

class UniqueNames {
  readonly #taken = new Set<string>();
  /** Where the search for a free number stopped, so that 10,000 files of one name are not 10,000² look-ups. */
  readonly #next = new Map<string, number>();

  /** The name made safe for every system that unpacks it, or its first free alternative. */
  take(wanted: string): string {
    const segments = wanted.split(/[/\\]/).filter((segment) => segment !== '' && segment !== '.');
    const path = segments.map(safeName).join('/') || '_';
    const pathKey = keyOf(path);
    for (let n = this.#next.get(pathKey) ?? 1; ; n += 1) {
      const name = alternative(path, n);
      const key = keyOf(name);
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      this.#next.set(pathKey, n + 1);
      return name;
    }
  }
}

/** What file systems compare that tell neither case nor Unicode forms apart; upper case first, for `ß` and `SS`. */
function keyOf(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

function safeName(segment: string): string {
  const extension = /(?<=[^.])\.([A-Za-z0-9]{1,8})$/.exec(segment)?.[1] ?? '';
  return safeSegment(extension === '' ? segment : segment.slice(0, -extension.length - 1), extension);
}
