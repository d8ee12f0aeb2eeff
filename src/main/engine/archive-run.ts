import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { EngineDeps } from './engine-deps.ts';
import { deliveryFolder, runTempPrefix } from './run-context.ts';
import { fileId } from './run-intake.ts';
import type { StoredRun } from './store-port.ts';
import type { Taking } from './undo-port.ts';

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
    const record = async (
      path: string,
      zip: { sha256: string; bytes: number },
      { origin, keptAt }: Taking,
    ): Promise<void> => {
      await store.undo.addArchive(run.id, { path, ...zip, origin, keptAt });
      await store.runs.setArchive(run.id, path, 'committing');
    };
    const replaces = run.output.collision === 'overwrite';
    const options = {
      tempPrefix: runTempPrefix(run),
      ...(replaces ? { keepIn: join(deps.folders.replaced, run.uuid) } : {}),
    };
    const published =
      (await alreadyPublished(deps, run)) ??
      (await delivery.archive(
        root,
        filesOf(deps, run, root),
        await (replaces ? replaceableArchive(deps, run) : freeArchive(deps, run)),
        record,
        options,
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

type ArchiveRun = Pick<StoredRun, 'workflowSlug' | 'createdAt' | 'output'>;

/** `<slug>-YYYY-MM-DD.zip` in the output folder, by the local date of the run, so that a resumed run names it alike. */
function wantedArchive({ workflowSlug, createdAt, output }: ArchiveRun): string {
  const date = new Date(createdAt);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((n) => String(n).padStart(2, '0'))
    .join('-');
  return join(output.folder, `${workflowSlug}-${day}.zip`);
}

/** The zip a new run would make, and what the collision rule makes of a file that has its name. */
export async function plannedArchive(
  deps: Pick<EngineDeps, 'delivery'>,
  run: ArchiveRun,
): Promise<{ path: string; collision: 'free' | 'suffixed' | 'overwrites' | 'kept' }> {
  const wanted = wantedArchive(run);
  if (!(await deps.delivery.exists(wanted))) return { path: wanted, collision: 'free' };
  switch (run.output.collision) {
    case 'suffix':
      return { path: await freeArchive(deps, run), collision: 'suffixed' };
    case 'overwrite':
      return { path: wanted, collision: 'overwrites' };
    case 'skip':
      return { path: wanted, collision: 'kept' };
  }
}

/**
 * Under the rule `skip` a zip that is there already stays, so a run could deliver nothing: it is refused before anything is done.
 * (One that turns up while the run works costs no picture: the run's own gets a number.)
 */
export function archiveStays(path: string): SafelightError {
  return new SafelightError(
    'output_exists',
    `“${path}” is there already and is to be kept. Choose another output folder, or let the zip get a number or replace the old one.`,
  );
}

async function freeArchive({ delivery }: Pick<EngineDeps, 'delivery'>, run: ArchiveRun): Promise<string> {
  const wanted = wantedArchive(run);
  for (let n = 1; ; n += 1) {
    const path = delivery.alternative(wanted, n);
    if (!(await delivery.exists(path))) return path;
  }
}

/** Neither an original (law 1) nor a zip with other pictures of this very run. */
async function replaceableArchive({ store, delivery }: Deps, run: StoredRun): Promise<string> {
  const wanted = wantedArchive(run);
  const own = new Set((await store.undo.archives(run.id)).flatMap(({ path, done }) => (done ? [path] : [])));
  for (let n = 1; ; n += 1) {
    const path = delivery.alternative(wanted, n);
    const id = own.has(path) ? null : await fileId(path);
    if (!own.has(path) && (id === null || !(await store.items.hasFileId(run.id, id)))) return path;
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
