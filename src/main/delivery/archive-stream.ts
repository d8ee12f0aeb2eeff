import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { SafelightError } from '../../contract/errors.ts';
import type { Run } from '../../contract/run.ts';
import type { Log } from '../engine/ports.ts';
import type { StorePort } from '../engine/store-port.ts';
import { type ZipEntry, zipStream } from './zip-stream.ts';

/** All results of a run in one zip: a file that is there, or one that is made while it is read. */
export type RunArchive =
  | { name: string; path: string }
  /** Must be read to its end or cancelled, which closes what is open. */
  | { name: string; stream: ReadableStream<Uint8Array> };

export interface ArchiveDeps {
  store: { outputs: Pick<StorePort['outputs'], 'toArchive'>; undo: Pick<StorePort['undo'], 'archives'> };
  log: Log;
}

const PAGE = 200;
const GOING_ON: readonly Run['status'][] = ['queued', 'running', 'paused'];

/**
 * The results of a run as a zip, from the files as they are now; rows are read a page at a time. A run that delivered a zip answers that
 * one; one that delivered several, because items were retried later, a zip of them. A file that is gone or changes meanwhile
 * breaks the stream off, so that nobody takes half a zip for a whole one.
 * Throws `RUN_NOT_FINISHED` while the run goes on, `not_found` when there is nothing.
 */
export async function archiveStream(deps: ArchiveDeps, run: Run): Promise<RunArchive> {
  if (GOING_ON.includes(run.status)) {
    const message = `Run ${run.id} is ${run.status}. Its zip can be asked for when it is over.`;
    throw new SafelightError('RUN_NOT_FINISHED', message);
  }
  const zips = await deliveredZips(deps, run);
  const [only] = zips;
  if (only !== undefined && zips.length === 1) return { name: basename(only), path: only };
  const first = zips.length > 0 || (await deps.store.outputs.toArchive(run.id, 0, 1)).length > 0;
  if (!first) throw new SafelightError('not_found', `Run ${run.id} has no results to download.`);
  const stream = zipStream(zips.length > 0 ? zipsIn(zips) : filesOf(deps, run));
  stream.once('error', (error: unknown) => {
    deps.log.warn('a download of results broke off', { run: run.id, error: String(error) });
  });
  return { name: nameOf(run), stream: Readable.toWeb(stream) as ReadableStream<Uint8Array> };
}

async function deliveredZips({ store }: ArchiveDeps, run: Run): Promise<string[]> {
  if (!run.output.zip) return [];
  const there: string[] = [];
  for (const { path } of await store.undo.archives(run.id)) {
    if ((await stat(path).catch(() => null))?.isFile()) there.push(path);
  }
  return there;
}

async function* zipsIn(paths: readonly string[]): AsyncGenerator<ZipEntry> {
  for (const path of paths) yield { path, nameInZip: basename(path) };
}

async function* filesOf({ store }: ArchiveDeps, run: Run): AsyncGenerator<ZipEntry> {
  for (let after = 0; ; ) {
    const page = await store.outputs.toArchive(run.id, after, PAGE);
    for (const { path, relativePath } of page) {
      yield { path, nameInZip: run.output.zipLayout === 'flatten' ? lastPart(relativePath) : relativePath };
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `<slug>-YYYY-MM-DD.zip`, by the local date of the run. */
function nameOf(run: Pick<Run, 'workflowSlug' | 'createdAt'>): string {
  const date = new Date(run.createdAt);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return `${run.workflowSlug}-${parts.map((part) => String(part).padStart(2, '0')).join('-')}.zip`;
}
