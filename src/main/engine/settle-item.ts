import { type ErrorRecord, SafelightError } from '../../contract/errors.ts';
import type { ItemStatus, Output } from '../../contract/run.ts';
import type { EngineDeps } from './engine-deps.ts';
import { type ItemEvent, itemTransition } from './item-machine.ts';
import type { Published } from './publish-item.ts';
import type { ItemPatch, StoredItem } from './store-port.ts';

/** How an attempt at an item ended. */
export type ItemOutcome =
  | { type: 'completed'; outputs: Output[] }
  | { type: 'failed'; error: ErrorRecord }
  | { type: 'skipped'; reason: ErrorRecord }
  | { type: 'cancelled' }
  /** Back to pending; with an error that concerns the whole run (disk full, output folder gone). */
  | { type: 'requeued'; error: ErrorRecord | null }
  /** Back to pending, because the node that failed is tried again or replaced by its fallback. */
  | { type: 'retrying'; error: ErrorRecord }
  /** Overtaken: whoever took the item back has settled it. */
  | { type: 'stale' };

/** What an AbortSignal's reason says about the items that run. */
export type StopReason = 'cancel' | 'requeue';

/**
 * Brings an item that runs to another status, with what was published of it on record. False when its attempt was
 * overtaken: then nothing was written.
 */
export async function settle(
  deps: Pick<EngineDeps, 'store' | 'clock'>,
  item: StoredItem,
  event: ItemEvent,
  done: Published,
  patch: ItemPatch,
): Promise<boolean> {
  const to = itemTransition('running', event);
  if (to === 'illegal') throw new SafelightError('internal', `an item that runs cannot ${event}`);
  const over: ItemStatus[] = ['completed', 'failed', 'skipped', 'cancelled'];
  return await deps.store.items.transition({
    id: item.id,
    attempt: item.attempt,
    from: 'running',
    to,
    patch: {
      ...patch,
      ...(over.includes(to)
        ? { redoFrom: null, retryAt: null, finishedAt: deps.clock.now().toISOString() }
        : { finishedAt: null }),
    },
    published: done.ids,
    stamps: done.stamps,
    dropUnused: event === 'complete',
  });
}
