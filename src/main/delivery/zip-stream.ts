import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { SafelightError } from '../../contract/errors.ts';
import { errnoOf } from './delivery-error.ts';
import { alternative } from './names.ts';
import { safeSegment } from './segment.ts';

/** Formats that deflate would only make slower to write. */
const COMPRESSED = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.heic', '.jxl', '.zip']);

export interface ZipEntry {
  /** Absolute. */
  path: string;
  nameInZip: string;
}

/**
 * A zip while it is made, one file after the other with one open at a time. Names that clash, also for people who do not tell case or
 * Unicode forms apart, get `-2`, `-3` …. Zip64 where it is needed, names in UTF-8. The stream breaks off with `file_not_found` for
 * a file that is gone, `file_changed` for one that grows or shrinks meanwhile. Destroying it closes what is open and ends the
 * reading of `files`.
 */
export function zipStream(files: AsyncIterable<ZipEntry>): Readable {
  const zip = new ZipFile();
  const output = new PassThrough();
  const source = zip.outputStream as Readable;
  let open: Readable | null = null;
  const stop = new AbortController();
  const fail = (thrown: unknown): void => {
    output.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)));
  };
  output.once('close', () => {
    stop.abort();
    open?.destroy();
    source.unpipe(output);
    source.destroy();
  });
  source.once('error', fail);
  // yazl's only error of its own: more or fewer bytes came than the file had.
  zip.once('error', (thrown) => {
    const message = 'A delivered file changed while it was zipped. Leave the files alone and retry.';
    fail(new SafelightError('file_changed', message, { cause: thrown }));
  });
  source.pipe(output);

  const addAll = async (): Promise<void> => {
    const stopped = new Promise<never>((_, reject) => {
      stop.signal.addEventListener('abort', () => reject(new Error('nobody reads the zip any more')), { once: true });
    });
    stopped.catch(() => undefined);
    const names = new UniqueNames();
    // One file at a time, so that yazl never queues many.
    for await (const { path, nameInZip } of files) {
      const added = addOne(zip, path, names.take(nameInZip), (stream) => {
        open = stream;
      });
      await Promise.race([added, stopped]);
      if (stop.signal.aborted) return;
    }
    zip.end();
  };
  addAll().catch(fail);
  return output;
}

async function addOne(zip: ZipFile, path: string, name: string, onOpen: (stream: Readable) => void): Promise<void> {
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
      onOpen(stream);
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
