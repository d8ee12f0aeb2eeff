import { useSyncExternalStore } from 'react';
import { keep, kept } from '../../../theme/appearance.ts';

export const MODES = ['slider', 'sideBySide', 'flicker', 'single'] as const;
export type Mode = (typeof MODES)[number];
export const BACKGROUNDS = ['grey', 'black', 'white'] as const;
export type Background = (typeof BACKGROUNDS)[number];

/** How pictures are looked at: the same for every photo, and kept for the next start. */
export interface Looking {
  mode: Mode;
  background: Background;
  clipping: boolean;
}

let looking: Looking = {
  mode: MODES.find((mode) => mode === kept('viewer.mode')) ?? 'slider',
  background: BACKGROUNDS.find((one) => one === kept('viewer.background')) ?? 'grey',
  clipping: false,
};
const listeners = new Set<() => void>();

export function look(change: Partial<Looking>): void {
  looking = { ...looking, ...change };
  keep('viewer.mode', looking.mode);
  keep('viewer.background', looking.background);
  for (const changed of listeners) changed();
}

export function useLooking(): Looking {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => looking,
  );
}

/** The background after this one. */
export function nextBackground(now: Background): Background {
  return BACKGROUNDS[(BACKGROUNDS.indexOf(now) + 1) % BACKGROUNDS.length] ?? 'grey';
}
