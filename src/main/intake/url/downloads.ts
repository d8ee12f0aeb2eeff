import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { STATUS_CODES } from 'node:http';
import { dirname, join, sep } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SafelightError } from '../../../contract/errors.ts';
import type { NetAnswer, NetPort } from '../../engine/net-port.ts';
import type { Clock, Log } from '../../engine/ports.ts';
import type { StorePort } from '../../engine/store-port.ts';
import { hasPictureExtension } from '../file-names.ts';
import { errnoOf } from '../intake-error.ts';
import { looksLikePicture, readHead } from '../sniff.ts';
import { DOWNLOAD_LIMITS, type DownloadLimits } from './limits.ts';
import { Turns } from './turns.ts';

export interface DownloadsOptions {
  /** One folder for each run, named by its uuid, is in here. */
  folder: string;
  net: Pick<NetPort, 'get'>;
  runs: Pick<StorePort['runs'], 'find'>;
  clock: Clock;
  log: Log;
  limits?: Partial<DownloadLimits> | undefined;
}

/** What is wanted from an address. */
export interface Wanted {
  url: string;
  /** Absolute path below the folder of downloads. */
  target: string;
  kind: 'picture' | 'zip';
  signal?: AbortSignal | undefined;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PART = '.part';

/**
 * Files fetched for runs. Each is fetched once per run: a file in its place is whole (written elsewhere, synced, renamed) and is
 * used again after a crash, for a retry, and to look at.
 */
export class Downloads {
  readonly folder: string;
  readonly #options: DownloadsOptions;
  readonly #limits: DownloadLimits;
  readonly #turns: Turns;
  readonly #going = new Map<string, Promise<void>>();
  /** When each run's folder was last marked as used. */
  readonly #marked = new Map<string, number>();
  #sweptOn = 0;

  constructor(options: DownloadsOptions) {
    this.folder = options.folder;
    this.#options = options;
    this.#limits = { ...DOWNLOAD_LIMITS, ...options.limits };
    this.#turns = new Turns(this.#limits.concurrent);
  }

  /**
   * Resolves when the file is in its place. Throws `url_refused`, `url_unreachable`, `not_an_image`, `file_empty`, `payload_too_large`,
   * `disk_full`, `cancelled`.
   */
  async fetch(wanted: Wanted): Promise<void> {
    for (;;) {
      await this.used(wanted.target);
      if (await isThere(wanted.target)) return;
      const going = this.#going.get(wanted.target);
      if (going === undefined) break;
      // Who began it may have been cancelled, which is no reason for us.
      await going.catch((thrown: unknown) => {
        if (!(thrown instanceof SafelightError && thrown.code === 'cancelled')) throw thrown;
        wanted.signal?.throwIfAborted();
      });
    }
    const fetching = this.#fetch(wanted).finally(() => this.#going.delete(wanted.target));
    this.#going.set(wanted.target, fetching);
    await fetching;
  }

  /** Somebody works with this file: if it is a download, its run's are kept for longer. */
  async used(path: string): Promise<void> {
    if (!path.startsWith(this.folder + sep)) return;
    const folder = dirname(path);
    const now = this.#options.clock.now();
    if (now.getTime() - (this.#marked.get(folder) ?? 0) < HOUR_MS) return;
    // A folder that is not there yet gets the time when it is made.
    const marked = await utimes(folder, now, now).then(
      () => true,
      () => false,
    );
    if (marked) this.#marked.set(folder, now.getTime());
  }

  /** A run is gone. */
  async remove(runUuid: string): Promise<void> {
    await rm(join(this.folder, runUuid), { recursive: true, force: true });
  }

  /**
   * Removes what runs that are gone, or were not looked at for long, had fetched, and half files of a killed process; at most once a
   * day. Never rejects.
   */
  async sweep(): Promise<void> {
    const { runs, clock, log } = this.#options;
    const today = Math.floor(clock.now().getTime() / DAY_MS);
    if (this.#sweptOn === today) return;
    this.#sweptOn = today;
    try {
      for (const uuid of await readdir(this.folder).catch(() => [])) {
        const run = await runs.find({ uuid });
        const isOver = run !== null && run.finishedAt !== null && !['queued', 'running', 'paused'].includes(run.status);
        const { mtimeMs } = await stat(join(this.folder, uuid));
        const unused = clock.now().getTime() - mtimeMs > this.#limits.keepDays * DAY_MS;
        if (run === null || run.removedAt !== null || (isOver && unused)) await this.remove(uuid);
        else await this.#removeParts(join(this.folder, uuid));
      }
    } catch (error) {
      log.warn('downloads were not tidied up', { error: String(error) });
    }
  }

  async usage(): Promise<{ folder: string; bytes: number }> {
    let bytes = 0;
    for (const entry of await readdir(this.folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
      if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
    }
    return { folder: this.folder, bytes };
  }

  async #removeParts(folder: string): Promise<void> {
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      if (name.endsWith(PART) && ![...this.#going.keys()].some((target) => path.startsWith(target))) await rm(path);
    }
  }

  async #fetch({ url, target, kind, signal }: Wanted): Promise<void> {
    const release = await this.#turns.take(signal);
    const part = `${target}.${randomBytes(6).toString('hex')}${PART}`;
    try {
      const answer = await this.#options.net.get(url, { signal });
      try {
        checkAnswer(url, answer);
        await mkdir(dirname(target), { recursive: true });
        const most = kind === 'zip' ? this.#limits.zipBytes : this.#limits.pictureBytes;
        await pipeline(
          Readable.from(answer.body),
          atMost(url, most),
          createWriteStream(part, { flags: 'wx', flush: true }),
        );
      } finally {
        answer.body.destroy();
      }
      await checkFile(url, part, target, kind, answer.headers['content-type'] ?? '');
      await rename(part, target);
    } catch (thrown) {
      await rm(part, { force: true });
      if (['ENOSPC', 'EDQUOT'].includes(errnoOf(thrown))) {
        const message = `There is no space left in “${this.folder}” for what is fetched. Free some space and retry.`;
        throw new SafelightError('disk_full', message, { cause: thrown });
      }
      throw thrown;
    } finally {
      release();
    }
  }
}

function checkAnswer(url: string, { status, headers }: NetAnswer): void {
  if (status < 200 || status > 299) {
    const words = STATUS_CODES[status] === undefined ? '' : ` (${STATUS_CODES[status]})`;
    throw unreachable(url, `the server answered ${status}${words}. Check the address and retry.`);
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  // Unpacked it could be of any size.
  if (encoding !== 'identity') {
    throw unreachable(url, `the server sent it packed (${encoding}) although it was asked not to.`);
  }
}

/** Answers that are an error page or a login, whatever the address is called. */
const NO_PICTURES = /^(text\/(html|plain)|application\/(json|problem\+json|xhtml\+xml))\b/i;

async function checkFile(url: string, part: string, target: string, kind: Wanted['kind'], type: string): Promise<void> {
  const head = await readHead(part);
  if (head.length === 0) throw new SafelightError('file_empty', `“${bare(url)}” answered with nothing.`);
  if (kind === 'zip' || looksLikePicture(head)) return;
  const isOther = NO_PICTURES.test(type);
  if (!isOther && hasPictureExtension(target)) return;
  const what = isOther ? ` but ${type.split(';')[0]}` : '';
  throw new SafelightError('not_an_image', `“${bare(url)}” is no picture${what}. Check the address.`);
}

function atMost(url: string, most: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= most) return done(null, chunk);
      done(
        new SafelightError(
          'payload_too_large',
          `“${bare(url)}” is larger than ${most} bytes, which is the most accepted.`,
        ),
      );
    },
  });
}

function unreachable(url: string, why: string): SafelightError {
  return new SafelightError('url_unreachable', `“${bare(url)}” could not be fetched: ${why}`);
}

/** Queries carry signatures, and messages are kept. */
const bare = (url: string): string => url.replace(/[?#].*$/, '');

async function isThere(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => null);
  return facts?.isFile() ?? false;
}
