import type { ItemStatus } from '../../contract/run.ts';

/**
 * What can happen to an item.
 *
 * `claim` a worker takes it (with a new attempt number) · `complete` · `fail` · `skip` all its files are there already ·
 * `requeue` its attempt is given up through no fault of its own: pause, crash, disk full · `cancel` · `retry` a person
 * wants it done again · `redo` the same for one that is done: with other params, or because its files were taken back.
 */
export const ITEM_EVENTS = ['claim', 'complete', 'fail', 'skip', 'requeue', 'cancel', 'retry', 'redo'] as const;
export type ItemEvent = (typeof ITEM_EVENTS)[number];

const TABLE: Record<ItemStatus, Partial<Record<ItemEvent, ItemStatus>>> = {
  pending: { claim: 'running', cancel: 'cancelled' },
  running: { complete: 'completed', fail: 'failed', skip: 'skipped', requeue: 'pending', cancel: 'cancelled' },
  completed: { redo: 'pending' },
  failed: { retry: 'pending' },
  cancelled: { retry: 'pending' },
  skipped: {},
};

/** The status after an event; `illegal` when that cannot happen in this status. */
export function itemTransition(status: ItemStatus, event: ItemEvent): ItemStatus | 'illegal' {
  return TABLE[status][event] ?? 'illegal';
}

/** Statuses that an item stays in unless a person asks for a retry. */
export function itemIsOver(status: ItemStatus): boolean {
  return status !== 'pending' && status !== 'running';
}
