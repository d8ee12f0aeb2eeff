import { useSyncExternalStore } from 'react';

/** A file of this browser that has to be uploaded before it can be worked on. */
export interface LocalFile {
  file: File;
  /** `/`-separated folder below what was dropped; `''` at the top. */
  relativeFolder: string;
}

/** What somebody gave to be worked on. */
export interface Gathered {
  /** Absolute paths on the machine Safelight runs on. */
  paths: string[];
  files: LocalFile[];
  /** Names of files that are no photos. */
  leftOut: string[];
}

/** What the start sheet was opened for. */
export interface StartRequest extends Gathered {
  /** Another one for each opening. */
  id: number;
  /** Slug or id of the workflow to begin with. */
  workflow: string | undefined;
  folder: string | undefined;
}

const NOTHING: Gathered = { paths: [], files: [], leftOut: [] };
let openings = 0;
let request: StartRequest | null = null;
const listeners = new Set<() => void>();

function put(next: StartRequest | null): void {
  request = next;
  for (const changed of listeners) changed();
}

/** Opens the start sheet; without anything given it asks for photos first. */
export function openStart(given: Partial<Omit<StartRequest, 'id'>> = {}): void {
  openings++;
  put({ ...NOTHING, workflow: undefined, folder: undefined, ...given, id: openings });
}

/** Adds to what the open sheet holds, or opens it. */
export function addToStart(more: Gathered): void {
  if (request === null) {
    openStart(more);
    return;
  }
  put({
    ...request,
    paths: [...new Set([...request.paths, ...more.paths])],
    files: [...request.files, ...more.files],
    leftOut: [...request.leftOut, ...more.leftOut],
  });
}

/** Takes a path, or everything of this browser (`null`), out of the open sheet. */
export function removeFromStart(path: string | null): void {
  if (request === null) return;
  put(
    path === null
      ? { ...request, files: [], leftOut: [] }
      : { ...request, paths: request.paths.filter((one) => one !== path) },
  );
}

export function closeStart(): void {
  put(null);
}

/** The open start sheet, or null. */
export function useStart(): StartRequest | null {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => request,
  );
}
