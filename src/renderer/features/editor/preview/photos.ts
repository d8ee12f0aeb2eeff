import { useSyncExternalStore } from 'react';
import type { PreviewRequest } from '../../../api/preview.ts';
import { keep, kept } from '../../../theme/appearance.ts';

/** A photo to look at a workflow with. */
export interface Photo {
  name: string;
  source: PreviewRequest['source'];
}

/** The last photos that were looked at, and the one that is. */
interface Photos {
  last: Photo[];
  chosen: string | null;
}

const MOST = 10;
const KEY = 'editor.photos';
let photos: Photos = read();
const listeners = new Set<() => void>();

function read(): Photos {
  try {
    const saved = JSON.parse(kept(KEY) ?? 'null') as Photos | null;
    if (Array.isArray(saved?.last)) return saved;
  } catch {
    // Written by hand or by another version: begin anew.
  }
  return { last: [], chosen: null };
}

function put(next: Photos): void {
  photos = next;
  keep(KEY, JSON.stringify(next));
  for (const changed of listeners) changed();
}

export function photoKey(photo: Photo): string {
  return JSON.stringify(photo.source);
}

/** Puts photos in front of the list; the first of them is looked at. */
export function addPhotos(more: readonly Photo[]): void {
  const first = more[0];
  if (first === undefined) return;
  put({ last: firstTen([...more, ...photos.last]), chosen: photoKey(first) });
}

/** Fills what is free in the list, behind what is there. */
export function fillPhotos(more: readonly Photo[]): void {
  const last = firstTen([...photos.last, ...more]);
  if (last.length > photos.last.length) put({ last, chosen: photos.chosen ?? photoKey(last[0]!) });
}

export function choosePhoto(photo: Photo): void {
  put({ ...photos, chosen: photoKey(photo) });
}

/** Takes a photo off the list: it is gone, or cannot be read. */
export function dropPhoto(photo: Photo): void {
  const last = photos.last.filter((one) => photoKey(one) !== photoKey(photo));
  const chosen = photos.chosen === photoKey(photo) ? (last[0] === undefined ? null : photoKey(last[0])) : photos.chosen;
  put({ last, chosen });
}

function firstTen(all: readonly Photo[]): Photo[] {
  return [...new Map(all.map((photo) => [photoKey(photo), photo])).values()].slice(0, MOST);
}

/** The photos of the picker. */
export function usePhotos(): { last: Photo[]; chosen: Photo | null } {
  const now = useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => photos,
  );
  return { last: now.last, chosen: now.last.find((photo) => photoKey(photo) === now.chosen) ?? now.last[0] ?? null };
}
