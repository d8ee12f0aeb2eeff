import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { HostReply, HostRequest, HostSettings } from '../contract/pixel-tasks.ts';
import { ENGINE_VERSION } from '../workflow/plan/plan.ts';
import { setupSharp } from './decoders/sharp-setup.ts';
import { Dispatcher } from './host/dispatcher.ts';
import type { WorkerAnswer, WorkerJob } from './host/worker-protocol.ts';

/**
 * The pixel host: a plain Node process that main spawns with an IPC channel (see src/main/pixel-host). It keeps nothing and
 * may be killed at any time.
 */

/** RSS beyond the budget that is normal: Node, libvips, caches of freed memory. */
const RECYCLE_ABOVE_BUDGET = 1.5e9;
const OPENING_MS = 15_000;

const reply = (message: HostReply): void => {
  if (process.connected) process.send?.(message);
};

// Without its parent nobody wants the results. SIGKILL, because native work would hold up an orderly exit.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// Ctrl-C in a terminal reaches the whole process group; the parent decides what it means.
process.on('SIGINT', () => {});

// On glibc the main thread must have loaded sharp before worker threads do (sharp's documentation, “Worker threads”); its
// settings hold for the process.
setupSharp();

let dispatcher: Dispatcher | null = null;
process.on('message', (request: HostRequest) => {
  switch (request.type) {
    case 'configure':
      void configure(request.settings);
      break;
    case 'task':
      dispatcher?.submit(request);
      break;
    case 'drop':
      dispatcher?.drop(request.id);
      break;
  }
});

async function configure(settings: HostSettings): Promise<void> {
  const pool = new Piscina<WorkerJob, WorkerAnswer | null>({
    filename: workerFile(),
    minThreads: settings.workers,
    maxThreads: settings.workers,
    concurrentTasksPerWorker: 1,
    // Waiting in Atomics between tasks would stop the thread's event loop, and with it what libuv still has to deliver.
    atomics: 'disabled',
  });
  pool.on('error', (error: Error) => console.error(`A worker thread ended: ${error.stack ?? error.message}`));
  // Proves that the worker's modules load. If not, the process ends and the supervisor sees why.
  await pool.run({ task: null, port: null, maxPixels: 0 });
  let recycling = false;
  dispatcher = new Dispatcher({
    settings,
    openingMs: OPENING_MS,
    run: (job: WorkerJob, transferList: MessagePort[]) => pool.run(job, { transferList }),
    reply,
    afterTask() {
      const rss = process.memoryUsage.rss();
      if (recycling || rss < settings.memoryBudget + RECYCLE_ABOVE_BUDGET) return;
      recycling = true;
      reply({ type: 'recycle', rss });
    },
  });
  reply({ type: 'ready', pid: process.pid, engineVersion: ENGINE_VERSION });
}

/** Beside this file: as source when run unbundled, under its bundle's name in out/ (electron.vite.config.ts). */
function workerFile(): string {
  const here = fileURLToPath(import.meta.url);
  return join(dirname(here), here.endsWith('.ts') ? 'worker.ts' : 'pixel-worker.js');
}
