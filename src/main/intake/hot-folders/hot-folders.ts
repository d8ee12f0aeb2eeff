import { stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { SafelightError } from '../../../contract/errors.ts';
import type { CreateHotFolderBody, HotFolder, PatchHotFolderBody } from '../../../contract/hot-folder.ts';
import type { StoredHotFolder } from '../../engine/hot-folder-port.ts';
import { type WatchDeps, WatchedFolder } from './watched-folder.ts';

export interface HotFoldersDeps extends Omit<WatchDeps, 'onChange'> {
  /** A workflow by id, slug or uuid. Throws `workflow_not_found`. */
  workflow(ref: string | number): Promise<{ id: number; slug: string }>;
  /** False: they are kept and changed, but nobody watches (a command beside the program that does). */
  watch: boolean;
}

/** Nobody can look faster than this. */
const TELL_MS = 200;

/** A hot folder's integer id or uuid. */
export type HotFolderRef = number | string;

export interface HotFolders {
  list(): Promise<HotFolder[]>;
  /** Throws `hot_folder_not_found`. */
  get(ref: HotFolderRef): Promise<HotFolder>;
  /**
   * Watches a folder from now on. Throws `workflow_not_found`, `file_not_found` when the folder is not there,
   * `hot_folder_conflict` when it is watched already or results would land in it, `request_invalid`.
   */
  create(body: CreateHotFolderBody): Promise<HotFolder>;
  update(ref: HotFolderRef, changes: PatchHotFolderBody): Promise<HotFolder>;
  /** Its files and runs stay. */
  remove(ref: HotFolderRef): Promise<void>;
  close(): Promise<void>;
}

/** The hot folders of a store, those that are on being watched. */
export async function createHotFolders(deps: HotFoldersDeps): Promise<HotFolders> {
  const { store, events } = deps;
  const watched = new Map<number, WatchedFolder>();
  let closed = false;

  /** One change at a time, since each ends a watch and begins another. */
  let last: Promise<unknown> = Promise.resolve();
  function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work);
    last = mine.catch(() => {});
    return mine;
  }

  /** Tells of changes, many in a short time as one. */
  const telling = new Set<number>();
  function onChange(id: number): void {
    if (telling.has(id)) return;
    telling.add(id);
    deps.timers.after(TELL_MS, () => {
      telling.delete(id);
      const at = watched.get(id);
      if (at === undefined || closed) return;
      shown(at.hot).then(
        (hotFolder) => events.emit({ event: 'hotFolder.updated', hotFolder }),
        (error: unknown) => deps.log.warn('a hot folder could not be told of', { error: String(error) }),
      );
    });
  }

  function begin(hot: StoredHotFolder): void {
    if (deps.watch && hot.enabled && !closed) watched.set(hot.id, new WatchedFolder({ ...deps, onChange }, hot));
  }

  async function end(id: number): Promise<void> {
    const at = watched.get(id);
    watched.delete(id);
    await at?.close();
  }

  async function stored(ref: HotFolderRef): Promise<StoredHotFolder> {
    const byId = typeof ref === 'number' || /^\d{1,15}$/.test(ref);
    const found = await store.find(byId ? { id: Number(ref) } : { uuid: String(ref) });
    if (found !== null) return found;
    throw new SafelightError('hot_folder_not_found', `There is no hot folder ${ref}.`);
  }

  async function shown(hot: StoredHotFolder): Promise<HotFolder> {
    const [counts, lastFile, workflow] = await Promise.all([
      store.counts(hot.id),
      store.last(hot.id),
      deps.workflow(hot.workflowId).catch(() => ({ slug: String(hot.workflowId) })),
    ]);
    const at = watched.get(hot.id);
    const { settling = 0, ready = 0 } = at?.waiting ?? {};
    return {
      id: hot.id,
      uuid: hot.uuid,
      folder: hot.folder,
      workflow: workflow.slug,
      ...hot.options,
      enabled: hot.enabled,
      state: hot.enabled ? (at?.state ?? 'off') : 'off',
      counts: { waiting: ready + counts.taken, settling, done: counts.done, failed: counts.failed },
      lastFile: lastFile === null ? null : { name: lastFile.path, at: lastFile.at },
      error: at?.error ?? null,
      createdAt: hot.createdAt,
      updatedAt: hot.updatedAt,
    };
  }

  for (const hot of await store.list()) begin(hot);

  return {
    list: async () => await Promise.all((await store.list()).map(shown)),
    get: async (ref) => await shown(await stored(ref)),

    create: (body) =>
      oneAtATime(async () => {
        const { folder: given, workflow, enabled, output, ...rest } = body;
        const folder = await watchableFolder(given);
        const { id } = await deps.workflow(workflow);
        if ((await store.find({ folder })) !== null) {
          throw new SafelightError('hot_folder_conflict', `“${folder}” is a hot folder already.`);
        }
        const results = output.folder ?? join(dirname(folder), `${basename(folder)}-results`);
        const options = { ...rest, output: { ...output, folder: checkedOutput(folder, results) } };
        const hot = await store.insert({ folder, workflowId: id, options, enabled });
        begin(hot);
        return await shown(hot);
      }),

    update: (ref, changes) =>
      oneAtATime(async () => {
        const hot = await stored(ref);
        const { workflow, enabled, output, ...rest } = changes;
        const merged = { ...hot.options.output, ...withoutGaps(output ?? {}) };
        const options = {
          ...hot.options,
          ...withoutGaps(rest),
          output: { ...merged, folder: checkedOutput(hot.folder, merged.folder) },
        };
        const workflowId = workflow === undefined ? hot.workflowId : (await deps.workflow(workflow)).id;
        await end(hot.id);
        await store.update(hot.id, { workflowId, options, ...(enabled === undefined ? {} : { enabled }) });
        const now = await stored(hot.id);
        begin(now);
        return await shown(now);
      }),

    remove: (ref) =>
      oneAtATime(async () => {
        const hot = await stored(ref);
        await end(hot.id);
        await store.remove(hot.id);
      }),

    async close() {
      closed = true;
      await last;
      await Promise.all([...watched.keys()].map(end));
    },
  };
}

async function watchableFolder(given: string): Promise<string> {
  if (!isAbsolute(given)) throw new SafelightError('request_invalid', `“${given}” is not an absolute path.`);
  const folder = resolve(given);
  const facts = await stat(folder).catch(() => null);
  if (facts?.isDirectory()) return folder;
  const what = facts === null ? 'There is no folder at' : 'No folder, but a file is at';
  throw new SafelightError('file_not_found', `${what} ${folder}. Make it first, then watch it.`);
}

/** What was really given. */
function withoutGaps<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Results in the watched folder itself would be mixed with what is still to be done. */
function checkedOutput(folder: string, results: string): string {
  if (!isAbsolute(results)) {
    throw new SafelightError('request_invalid', `“${results}” is not an absolute path.`, {
      issues: [{ path: 'output.folder', code: 'relative_path', message: 'Give an absolute path.' }],
    });
  }
  if (resolve(results) !== folder) return resolve(results);
  throw new SafelightError(
    'hot_folder_conflict',
    `Results cannot go to “${folder}” itself, which is watched. Choose a folder in it or another one.`,
    { issues: [{ path: 'output.folder', code: 'conflict', message: 'Choose another folder.' }] },
  );
}
