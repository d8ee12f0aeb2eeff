import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { SafelightError } from '../../../contract/errors.ts';
import type { Clock, Log } from '../../engine/ports.ts';
import type { StorePort } from '../../engine/store-port.ts';
import type { NewUpload, UploadRecord, UploadRef, UploadStorePort, UploadsPort } from '../../engine/upload-port.ts';
import type { Place } from '../found.ts';
import { givenPlace } from '../given-place.ts';
import { UPLOAD_LIMITS, type UploadLimits } from './limits.ts';
import { readRequest } from './read-request.ts';
import { type StagedFile, UploadFiles } from './upload-files.ts';

export interface UploadsOptions {
  /** Where the bytes are kept. */
  folder: string;
  store: UploadStorePort;
  /** Whose unfinished ones keep their uploads. */
  runs: Pick<StorePort['runs'], 'unfinished'>;
  clock: Clock;
  log: Log;
  limits?: Partial<UploadLimits> | undefined;
}

/** Uploads, and what keeps their folder tidy. */
export interface Uploads extends UploadsPort {
  /** Removes what is not needed any more, at most once a day; with `start` also what a killed process left. Never rejects. */
  sweep(options?: { start: boolean }): Promise<void>;
}

const DAY_MS = 86_400_000;
const PAGE = 200;

/** Files given to the API, kept by their content. */
export function createUploads(options: UploadsOptions): Uploads {
  const { store, clock, log } = options;
  const limits = { ...UPLOAD_LIMITS, ...options.limits };
  const files = new UploadFiles(options.folder);
  const hasRow = (hashes: string[]): Promise<Set<string>> => store.known(hashes);
  /** When each content was last marked as used, so that 10,000 pictures of a run are not 10,000 writes. */
  const marked = new Map<string, number>();
  let receiving = 0;
  let sweptAt = 0;

  /** Rows for staged files, all or none; the files are in their places by then. */
  async function keep(staged: readonly { file: StagedFile; about: Omit<NewUpload, 'sha256' | 'bytes'> }[]) {
    const placed = staged.map(({ file }) => file);
    try {
      await files.place(placed);
      return await store.add(staged.map(({ file: { sha256, bytes }, about }) => ({ sha256, bytes, ...about })));
    } finally {
      await files.settle(placed, hasRow);
    }
  }

  async function withPlace<T>(work: () => Promise<T>): Promise<T> {
    if (receiving >= limits.concurrent) {
      const message = `${receiving} uploads are being received already. Send the next one when one of them is over.`;
      throw new SafelightError('rate_limited', message);
    }
    receiving += 1;
    try {
      return await work();
    } finally {
      receiving -= 1;
    }
  }

  async function receive(request: Request, { signal }: { signal?: AbortSignal } = {}): Promise<UploadRecord[]> {
    const announced = Number(request.headers.get('content-length') ?? 0);
    if (announced > limits.requestBytes) throw tooLarge('The request', limits.requestBytes);
    await files.checkRoom(announced, limits.reserveBytes);
    const staged: {
      nth: number;
      file: StagedFile;
      about: { name: string; relativeFolder: string; contentType: string | null };
    }[] = [];
    const inRequest = counter('The request', limits.requestBytes);
    let count = 0;
    try {
      await readRequest(request, signal, async ({ place, contentType, stream }) => {
        count += 1;
        const nth = count;
        if (nth > limits.filesPerRequest) throw tooMany(limits.filesPerRequest);
        const inFile = counter(`“${place.name}”`, limits.fileBytes);
        const file = await files.stage(stream, (bytes) => {
          inFile(bytes);
          inRequest(bytes);
        });
        staged.push({ nth, file, about: { ...place, contentType } });
        if (file.bytes === 0) throw empty(place);
      });
      signal?.throwIfAborted();
      // Small ones may be written in another order than they came.
      return await keep(staged.sort((a, b) => a.nth - b.nth));
    } catch (thrown) {
      await files.discard(staged.map(({ file }) => file));
      throw thrown;
    }
  }

  async function find(ref: UploadRef): Promise<UploadRecord | null> {
    const upload = await store.find(ref);
    if (upload === null) return null;
    const facts = await stat(files.pathOf(upload.sha256)).catch(() => null);
    return facts?.size === upload.bytes ? upload : null;
  }

  async function get(ref: UploadRef): Promise<UploadRecord> {
    const upload = await find(ref);
    if (upload !== null) return upload;
    throw new SafelightError(
      'upload_not_found',
      `There is no upload “${ref}”. It may have been removed; send the file again.`,
    );
  }

  async function neededHashes(): Promise<Set<string>> {
    const needed = new Set<string>();
    for (const run of await options.runs.unfinished()) {
      for (const { uploadId } of Object.values(run.inputs).flatMap(({ files: given }) => given ?? [])) {
        const upload = uploadId === undefined ? null : await store.find(uploadId);
        if (upload !== null) needed.add(upload.sha256);
      }
    }
    return needed;
  }

  async function removeUnused(): Promise<number> {
    const before = new Date(clock.now().getTime() - limits.keepDays * DAY_MS).toISOString();
    let needed: Set<string> | null = null;
    let removed = 0;
    for (let after = 0; ; ) {
      const page = await store.unusedSince(before, after, PAGE);
      if (page.length === 0) return removed;
      after = page.at(-1)!.id;
      needed ??= await neededHashes();
      for (const { id, sha256 } of page) {
        if (needed.has(sha256)) continue;
        await store.remove(id);
        await files.drop([sha256], hasRow);
        removed += 1;
      }
    }
  }

  return {
    receive: (request, more) => withPlace(() => receive(request, more)),
    addBytes: (name, contentType, bytes) =>
      withPlace(async () => {
        const place = givenPlace(name);
        if (bytes.byteLength === 0) throw empty(place);
        await files.checkRoom(bytes.byteLength, limits.reserveBytes);
        const file = await files.stage(
          Readable.from([Buffer.from(bytes)]),
          counter(`“${place.name}”`, limits.fileBytes),
        );
        const [upload] = await keep([{ file, about: { ...place, contentType } }]);
        return upload!;
      }),
    find,
    get,
    async list({ page = 1, pageSize = 50 } = {}) {
      return { ...(await store.list({ offset: (page - 1) * pageSize, limit: pageSize })), page, pageSize };
    },
    async remove(ref) {
      const upload = await get(ref);
      await store.remove(upload.id);
      await files.drop([upload.sha256], hasRow);
    },
    pathOf: ({ sha256 }) => files.pathOf(sha256),
    async used(path) {
      const sha256 = basename(path);
      if (files.pathOf(sha256) !== path) return;
      const now = clock.now().getTime();
      if (now - (marked.get(sha256) ?? 0) < DAY_MS) return;
      if (marked.size > 10_000) marked.clear();
      marked.set(sha256, now);
      await store.used(sha256);
    },
    async usage() {
      return { folder: options.folder, ...(await store.usage()) };
    },
    async sweep({ start } = { start: false }) {
      const now = clock.now().getTime();
      if (!start && now - sweptAt < DAY_MS) return;
      sweptAt = now;
      try {
        if (start) await files.clean(hasRow);
        const removed = await removeUnused();
        if (removed > 0) log.info('uploads that no run asked for were removed', { removed });
      } catch (error) {
        log.warn('uploads were not tidied up', { error: String(error) });
      }
    },
  };
}

function counter(what: string, most: number): (bytes: number) => void {
  let total = 0;
  return (bytes) => {
    total += bytes;
    if (total > most) throw tooLarge(what, most);
  };
}

function tooLarge(what: string, most: number): SafelightError {
  return new SafelightError('payload_too_large', `${what} is larger than ${most} bytes, which is the most accepted.`);
}

function tooMany(most: number): SafelightError {
  return new SafelightError('payload_too_large', `More than ${most} files came in one request. Send them in several.`);
}

function empty({ name }: Place): SafelightError {
  return new SafelightError('file_empty', `“${name}” is empty. Check the file and send it again.`);
}
