import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { EngineDeps } from './engine-deps.ts';
import { deliveryFolder, runTempPrefix } from './run-context.ts';
import type { StoredRun } from './store-port.ts';

type Deps = Pick<EngineDeps, 'store' | 'delivery' | 'folders'>;

const PAGE = 200;

/**
 * Zips what a run has delivered to its staging folder, then removes that. After an interruption it is called again: a zip
 * that was published already is kept. Pictures that are retried later come in a zip of their own beside the first.
 * Throws what delivery throws; the staging folder is then still there.
 */
export async function archiveRun(deps: Deps, run: StoredRun): Promise<void> {
  const { store, delivery } = deps;
  const root = deliveryFolder(deps.folders, run);
  const first = await store.outputs.toArchive(run.id, 0, 1);
  if (first.length > 0) {
    const record = async (path: string, zip?: { sha256: string; bytes: number }): Promise<void> => {
      if (zip !== undefined) await store.undo.addArchive(run.id, { path, ...zip });
      await store.runs.setArchive(run.id, path, 'committing');
    };
    const published =
      (await alreadyPublished(deps, run)) ??
      (await delivery.archive(
        root,
        filesOf(deps, run, root),
        await archiveTarget(deps, run),
        record,
        runTempPrefix(run),
      ));
    await store.outputs.markArchived(run.id, published);
    await store.runs.setArchive(run.id, published, 'done');
  }
  await rm(root, { recursive: true, force: true });
}

/** The zip of an attempt that was interrupted after it had published it; not somebody else's file of that name. */
async function alreadyPublished({ store, delivery }: Deps, run: StoredRun): Promise<string | null> {
  if (run.archiveState !== 'committing' || run.archivePath === null) return null;
  const archives = await store.undo.archives(run.id);
  const last = archives.findLast(({ path }) => path === run.archivePath);
  if (last === undefined || !(await delivery.matches(last.path, last.sha256, last.bytes))) return null;
  return last.path;
}

/** The first free `<slug>-YYYY-MM-DD.zip` in the output folder, by the local date of the run, so that a resumed run names it alike. */
export async function archiveTarget(
  deps: Pick<EngineDeps, 'delivery'>,
  run: Pick<StoredRun, 'workflowSlug' | 'createdAt' | 'output'>,
): Promise<string> {
  const date = new Date(run.createdAt);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((n) => String(n).padStart(2, '0'))
    .join('-');
  const wanted = join(run.output.folder, `${run.workflowSlug}-${day}.zip`);
  for (let n = 1; ; n += 1) {
    const path = deps.delivery.alternative(wanted, n);
    if (!(await deps.delivery.exists(path))) return path;
  }
}

async function* filesOf(deps: Deps, run: StoredRun, root: string): AsyncGenerator<{ path: string; nameInZip: string }> {
  let after = 0;
  for (;;) {
    const page = await deps.store.outputs.toArchive(run.id, after, PAGE);
    for (const file of page) yield { path: relative(root, file.path), nameInZip: file.relativePath };
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
