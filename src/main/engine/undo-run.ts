import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { UndoReport } from '../../contract/undo.ts';
import type { EngineDeps } from './engine-deps.ts';
import { deliveryFolder, runTempPrefix } from './run-context.ts';
import { runIsOver } from './run-machine.ts';
import type { StoredRun } from './store-port.ts';
import type { MadeFile, MadeOutput, TakenBack, Undone } from './undo-port.ts';

type Deps = Pick<EngineDeps, 'store' | 'delivery' | 'undoFiles' | 'folders' | 'log'>;

/** Files taken back between two transactions; a crash makes at most so many be looked at again. */
const PAGE = 200;

/**
 * Takes back what a run did to the file system: removes the files that it made and nobody has changed since, puts back
 * those that it replaced, and removes the folders that it made and that are empty then. Whatever else is there stays, and
 * is named with the reason. Interrupted at any moment and called again, it does the rest. `dryRun` only tells.
 *
 * Throws `run_state` for a run that is not over, `output_unwritable` when the output folder is not there.
 */
export async function undoRun(deps: Deps, run: StoredRun, options: { dryRun: boolean }): Promise<UndoReport> {
  if (!runIsOver(run.status)) {
    throw new SafelightError(
      'run_state',
      `Run ${run.id} is ${run.status} and cannot be undone yet. Wait for it or cancel it first.`,
    );
  }
  const { dryRun } = options;
  const report: UndoReport = {
    runId: run.id,
    dryRun,
    removed: [],
    restored: [],
    alreadyGone: [],
    kept: [],
    folders: [],
  };
  const undoing = new Undoing(deps, run, dryRun, report);
  if (run.output.zip) await undoing.archives();
  else await undoing.outputs();
  if (!dryRun) await deps.delivery.sweep(run.output.folder, runTempPrefix(run)).catch(() => 0);
  await undoing.folders();
  if (!dryRun) await deps.store.undo.finish(run.id);
  return report;
}

class Undoing {
  readonly #deps: Deps;
  readonly #run: StoredRun;
  readonly #dryRun: boolean;
  readonly #report: UndoReport;
  readonly #swept = new Set<string>();

  constructor(deps: Deps, run: StoredRun, dryRun: boolean, report: UndoReport) {
    this.#deps = deps;
    this.#run = run;
    this.#dryRun = dryRun;
    this.#report = report;
  }

  async outputs(): Promise<void> {
    const { store } = this.#deps;
    for (let after = 0; ; ) {
      const page = await store.undo.outputs(this.#run.id, after, PAGE);
      const last = page.at(-1);
      if (last === undefined) return;
      if (after === 0) await this.#folderIsThere();
      await this.#takeBackPage(page);
      after = last.id;
    }
  }

  async #takeBackPage(page: readonly MadeOutput[]): Promise<void> {
    const { store, undoFiles } = this.#deps;
    const settled: { id: number; undone: Undone }[] = [];
    const restoredFrom: string[] = [];
    // Left by an undo that was interrupted while it put something back.
    for (const { path, origin } of page) if (origin === 'replaced') await this.#sweep(dirname(path));
    for (const output of page) {
      const file = { ...output, origin: output.origin ?? this.#likelyOrigin() };
      const { what } = await this.#takeBack(file);
      if (what === 'kept') continue;
      settled.push({ id: output.id, undone: what === 'restored' ? 'restored' : 'removed' });
      if (what === 'restored' && output.keptAt !== null) restoredFrom.push(output.keptAt);
    }
    if (this.#dryRun) return;
    // On the disk before it is on record; only then what was kept may go.
    await undoFiles.sync(page.map(({ path }) => dirname(path)));
    await store.undo.settleOutputs(settled);
    await this.#dropKept(restoredFrom);
  }

  async #dropKept(paths: readonly string[]): Promise<void> {
    await this.#deps.undoFiles.dropKept(paths);
    await this.#deps.store.undo.forgetKept(paths);
  }

  async archives(): Promise<void> {
    const { store, undoFiles, folders } = this.#deps;
    const archives = await store.undo.archives(this.#run.id);
    if (archives.length > 0) await this.#folderIsThere();
    for (const archive of archives) {
      // One that was never published is no concern of anybody's, whatever has that name now.
      const { what } = archive.done ? await this.#takeBack(archive) : await this.#takeBackQuietly(archive);
      if (this.#dryRun || (what === 'kept' && archive.done)) continue;
      // On the disk before it is on record; only then what was kept may go.
      await undoFiles.sync([dirname(archive.path)]);
      await store.undo.settleArchive(archive.id);
      if (what === 'restored' && archive.keptAt !== null) await this.#dropKept([archive.keptAt]);
    }
    if (this.#dryRun) return;
    // Files that a cancelled or failed run made and that got into no zip.
    await rm(deliveryFolder(folders, this.#run), { recursive: true, force: true });
    for (let after = 0; ; ) {
      const page = await store.undo.outputs(this.#run.id, after, PAGE);
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.id;
      const unzipped = [];
      for (const { id } of page) if ((await store.undo.archiveOf(id)) === null) unzipped.push(id);
      await store.undo.settleOutputs(unzipped.map((id) => ({ id, undone: 'removed' })));
    }
  }

  /** From the innermost out, so that what holds only folders goes too. */
  async folders(): Promise<void> {
    const { store, undoFiles } = this.#deps;
    const made = (await store.undo.folders(this.#run.id)).sort((a, b) => b.length - a.length);
    const gone = new Set([...this.#report.removed, ...this.#report.alreadyGone]);
    const forget: string[] = [];
    for (const folder of made) {
      if (!(await this.#deps.delivery.exists(folder))) forget.push(folder);
      else if (await undoFiles.removeEmptyFolder(folder, this.#dryRun ? gone : undefined)) {
        gone.add(folder);
        forget.push(folder);
        this.#report.folders.push(folder);
      }
    }
    if (!this.#dryRun) await store.undo.forgetFolders(this.#run.id, forget);
  }

  async #takeBack(file: MadeFile): Promise<TakenBack> {
    const report = this.#report;
    const taken = await this.#takeBackQuietly(file);
    if (taken.what === 'kept') report.kept.push({ path: file.path, reason: taken.reason });
    else if (taken.what === 'gone') report.alreadyGone.push(file.path);
    else report[taken.what].push(file.path);
    return taken;
  }

  #takeBackQuietly(file: MadeFile): Promise<TakenBack> {
    return this.#deps.undoFiles.takeBack(file, { dryRun: this.#dryRun, tempPrefix: runTempPrefix(this.#run) });
  }

  async #sweep(folder: string): Promise<void> {
    if (this.#dryRun || this.#swept.has(folder)) return;
    this.#swept.add(folder);
    await this.#deps.delivery.sweep(folder, runTempPrefix(this.#run)).catch(() => 0);
  }

  /** Runs of earlier versions did not record it; where nothing is ever replaced it is known all the same. */
  #likelyOrigin(): 'new' | null {
    return this.#run.output.collision === 'overwrite' ? null : 'new';
  }

  /** An unplugged disk must not look like one on which everything was deleted. */
  async #folderIsThere(): Promise<void> {
    const { folder } = this.#run.output;
    if (await this.#deps.delivery.exists(folder)) return;
    throw new SafelightError(
      'output_unwritable',
      `The output folder ${folder} is not there. Connect its disk, or make the folder again if you deleted it, then undo.`,
    );
  }
}

/** Name of the setting in the store. */
export const KEEP_DAYS_KEY = 'keepReplacedDays';
export const DEFAULT_KEEP_DAYS = 30;
const DAY_MS = 86_400_000;

/** Deletes replaced files that are kept longer than the setting `keepReplacedDays` says, and those that are on nobody's record. */
export async function purgeReplaced(deps: Pick<EngineDeps, 'store' | 'undoFiles' | 'clock' | 'log'>): Promise<void> {
  const { store, undoFiles, clock, log } = deps;
  try {
    const setting = await store.settings.get(KEEP_DAYS_KEY);
    const days = typeof setting === 'number' && setting >= 0 ? setting : DEFAULT_KEEP_DAYS;
    const before = new Date(clock.now().getTime() - days * DAY_MS);
    for (;;) {
      const page = await store.undo.expired(before, PAGE);
      if (page.length === 0) break;
      await undoFiles.dropKept(page.map(({ keptAt }) => keptAt));
      await store.undo.forgetReplaced(page.map(({ id }) => id));
    }
    // A crash came between keeping and recording: the file itself was not replaced then.
    for await (const path of undoFiles.keptFiles(before)) {
      if (!(await store.undo.isKept(path))) await undoFiles.dropKept([path]);
    }
  } catch (error) {
    log.warn('files kept for undo could not be cleaned up', { error: String(error) });
  }
}
