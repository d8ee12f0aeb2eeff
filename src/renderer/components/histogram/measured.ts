import { useEffect, useState } from 'react';
import type { Histogram } from './histogram.ts';

/** What the pixels of a picture say. */
export interface Measured {
  histogram: Histogram;
  /** To lay over the picture: marks what is clipped. */
  overlay: ImageData;
}

/** To the worker that measures, and back. */
export interface MeasureRequest {
  id: number;
  picture: Blob;
}
export interface MeasureAnswer {
  id: number;
  /** Null for a picture that cannot be read. */
  measured: Measured | null;
}

/** The last measured one stays while the next is, so that the panel does not flicker; null until one is, or when it cannot be had. */
export function useMeasured(src: string | undefined): Measured | null {
  const [measured, setMeasured] = useState<Measured | null>(null);
  useEffect(() => {
    if (src === undefined) return;
    const given = new AbortController();
    const { signal } = given;
    void fetch(src, { signal })
      .then(async (response) => (response.ok ? await measure(await response.blob()) : null))
      .then((next) => next !== null && !signal.aborted && setMeasured(next))
      .catch(() => {});
    return () => given.abort();
  }, [src]);
  return src === undefined ? null : measured;
}

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, (measured: Measured | null) => void>();

/** In a thread of its own: a million pixels take as long as several frames. */
function measure(picture: Blob): Promise<Measured | null> {
  worker ??= startWorker();
  last++;
  const request: MeasureRequest = { id: last, picture };
  worker.postMessage(request);
  return new Promise((resolve) => waiting.set(request.id, resolve));
}

function startWorker(): Worker {
  const started = new Worker(new URL('./measuring-worker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data: { id, measured } }: MessageEvent<MeasureAnswer>) => {
    waiting.get(id)?.(measured);
    waiting.delete(id);
  };
  return started;
}
