import { useSyncExternalStore } from 'react';
import { keep, kept } from '../../theme/appearance.ts';
import { TILE_STANDARD, tileSize } from './grid-layout.ts';

let size = tileSize(Number(kept('tileSize') ?? TILE_STANDARD));
const listeners = new Set<() => void>();

export function setTileSize(wanted: number): void {
  const next = tileSize(wanted);
  if (next === size) return;
  size = next;
  keep('tileSize', String(next));
  for (const changed of listeners) changed();
}

/** How large tiles are, in CSS pixels; kept for the next start. */
export function useTileSize(): number {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => size,
  );
}

/** For handlers that are not drawn anew with it. */
export function tileSizeNow(): number {
  return size;
}
