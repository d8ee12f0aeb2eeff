import { SafelightError } from '../../contract/errors.ts';
import type { TrashReport } from '../../contract/native.ts';
import type { InputSpec, Item, ItemStatus, Output, OutputSpec, Run, RunStatus } from '../../contract/run.ts';
import type { UndoReport, VerifyReport } from '../../contract/undo.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import { createRun, planSpec } from './create-run.ts';
import type { EngineDeps } from './engine-deps.ts';
import type { ParamOverride, Rerun } from './item-control.ts';
import type { Previews } from './previews.ts';
import { publicRun } from './public-run.ts';
import type { RunAnnouncer } from './run-announcer.ts';
import { loadRunContext } from './run-context.ts';
import { runControls } from './run-controls.ts';
import type { RunPlan } from './run-plan.ts';
import { settledRun } from './run-waiting.ts';
import type { Scheduler } from './scheduler.ts';
import type { Idempotency, RunChanges, RunFilter, StoredRun } from './store-port.ts';
import { type TrashCalls, trashOutputs } from './trash-outputs.ts';
import { undoRun } from './undo-run.ts';
import { type VerifyOptions, verifyRun } from './verify-run.ts';
import type { NewWebhook } from './webhook-port.ts';
import type { WorkflowRef, WorkflowService } from './workflow-service.ts';

/** What is needed to start a run, or to plan one. */
export interface CreateRun {
  /** Id, slug or uuid of a stored workflow, or a document (any JSON, checked). */
  workflow: WorkflowRef | { document: unknown };
  /** Number or uuid of one of the workflow's versions; default: the newest. */
  version?: number | string;
  /** Input node id → what to read; `imageInput` stands for the only input node where there is one. Absolute paths. */
  inputs: Record<string, InputSpec>;
  output: OutputSpec;
  trigger: Run['trigger'];
  /** Default: the workflow's name and the local time. */
  name?: string;
  labels?: Record<string, string>;
  intermediates?: Run['intermediates'];
  /** Decode what can be decoded of damaged files. */
  tolerant?: boolean;
  /** False: the run waits until `start`. */
  start?: boolean;
  description?: string;
  /** Params of the run's own, by node; they take the place of the workflow's. Throws `param_invalid`. */
  params?: Record<string, Record<string, unknown>>;
  /** Handed back with the run, see Run.client. */
  client?: NonNullable<Run['client']>;
  /** Who is told when the run is over. */
  webhooks?: readonly NewWebhook[];
  /** A request with this key was made before: its run is answered and nothing is done. */
  idempotency?: Idempotency;
}

export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  pageSize: number;
}

/** How fast a run goes, over the last half minute. */
export interface RunProgress {
  /** Items finished a second; 0 while unknown. */
  itemsPerSecond: number;
  /** Null while unknown: nothing finished yet, paused, or sources are still being found. */
  secondsLeft: number | null;
}

/** A picture on disk that may be shown. */
export interface ShownFile {
  path: string;
  /** Null when the file's kind is not known to us. */
  contentType: string | null;
}

/** A run's integer id or uuid; digits alone are an id. */
export type RunRef = number | string;

export interface RunService {
  /**
   * Checks the workflow, the inputs and the name templates, stores the run and starts it (or queues it behind others).
   * Resolves as soon as it is stored. Throws `workflow_not_found`, `workflow_invalid`, `file_not_found`, `output_exists`,
   * `name_template_invalid`, `request_invalid`.
   */
  create(spec: CreateRun): Promise<Run>;
  /** Dry run: writes nothing. `onTarget` is called with every target in input order, before the promise resolves. */
  plan(spec: CreateRun, options?: PlanOptions): Promise<RunPlan>;
  /** Throws `run_not_found`, as all that take a run. */
  get(run: RunRef): Promise<Run>;
  /** Newest first. */
  list(options?: RunFilter & { page?: number; pageSize?: number; status?: RunStatus }): Promise<Page<Run>>;
  /** The same from the `offset`-th run on, at most `limit`. */
  slice(options: RunFilter & { offset: number; limit: number }): Promise<{ items: Run[]; total: number }>;
  /** The workflow that the run executes, with the params of its own. */
  document(run: RunRef): Promise<WorkflowDocument>;
  /** A delivered file that anybody's run made of these bytes, if it is still there unchanged; null otherwise. */
  outputByHash(sha256: string): Promise<{ runId: number; output: Output } | null>;
  /** Starts a run that is held. Throws `run_state` when it is not. */
  start(run: RunRef): Promise<Run>;
  change(run: RunRef, changes: RunChanges): Promise<Run>;
  /** Takes a run that is over, or held, off the list; its files stay. Throws `run_state`. */
  remove(run: RunRef): Promise<Run>;
  /** In input order. `q`: case-insensitive part of the name. */
  items(
    run: RunRef,
    options?: { page?: number; pageSize?: number; status?: ItemStatus; q?: string },
  ): Promise<Page<Item>>;
  /** By integer id or uuid. Throws `item_not_found`. */
  item(run: RunRef, item: number | string): Promise<Item>;
  /** Starts no more items; those that run are finished. Throws `run_state` when it is over. */
  pause(run: RunRef): Promise<Run>;
  /** Goes on with a paused or interrupted run. Throws `run_state` when it is over. */
  resume(run: RunRef): Promise<Run>;
  /** Ends it: what runs is given up, what waits is cancelled, what was delivered stays. Resolves when that is done. */
  cancel(run: RunRef): Promise<Run>;
  /** Puts all failed items that have a source, and those whose files were taken back, to work again. Throws `run_state` when there are none or the run is not over. */
  retryFailed(run: RunRef): Promise<Run>;
  /** The same for one item that failed, was cancelled, or whose files were taken back. */
  retryItem(run: RunRef, item: number | string): Promise<Run>;
  /**
   * Gives one item params of its own; they count from its next attempt on, and when its pictures are looked at. Throws
   * `node_not_found`, `param_invalid` with the wrong fields, `run_state` while the item runs.
   */
  overrideItem(run: RunRef, item: number | string, changes: readonly ParamOverride[]): Promise<Item>;
  /**
   * Does one item again that is completed, failed or cancelled; see item-control.ts. Its files are replaced under their
   * names where nobody has changed them meanwhile; those of other items stay untouched. Throws as `overrideItem`.
   */
  rerunItem(run: RunRef, item: number | string, rerun?: Rerun): Promise<Run>;
  /**
   * Takes back what the run did to the file system, see undo-run.ts. Throws `run_state` when it is not over. May be called
   * again, for what could not be taken back the first time. `dryRun` only tells what it would do.
   */
  undo(run: RunRef, options?: { dryRun?: boolean }): Promise<UndoReport>;
  /** Moves delivered files of some items into the trash, see trash-outputs.ts. Throws `run_state` while the run is being undone. */
  trashOutputs(run: RunRef, itemIds: readonly number[], calls: TrashCalls): Promise<TrashReport | null>;
  /** Compares delivered files, and with `replay` also what the sources give today, with the receipts. See verify-run.ts. */
  verify(run: RunRef, options?: VerifyOptions): Promise<VerifyReport>;
  /**
   * Resolves with the run once it is over or paused by an error, at once when it is already; with the run as it is when the app
   * closes, or `signal` aborts (a client that went away, a time that is up).
   */
  whenFinished(run: RunRef, options?: { signal?: AbortSignal | undefined }): Promise<Run>;
  /** How fast it goes in this process. */
  progress(run: RunRef): Promise<RunProgress>;
  /** A node's picture for one item, rendered when it is not in the cache. Throws `node_not_found` and what rendering throws. */
  renderPreview(
    run: RunRef,
    item: number | string,
    nodeId: string,
    options: { longEdge: number | null; format: 'png' | 'webp' | 'jpeg' },
  ): Promise<ShownFile>;
  /**
   * Writes a node's picture for one item in full size to a new file; `.png`, `.webp`, `.jpg` say the format. Throws
   * `output_exists`, and as `renderPreview`.
   */
  savePicture(run: RunRef, item: number | string, nodeId: string, path: string): Promise<void>;
  /** The original of an item as a plain file (zip entries are extracted into the cache). Default: the first input node. */
  inputPath(run: RunRef, item: number | string, nodeId?: string): Promise<ShownFile>;
  /**
   * A delivered file by its place in the item's outputs; out of a delivered zip it is unpacked into the cache. Throws `not_found`,
   * and what reading the zip throws.
   */
  outputPath(run: RunRef, item: number | string, index: number): Promise<ShownFile>;
}

export interface PlanOptions {
  /** How many targets the plan lists itself. Default 20. */
  targets?: number;
  onTarget?: (target: RunPlan['targets'][number]) => void;
  /** How many headers to read for the estimate, spread over the run. Default 24; 0 for none. */
  sample?: number;
  signal?: AbortSignal;
}

export interface RunServiceDeps extends EngineDeps {
  workflows: WorkflowService;
  scheduler: Scheduler;
  announcer: RunAnnouncer;
  previews: Previews;
  /** Aborts when the app closes. */
  closing: AbortSignal;
}

/** The runs of a store. */
export function createRunService(deps: RunServiceDeps): RunService {
  const { store, scheduler, announcer } = deps;

  /** Undoings that are going on, by run. */
  const undoing = new Map<number, Promise<UndoReport>>();

  function refuseWhileUndoing(run: Run): void {
    if (undoing.has(run.id)) {
      throw new SafelightError('run_state', `Run ${run.id} is being undone. Try again when that is done.`);
    }
  }

  async function stored(ref: RunRef): Promise<StoredRun> {
    const byId = typeof ref === 'number' || /^\d{1,15}$/.test(ref);
    const run = await store.runs.find(byId ? { id: Number(ref) } : { uuid: String(ref) });
    if (run !== null) return run;
    throw new SafelightError('run_not_found', `There is no run ${ref}. “safelight runs” lists those there are.`);
  }

  async function itemOf(run: StoredRun, ref: number | string): Promise<Item> {
    const byId = typeof ref === 'number' || /^\d{1,15}$/.test(ref);
    const item = await store.items.find(run.id, byId ? { id: Number(ref) } : { uuid: String(ref) });
    if (item !== null) return item;
    throw new SafelightError('item_not_found', `Run ${run.id} has no item ${ref}.`);
  }

  return {
    create: (spec) => createRun(deps, spec),

    plan: (spec, options = {}) => planSpec(deps, spec, options),

    get: async (ref) => publicRun(await stored(ref)),

    async list({ page = 1, pageSize = 25, status, ...filter } = {}) {
      const statuses = status === undefined ? {} : { statuses: [status] };
      const found = await store.runs.list({ ...filter, ...statuses, offset: (page - 1) * pageSize, limit: pageSize });
      return { items: found.items.map(publicRun), total: found.total, page, pageSize };
    },

    async slice(options) {
      const found = await store.runs.list(options);
      return { items: found.items.map(publicRun), total: found.total };
    },

    document: async (ref) => (await loadRunContext(deps, await stored(ref))).document,

    async outputByHash(sha256) {
      for (const found of await store.outputs.withHash(sha256)) {
        const { path, bytes } = found.output;
        if (await deps.delivery.matches(path, sha256, bytes).catch(() => false)) return found;
      }
      return null;
    },

    async items(ref, { page = 1, pageSize = 25, status, q } = {}) {
      const run = await stored(ref);
      const filter = { ...(status === undefined ? {} : { status }), ...(q === undefined ? {} : { q }) };
      return { ...(await store.items.list(run.id, { page, pageSize, ...filter })), page, pageSize };
    },

    item: async (ref, item) => await itemOf(await stored(ref), item),

    ...runControls(deps, { stored, itemOf, refuseWhileUndoing }),

    async undo(ref, { dryRun = false } = {}) {
      const run = await stored(ref);
      if (dryRun) return await undoRun(deps, run, { dryRun });
      const going = undoing.get(run.id) ?? undoRun(deps, run, { dryRun }).finally(() => undoing.delete(run.id));
      undoing.set(run.id, going);
      const report = await going;
      await announcer.now(run.id);
      return report;
    },

    async trashOutputs(ref, itemIds, calls) {
      const run = await stored(ref);
      refuseWhileUndoing(run);
      const report = await trashOutputs(deps, run, itemIds, calls);
      if (report !== null && report.trashed > 0) await announcer.now(run.id);
      return report;
    },

    verify: async (ref, options = {}) => await verifyRun(deps, await stored(ref), options),

    whenFinished: async (ref, { signal } = {}) =>
      await settledRun(deps, (await stored(ref)).id, signal === undefined ? [deps.closing] : [deps.closing, signal]),

    async progress(ref) {
      const run = await stored(ref);
      return scheduler.progress(run.id, run.pendingItems + run.runningItems, run.intakeDone);
    },

    async renderPreview(ref, itemRef, nodeId, options) {
      const run = await stored(ref);
      return await deps.previews.render(run, await itemOf(run, itemRef), nodeId, options);
    },

    async savePicture(ref, itemRef, nodeId, path) {
      const run = await stored(ref);
      await deps.previews.save(run, await itemOf(run, itemRef), nodeId, path);
    },

    async inputPath(ref, itemRef, nodeId) {
      const run = await stored(ref);
      return await deps.previews.original(run, await itemOf(run, itemRef), nodeId);
    },

    async outputPath(ref, itemRef, index) {
      const run = await stored(ref);
      return await deps.previews.delivered(run, await itemOf(run, itemRef), index);
    },
  };
}
