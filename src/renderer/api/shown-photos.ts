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

/** A photo that was looked at by itself: where it is among those that were shown. */
export interface LookedAt {
  shown: ShownPhotos;
  place: number;
}

let lookedAt: LookedAt | null = null;

/** Called by the item screen, so that the grid can be left for a photo and found again as it was. */
export function rememberLookedAt(photo: LookedAt): void {
  lookedAt = photo;
}

/** The photo of this run that was looked at last, for the grid to begin there. */
export function lastLookedAt(runId: number): LookedAt | null {
  return lookedAt?.shown.runId === runId ? lookedAt : null;
}
