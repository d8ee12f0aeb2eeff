import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SettingValues } from '../contract/settings.ts';
import { builtInWorkflows } from '../workflow/built-in.ts';
import { createKeys, type Keys } from './access/keys.ts';
import { createSignedLinks, type SignedLinks } from './access/signed-links.ts';
import { createCache, DEFAULT_LIMIT_BYTES } from './cache/cache.ts';
import { archiveStream, type RunArchive } from './delivery/archive-stream.ts';
import { createDelivery } from './delivery/delivery.ts';
import { createUndoFiles } from './delivery/take-back.ts';
import { createWebhooks } from './delivery/webhooks/dispatcher.ts';
import type { CachePort } from './engine/cache-port.ts';
import type { EngineDeps } from './engine/engine-deps.ts';
import { createEventBus, type EventBus } from './engine/event-bus.ts';
import type { NetPort } from './engine/net-port.ts';
import type { Clock, DeliveryPort, IntakePort, Log, PixelPort, Timers } from './engine/ports.ts';
import { Previews } from './engine/previews.ts';
import { recover } from './engine/recovery.ts';
import { RunAnnouncer } from './engine/run-announcer.ts';
import { createRunService, type RunRef, type RunService } from './engine/run-service.ts';
import { Scheduler } from './engine/scheduler.ts';
import { createSettings, type Settings, settingValues, standardSettings } from './engine/settings.ts';
import type { StorePort } from './engine/store-port.ts';
import { REPLACED_FOLDER } from './engine/undo-port.ts';
import { purgeReplaced } from './engine/undo-run.ts';
import type { UploadsPort } from './engine/upload-port.ts';
import type { WebhooksPort } from './engine/webhook-port.ts';
import { createWorkflowService, syncBuiltIns, type WorkflowService } from './engine/workflow-service.ts';
import { databaseWorkerEntry, pixelHostEntry } from './entries.ts';
import { createHotFolders, type HotFolders } from './intake/hot-folders/hot-folders.ts';
import { createIntake } from './intake/intake.ts';
import { createUploads } from './intake/uploads/uploads.ts';
import { Downloads } from './intake/url/downloads.ts';
import { createNet } from './net/net.ts';
import { findNodeBinary } from './pixel-host/node-binary.ts';
import { createPixelHost } from './pixel-host/supervisor.ts';
import { openStore } from './store/store.ts';

export interface AppOptions {
  /** See data-dir.ts for the default place. Made when missing. */
  dataDir: string;
  clock?: Clock;
  /** For waiting; default: the system's. */
  timers?: Timers;
  log?: Log;
  /** Pictures rendered side by side. This and the three after it: instead of what is set (see settings.ts). */
  workers?: number;
  /** Bytes of working memory the pixel host may plan with. */
  memoryBudget?: number;
  /** Longest time one task may take. */
  deadlineMs?: number;
  /** Largest picture accepted, in pixels. */
  maxPixels?: number;
  /** Instead of the real ones; for tests. */
  pixels?: PixelPort;
  intake?: IntakePort;
  delivery?: DeliveryPort;
  /** Hosts that URLs and webhooks may name although they are not of the public Internet, beside those that are set. */
  allowedHosts?: readonly string[];
  /** Go on with runs that an earlier process left unfinished. Default true; else they are shown as paused and can be resumed. */
  resumeUnfinished?: boolean;
  /** Watch the hot folders: only in the program that stays (the app, `serve`). Default false. */
  watchHotFolders?: boolean;
}

/** Everything behind the doors (API, CLI, shell): one per data folder. */
export interface App {
  readonly dataDir: string;
  readonly workflows: WorkflowService;
  readonly runs: RunService;
  readonly events: EventBus;
  /** What a person set for the whole program; most counts from the next start on. */
  readonly settings: Settings;
  /** What earlier runs made. */
  readonly cache: CachePort;
  /** Keys of the API. */
  readonly keys: Keys;
  /** Addresses of files that open without a key. */
  readonly links: SignedLinks;
  /** The way out to other hosts, and which of them are allowed. */
  readonly net: Pick<NetPort, 'check' | 'allowedHosts'>;
  /** Files that were handed to the API. */
  readonly uploads: UploadsPort;
  /** Files that were fetched for runs, one folder for each. */
  readonly downloads: Pick<Downloads, 'usage'>;
  /** Who is told when a run is over. */
  readonly webhooks: WebhooksPort;
  readonly hotFolders: HotFolders;
  /** All results of a run in one zip. Throws `RUN_NOT_FINISHED`, `not_found`, `run_not_found`. */
  archive(run: RunRef): Promise<RunArchive>;
  /** For pictures in zips that are looked at before a run. */
  readonly intake: Pick<IntakePort, 'unpackPicture'>;
  /** For single tasks that belong to no run: samples, probing. */
  readonly pixels: PixelPort;
  /** What people should be told about this start: a damaged database was replaced by a backup. Sentences. */
  readonly notices: readonly string[];
  /**
   * Stops at the next safe point: what runs is given up and goes on after the next start, and who waits for a run gets it
   * as it is. Releases the data folder.
   */
  close(): Promise<void>;
}

const SYSTEM_TIMERS: Timers = {
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
};

const SILENT: Log = { info() {}, warn() {}, error() {} };

/**
 * Opens a data folder and wires the program on it. Throws `data_locked` when another process has it, `database_too_new`,
 * `database_damaged`.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const clock = options.clock ?? { now: () => new Date() };
  const store = await openStore(options.dataDir, clock, { worker: databaseWorkerEntry() });
  try {
    return await wire(options, clock, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function wire(options: AppOptions, clock: Clock, store: StorePort): Promise<App> {
  const log = options.log ?? SILENT;
  for (const notice of store.notices) log.warn(notice);
  const events = createEventBus((error) => log.error('a listener failed', { error: String(error) }));
  const standards = standardSettings({ cacheBytes: DEFAULT_LIMIT_BYTES });
  const pixels = options.pixels ?? ownPixelHost(options, await settingValues(store.settings, standards), log);
  const folders = {
    work: join(options.dataDir, 'work'),
    staging: join(options.dataDir, 'staging'),
    cache: join(options.dataDir, 'cache'),
    replaced: join(options.dataDir, REPLACED_FOLDER),
    downloads: join(options.dataDir, 'downloads'),
  };
  const cache = createCache({ folder: folders.cache, index: store.cache, settings: store.settings, clock, log });
  const net = createNet({ settings: store.settings, allowedHosts: options.allowedHosts });
  const { runs: runRows } = store;
  const downloads = new Downloads({ folder: folders.downloads, net, runs: runRows, clock, log });
  const uploads = createUploads({
    folder: join(options.dataDir, 'uploads'),
    store: store.uploads,
    runs: runRows,
    clock,
    log,
  });
  const deps: EngineDeps = {
    store,
    pixels,
    intake: options.intake ?? createIntake({ downloads, uploads }),
    delivery: options.delivery ?? createDelivery(),
    cache,
    net,
    uploads,
    undoFiles: createUndoFiles(folders.replaced),
    events,
    clock,
    timers: options.timers ?? SYSTEM_TIMERS,
    log,
    folders,
    deadlineMs: options.deadlineMs,
  };
  await rm(deps.folders.work, { recursive: true, force: true });
  await mkdir(deps.folders.work, { recursive: true });
  await syncBuiltIns(store.workflows, builtInWorkflows(), log);
  await purgeReplaced(deps);
  await uploads.sweep({ start: true });
  await downloads.sweep();

  const announcer = new RunAnnouncer(deps);
  const previews = new Previews(deps);
  const scheduler = new Scheduler({ ...deps, previews }, announcer);
  const workflows = createWorkflowService(store.workflows);
  const closing = new AbortController();
  const runs = createRunService({
    ...deps,
    workflows,
    scheduler,
    announcer,
    previews,
    closing: closing.signal,
  });
  const webhooks = createWebhooks({
    ...deps,
    store: store.webhooks,
    settings: store.settings,
    net,
    findRun: (id) => runs.get(id),
  });
  events.on((told) => {
    if (told.event === 'run.updated' && told.run.removedAt !== null) {
      downloads
        .remove(told.run.uuid)
        .catch((error) => log.warn('downloads were not removed', { error: String(error) }));
    }
    if (told.event !== 'run.finished') return;
    void uploads.sweep();
    void downloads.sweep();
    store.backUp().catch((error) => log.warn('no backup of the database was made', { error: String(error) }));
  });
  const goOn = await recover({ ...deps, announcer }, { resume: options.resumeUnfinished ?? true });
  for (const runId of goOn) scheduler.enqueue(runId);
  const hotFolders = await createHotFolders({
    ...deps,
    store: store.hotFolders,
    runs,
    workflow: (ref) => workflows.get(ref),
    workFolder: deps.folders.work,
    watch: options.watchHotFolders ?? false,
  });

  let closed: Promise<void> | null = null;
  async function close(): Promise<void> {
    await hotFolders.close();
    await scheduler.close();
    closing.abort();
    announcer.close();
    await webhooks.close();
    await net.close();
    await pixels.close();
    await cache.close();
    // Who was told by `closing` still reads the store once.
    await new Promise((resolve) => setImmediate(resolve));
    await store.close();
  }
  return {
    dataDir: options.dataDir,
    workflows,
    runs,
    events,
    settings: createSettings(store.settings, cache, standards),
    cache,
    keys: createKeys(store.keys, clock),
    links: await createSignedLinks(store.settings),
    net,
    uploads,
    downloads,
    webhooks,
    hotFolders,
    archive: async (run) => await archiveStream({ store, log }, await runs.get(run)),
    intake: deps.intake,
    pixels,
    notices: store.notices,
    close: () => (closed ??= close()),
  };
}

function ownPixelHost(options: AppOptions, values: SettingValues, log: Log): PixelPort {
  return createPixelHost({
    entry: pixelHostEntry(),
    nodeBinary: findNodeBinary(),
    modelsFolder: join(options.dataDir, 'models'),
    settings: {
      workers: options.workers ?? values.workers,
      memoryBudget: options.memoryBudget ?? values.memoryBudget,
      maxPixels: options.maxPixels ?? values.maxMegapixels * 1e6,
    },
    defaultDeadlineMs: options.deadlineMs ?? values.deadlineSeconds * 1000,
    log: (level, message) => log[level](message),
  });
}
