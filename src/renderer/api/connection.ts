import { useSyncExternalStore } from 'react';

/** Whether the event stream stands. One value for the whole window, written by live.ts. */
let connected = true;
const listeners = new Set<() => void>();

export function setConnected(value: boolean): void {
  if (value === connected) return;
  connected = value;
  for (const changed of listeners) changed();
}

/** False while the server cannot be reached; it turns true by itself when it is back. */
export function useConnected(): boolean {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => connected,
  );
}
