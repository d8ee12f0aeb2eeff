import type { MessagePort } from 'node:worker_threads';
import type { ErrorRecord } from '../../contract/errors.ts';
import type { PixelResult, PixelTask } from '../../contract/pixel-tasks.ts';
import type { ImageFacts, NodeState } from '../../contract/run.ts';

/** What the host hands a worker thread: one task, and a port to ask for memory on. `null` only proves that it works. */
export interface WorkerJob {
  task: PixelTask | null;
  port: MessagePort | null;
  maxPixels: number;
}

/** Worker → host, once for each render task. */
export interface AdmissionRequest {
  bytes: number;
}
/** Host → worker. `largest`: what one task may use at most. */
export type AdmissionReply = { admitted: true } | { admitted: false; largest: number };

/** Errors cross threads as records: structured cloning would lose their class and code. */
export type WorkerAnswer =
  | { ok: true; result: PixelResult<PixelTask> }
  | { ok: false; error: ErrorRecord; nodeStates?: NodeState[]; facts?: Record<string, ImageFacts> };
