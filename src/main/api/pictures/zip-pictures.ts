import { hash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SafelightError } from '../../../contract/errors.ts';
import type { App } from '../../app.ts';

/** Pictures of zips that are kept unpacked: those of a start sheet, and of some before it. */
const MOST_KEPT = 12;
/** Bytes that they take together; the newest stays whatever its size. */
const MOST_BYTES = 1024 ** 3;

/** Pictures that lie in zips, as files for as long as somebody may look at them. */
export interface ZipPictures {
  /**
   * Path of an unpacked copy. Who asks for one that is being unpacked waits for it; when nobody waits any more, it is given up. Throws
   * `file_not_found`, `zip_unreadable`, `zip_entry_refused`, `cancelled` when `signal` aborts, `disk_full`.
   * @param zip `name`: what people call it, for errors
   */
  get(zip: { path: string; name?: string }, entry: string, signal: AbortSignal): Promise<string>;
}

interface Unpacked {
  path: string;
  bytes: number;
  release(): Promise<void>;
}

interface Unpacking {
  made: Promise<Unpacked>;
  waiting: number;
  stop: AbortController;
}

export function createZipPictures({ intake, dataDir }: Pick<App, 'intake' | 'dataDir'>): ZipPictures {
  const folder = join(dataDir, 'work', 'zip');
  /** The last used one last. */
  const kept = new Map<string, Unpacked>();
  const going = new Map<string, Unpacking>();

  async function unpack(zip: { path: string; name?: string }, entry: string, signal: AbortSignal): Promise<Unpacked> {
    const { path, release } = await intake.unpackPicture(zip, entry, folder, signal);
    return { path, release, bytes: (await stat(path)).size };
  }

  function begin(key: string, zip: { path: string; name?: string }, entry: string): Unpacking {
    const stop = new AbortController();
    const made = unpack(zip, entry, stop.signal).then(async (unpacked) => {
      await keep(key, unpacked);
      return unpacked;
    });
    const unpacking: Unpacking = { made, waiting: 0, stop };
    going.set(key, unpacking);
    const over = () => {
      if (going.get(key) === unpacking) going.delete(key);
    };
    made.then(over, over);
    return unpacking;
  }

  async function keep(key: string, unpacked: Unpacked): Promise<void> {
    kept.set(key, unpacked);
    let bytes = [...kept.values()].reduce((sum, one) => sum + one.bytes, 0);
    for (const [oldest, one] of kept) {
      if (oldest === key || (kept.size <= MOST_KEPT && bytes <= MOST_BYTES)) return;
      kept.delete(oldest);
      bytes -= one.bytes;
      await one.release();
    }
  }

  return {
    async get(zip, entry, signal) {
      const facts = await stat(zip.path).catch(() => {
        throw new SafelightError('file_not_found', `“${zip.name ?? zip.path}” is not there any more.`);
      });
      const key = hash('sha256', JSON.stringify([zip.path, facts.ino, facts.size, facts.mtimeMs, entry]), 'hex');
      const known = kept.get(key);
      if (known !== undefined) {
        kept.delete(key);
        kept.set(key, known);
        return known.path;
      }
      const unpacking = going.get(key) ?? begin(key, zip, entry);
      unpacking.waiting += 1;
      let leave: () => void = () => {};
      const left = new Promise<never>((_, reject) => {
        leave = () => reject(new SafelightError('cancelled', `“${entry}” is not looked at any more.`));
      });
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
      try {
        return (await Promise.race([unpacking.made, left])).path;
      } finally {
        signal.removeEventListener('abort', leave);
        unpacking.waiting -= 1;
        if (unpacking.waiting === 0) {
          // Who comes from now on begins anew. After the end it does nothing.
          if (going.get(key) === unpacking) going.delete(key);
          unpacking.stop.abort();
        }
      }
    },
  };
}
