import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { builtInWorkflows } from '../workflow/built-in.ts';
import { createCache } from './cache/cache.ts';
import { createDelivery } from './delivery/delivery.ts';
import type { CachePort } from './engine/cache-port.ts';
import type { EngineDeps } from './engine/engine-deps.ts';
import { createEventBus, type EventBus } from './engine/event-bus.ts';
import type { Clock, DeliveryPort, IntakePort, Log, PixelPort, SettingsPort } from './engine/ports.ts';
import { Previews } from './engine/previews.ts';
import { recover } from './engine/recovery.ts';
import { RunAnnouncer } from './engine/run-announcer.ts';
import { createRunService, type RunService } from './engine/run-service.ts';
import { Scheduler } from './engine/scheduler.ts';
import type { StorePort } from './engine/store-port.ts';
import { createWorkflowService, syncBuiltIns, type WorkflowService } from './engine/workflow-service.ts';
import { pixelHostEntry } from './entries.ts';
import { createIntake } from './intake/intake.ts';
import { findNodeBinary } from './pixel-host/node-binary.ts';
import { createPixelHost } from './pixel-host/supervisor.ts';
import { openStore } from './store/store.ts';

export interface AppOptions {
  /** See data-dir.ts for the default place. Made when missing. */
  dataDir: string;
  clock?: Clock;
  log?: Log;
  /** Pictures rendered side by side; default: as many as there are cores. */
  workers?: number;
  /** Bytes of working memory the pixel host may plan with; default: half of what the machine has. */
  memoryBudget?: number;
  /** Longest time one task may take. */
  deadlineMs?: number;
  /** Largest picture accepted, in pixels; default 500 million. */
  maxPixels?: number;
  /** Instead of the real ones; for tests. */
  pixels?: PixelPort;
  intake?: IntakePort;
  delivery?: DeliveryPort;
  /** Go on with runs that an earlier process left unfinished. Default true; else they are shown as paused and can be resumed. */
  resumeUnfinished?: boolean;
}

/** Everything behind the doors (API, CLI, shell): one per data folder. */
export interface App {
  readonly dataDir: string;
  readonly workflows: WorkflowService;
  readonly runs: RunService;
  readonly events: EventBus;
  readonly settings: SettingsPort;
  /** What earlier runs made. */
  readonly cache: CachePort;
  /** For single tasks that belong to no run: samples, probing. */
  readonly pixels: PixelPort;
  /**
   * Stops at the next safe point: what runs is given up and goes on after the next start, and who waits for a run gets it
   * as it is. Releases the data folder.
   */
  close(): Promise<void>;
}

/** Two minutes: the slowest picture of ours that ends at all takes 14 seconds. */
const DEFAULT_DEADLINE_MS = 120_000;
const DEFAULT_MAX_PIXELS = 500_000_000;

const SILENT: Log = { info() {}, warn() {}, error() {} };

/**
 * Opens a data folder and wires the program on it. Throws `data_locked` when another process has it, `database_too_new`,
 * `database_damaged`.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const clock = options.clock ?? { now: () => new Date() };
  const store = await openStore(options.dataDir, clock);
  try {
    return await wire(options, clock, store);
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function wire(options: AppOptions, clock: Clock, store: StorePort): Promise<App> {
  const log = options.log ?? SILENT;
  const events = createEventBus((error) => log.error('a listener failed', { error: String(error) }));
  const pixels = options.pixels ?? ownPixelHost(options, log);
  const folders = {
    work: join(options.dataDir, 'work'),
    staging: join(options.dataDir, 'staging'),
    cache: join(options.dataDir, 'cache'),
  };
  const cache = createCache({ folder: folders.cache, index: store.cache, settings: store.settings, clock, log });
  const deps: EngineDeps = {
    store,
    pixels,
    intake: options.intake ?? createIntake(),
    delivery: options.delivery ?? createDelivery(),
    cache,
    events,
    clock,
    log,
    folders,
    deadlineMs: options.deadlineMs,
  };
  await rm(deps.folders.work, { recursive: true, force: true });
  await mkdir(deps.folders.work, { recursive: true });
  await syncBuiltIns(store.workflows, builtInWorkflows(), log);

  const announcer = new RunAnnouncer(deps);
  const scheduler = new Scheduler(deps, announcer);
  const workflows = createWorkflowService(store.workflows);
  const closing = new AbortController();
  const runs = createRunService({
    ...deps,
    workflows,
    scheduler,
    announcer,
    previews: new Previews(deps),
    closing: closing.signal,
  });
  const goOn = await recover({ ...deps, announcer }, { resume: options.resumeUnfinished ?? true });
  for (const runId of goOn) scheduler.enqueue(runId);

  let closed: Promise<void> | null = null;
  async function close(): Promise<void> {
    await scheduler.close();
    closing.abort();
    announcer.close();
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
    settings: store.settings,
    cache,
    pixels,
    close: () => (closed ??= close()),
  };
}

function ownPixelHost(options: AppOptions, log: Log): PixelPort {
  return createPixelHost({
    entry: pixelHostEntry(),
    nodeBinary: findNodeBinary(),
    settings: {
      workers: options.workers ?? availableParallelism(),
      memoryBudget: options.memoryBudget ?? Math.floor(totalmem() / 2),
      maxPixels: options.maxPixels ?? DEFAULT_MAX_PIXELS,
    },
    defaultDeadlineMs: options.deadlineMs ?? DEFAULT_DEADLINE_MS,
    log: (level, message) => log[level](message),
  });
}
