import { stat } from 'node:fs/promises';
import { type ErrorRecord, toErrorRecord } from '../../contract/errors.ts';
import type { ItemStatus } from '../../contract/run.ts';
import { archiveRun } from './archive-run.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { RunAnnouncer } from './run-announcer.ts';
import type { Stop } from './run-execution.ts';
import { finishEvent, type RunEvent, runTransition } from './run-machine.ts';
import type { ItemPatch, RunPatch, StoredRun } from './store-port.ts';

type Deps = Pick<EngineDeps, 'store' | 'clock' | 'delivery' | 'folders' | 'log'> & { announcer: RunAnnouncer };

/** Rows changed in one transaction, so that others can write in between. */
const CHUNK = 5000;

/** Pauses a run, with the error when one made it stop. A run that is paused already keeps what it says. */
export async function pauseRun(deps: Deps, runId: number, error: ErrorRecord | null): Promise<void> {
  await applyRunEvent(deps, runId, 'pause', { error });
  await deps.announcer.now(runId);
}

/**
 * Gives a run its terminal state: nothing of it is running any more. A zip is written first, also of what a cancelled run
 * has done; when it cannot be, a run that is otherwise complete is paused with the reason. False when somebody has put
 * items back to work meanwhile: the run then goes on (law 3).
 */
export async function endRun(deps: Deps, runId: number, stop: Stop | null): Promise<boolean> {
  const unzipped = await writeZip(deps, await current(deps, runId));
  if (unzipped !== null && stop === null) {
    await pauseRun(deps, runId, unzipped);
    return true;
  }
  const finishedAt = deps.clock.now().toISOString();
  if (stop !== null) await moveItems(deps, runId, 'pending', 'cancelled', { finishedAt, retryAt: null });
  const ended = await applyRunEvent(deps, runId, ...(await endEvent(await current(deps, runId), stop, finishedAt)));
  if (ended) await deps.announcer.now(runId);
  return ended || (await current(deps, runId)).status !== 'running';
}

async function endEvent(
  run: StoredRun,
  stop: Stop | null,
  finishedAt: string,
): Promise<[RunEvent, RunPatch, { idle: boolean }]> {
  if (stop?.how === 'cancel') return ['cancel', { finishedAt }, { idle: true }];
  if (stop?.how === 'fail') return ['fail', { finishedAt, error: stop.error }, { idle: true }];
  const error = await nothingFound(run);
  return [error ? 'fail' : finishEvent(run), { finishedAt, error }, { idle: true }];
}

/** The error when the zip could not be written. */
async function writeZip(deps: Deps, run: StoredRun): Promise<ErrorRecord | null> {
  if (!run.output.zip) return null;
  try {
    await archiveRun(deps, run);
    return null;
  } catch (error) {
    const record = toErrorRecord(error);
    deps.log.warn('the zip was not written', { run: run.id, error: record.message });
    return record;
  }
}

/** Moves all items of one status to another; answers how many. */
export async function moveItems(
  deps: Pick<EngineDeps, 'store'>,
  runId: number,
  from: ItemStatus,
  to: ItemStatus,
  patch: ItemPatch,
  withSources = false,
  undone = false,
): Promise<number> {
  let moved = 0;
  for (;;) {
    const chunk = await deps.store.items.transitionMany(runId, from, to, { limit: CHUNK, patch, withSources, undone });
    moved += chunk;
    if (chunk < CHUNK) return moved;
  }
}

/** True when the event was possible and is written. */
export async function applyRunEvent(
  deps: Pick<EngineDeps, 'store'>,
  runId: number,
  event: RunEvent,
  patch: RunPatch = {},
  options: { idle: boolean } = { idle: false },
): Promise<boolean> {
  const { status } = await current(deps, runId);
  const to = runTransition(status, event);
  return to !== 'illegal' && (await deps.store.runs.transition(runId, status, to, patch, options));
}

async function current(deps: Pick<EngineDeps, 'store'>, runId: number): Promise<StoredRun> {
  const run = await deps.store.runs.find({ id: runId });
  if (run === null) throw new Error(`run ${runId} is gone`);
  return run;
}

/** A run without a single picture was not what its owner meant. */
async function nothingFound(run: StoredRun): Promise<ErrorRecord | null> {
  if (run.lastSeq > 0) return null;
  const paths = Object.values(run.inputs).flatMap((input) => input.paths);
  const first = paths.slice(0, 3).map((path) => `“${path}”`);
  const where = paths.length > 3 ? `${first.join(', ')} and ${paths.length - 3} more` : first.join(', ');
  const others =
    run.totalItems === 0
      ? ''
      : ` ${run.totalItems} other ${run.totalItems === 1 ? 'file was' : 'files were'} passed over.`;
  const globs = [
    ...new Set(Object.values(run.inputs).flatMap(({ glob }) => (glob === undefined ? [] : [`“${glob}”`]))),
  ];
  const fitting = globs.length === 0 ? '' : ` that fit ${globs.join(', ')}`;
  const hint = (await someFolderIsFlat(run))
    ? ' Pictures in sub-folders are only found when sub-folders are included (--recursive).'
    : '';
  return { code: 'file_not_found', message: `No pictures${fitting} found in ${where}.${others}${hint}` };
}

/** Zips are always read whole. */
async function someFolderIsFlat({ inputs }: StoredRun): Promise<boolean> {
  for (const { recursive, paths } of Object.values(inputs)) {
    if (recursive) continue;
    for (const path of paths) {
      const facts = await stat(path).catch(() => null);
      if (facts?.isDirectory()) return true;
    }
  }
  return false;
}
