import { useEffect } from 'react';

type Taker = (files: File[]) => boolean;
const takers = new Set<Taker>();

/** Lets a screen take dropped files that are meant for it (a workflow's JSON, say) before they are looked at as photos. */
export function useDropTaker(taker: Taker): void {
  useEffect(() => {
    takers.add(taker);
    return () => {
      takers.delete(taker);
    };
  }, [taker]);
}

/** Whether somebody took the files. */
export function wereTaken(files: File[]): boolean {
  return [...takers].some((take) => take(files));
}
