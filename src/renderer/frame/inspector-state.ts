import { useSyncExternalStore } from 'react';
import { keep, kept } from '../theme/appearance.ts';

/** Below this width the inspector would leave no room for pictures, so it starts closed. */
const ROOM_FOR_BOTH = 1000;
let open = kept('inspector') === null ? (globalThis.innerWidth ?? 1440) >= ROOM_FOR_BOTH : kept('inspector') === 'open';
const listeners = new Set<() => void>();

function toggle(): void {
  open = !open;
  keep('inspector', open ? 'open' : 'closed');
  for (const changed of listeners) changed();
}

/** Whether inspectors are shown; one choice for all screens, kept for the next start. */
export function useInspectorOpen(): { open: boolean; toggle: () => void } {
  const now = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => open,
  );
  return { open: now, toggle };
}
