import type { RunStatus } from '../../contract/run.ts';

/**
 * What can happen to a run.
 *
 * `start` its turn came · `pause` by a person or by an error that concerns all items · `resume` · `interrupt` the process
 * that ran it is gone and nobody goes on with it yet · `finish…` nothing is left to do · `fail` the run itself cannot go
 * on · `cancel` · `retry` some of its items are to be done again.
 */
export const RUN_EVENTS = [
  'start',
  'pause',
  'resume',
  'interrupt',
  'finishCompleted',
  'finishPartial',
  'finishFailed',
  'fail',
  'cancel',
  'retry',
] as const;
export type RunEvent = (typeof RUN_EVENTS)[number];

const TABLE: Record<RunStatus, Partial<Record<RunEvent, RunStatus>>> = {
  queued: { start: 'running', pause: 'paused', interrupt: 'paused', fail: 'failed', cancel: 'cancelled' },
  running: {
    pause: 'paused',
    interrupt: 'paused',
    finishCompleted: 'completed',
    finishPartial: 'partial',
    finishFailed: 'failed',
    fail: 'failed',
    cancel: 'cancelled',
  },
  paused: { resume: 'queued', cancel: 'cancelled' },
  completed: { retry: 'queued' },
  partial: { retry: 'queued' },
  failed: { retry: 'queued' },
  cancelled: { retry: 'queued' },
};

/** The status after an event; `illegal` when that cannot happen in this status. */
export function runTransition(status: RunStatus, event: RunEvent): RunStatus | 'illegal' {
  return TABLE[status][event] ?? 'illegal';
}

/** True when nothing more happens unless a person asks for it. */
export function runIsOver(status: RunStatus): boolean {
  return status === 'completed' || status === 'partial' || status === 'failed' || status === 'cancelled';
}

/** How a run ends that has no pending or running items left: law 3, it is never called completed when anything failed. */
export function finishEvent(counts: { completedItems: number; failedItems: number }): RunEvent {
  if (counts.failedItems === 0) return 'finishCompleted';
  return counts.completedItems > 0 ? 'finishPartial' : 'finishFailed';
}
