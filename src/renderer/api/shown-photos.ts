import type { ItemStatus } from '../../contract/run.ts';

/** Which photos of a run are looked at, so that going from one to the next stays among them. */
export interface ShownPhotos {
  runId: number;
  status: ItemStatus | undefined;
  /** Part of the name; empty for all. */
  q: string;
}

let shown: ShownPhotos | null = null;

/** Called by the grid whenever its filter changes. */
export function rememberShown(photos: ShownPhotos): void {
  shown = photos;
}

/** What the grid of this run showed last; all photos when it was not open. */
export function shownPhotos(runId: number): ShownPhotos {
  return shown?.runId === runId ? shown : { runId, status: undefined, q: '' };
}
