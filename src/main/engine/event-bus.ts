import type { SafelightEvent } from '../../contract/events.ts';

export type EventListener = (event: SafelightEvent) => void;

/** Live events of this process. Nothing is kept: who joins later asks the services for the state. */
export interface EventBus {
  /** Calls `listener` for every event from now on; returns what ends that. Throws when too many listen. */
  on(listener: EventListener): () => void;
  emit(event: SafelightEvent): void;
}

/** Far above what screens and scripts need; more means that somebody forgets to unsubscribe. */
const MOST_LISTENERS = 1000;

/**
 * An event bus. Listeners are called at once, in the order in which they joined; one that throws is reported to
 * `onError` and does not keep the others from hearing.
 */
export function createEventBus(onError: (error: unknown) => void = () => {}): EventBus {
  const listeners = new Set<{ call: EventListener }>();
  return {
    on(listener) {
      if (listeners.size >= MOST_LISTENERS) throw new Error(`more than ${MOST_LISTENERS} listeners: one is leaking`);
      const entry = { call: listener };
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    emit(event) {
      for (const entry of [...listeners]) {
        try {
          entry.call(event);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
