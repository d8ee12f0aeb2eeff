import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ProblemError } from '../../../../client/problem.ts';
import { type PreviewRequest, previewPicture } from '../../../api/preview.ts';
import type { PreviewPart } from '../graph/part-for-preview.ts';
import { lanes } from './lanes.ts';
import { type Photo, photoKey } from './photos.ts';

/** A picture that follows what is done to it. */
export interface LivePicture {
  src: string | undefined;
  error: Error | null;
  /** A newer one is on its way. */
  busy: boolean;
  /** How long the one that is shown took, from asking to being here. */
  ms: number | undefined;
}

/**
 * What takes longer than this, and than twice the last picture, is given up for something newer; what is quicker is shown, so that a
 * slider has pictures on its way on a slow machine too.
 */
const PATIENCE_MS = 400;

/** The request for a node's picture; null while there is none to be had. */
export function requestOf(part: PreviewPart | null, photo: Photo | null, longEdge: number): PreviewRequest | null {
  if (part === null || photo === null) return null;
  const format = isOpaque(part, photo) ? ('jpeg' as const) : ('webp' as const);
  return {
    workflow: part.workflow,
    nodeId: part.nodeId,
    source: photo.source,
    longEdge,
    format,
  };
}

/** Nodes that leave an opaque picture opaque. JPEG is made in half the time of WebP, but has no transparency. */
const STAY_OPAQUE =
  /^(imageInput|export|autoOrient|crop|smartCrop|resize|flip|trim|upscale|autoLevels|autoWhiteBalance|blackWhite|clarity|contrast|curves|dehaze|denoise|exposure|grain|highlightsShadows|hsl|levels|lut|metadata|outputSharpen|saturation|sharpen|skinSmooth|splitTone|spotHeal|vignette|watermark|whiteBalance|convertProfile|analyze)$/;

function isOpaque(part: PreviewPart, photo: Photo): boolean {
  return (
    /\.(jpe?g|heic|dng|cr[23w]|nef|arw)$/i.test(photo.name) &&
    part.workflow.nodes.every(({ type }) => STAY_OPAQUE.test(type))
  );
}

/**
 * The picture of a request, asked for anew whenever it changes: one at a time, the newest next. Whatever was asked for meanwhile is
 * left out; what takes long is given up.
 */
export function useLivePicture(request: PreviewRequest | null): LivePicture {
  const [shown, setShown] = useState<LivePicture>({ src: undefined, error: null, busy: false, ms: undefined });
  const key = request === null ? null : JSON.stringify(request);
  const loop = useRef<{ want: (key: string | null) => void; end: () => void } | null>(null);
  useEffect(() => {
    loop.current = startLoop(setShown);
    return () => loop.current?.end();
  }, []);
  useEffect(() => loop.current?.want(key), [key]);
  return shown;
}

function startLoop(show: (change: (before: LivePicture) => LivePicture) => void) {
  let wanted: string | null = null;
  let running: { key: string; since: number; stop: AbortController } | null = null;
  let url: string | undefined;
  let ended = false;
  let last = 0;

  const put = (blob: Blob | null) => {
    if (url !== undefined) URL.revokeObjectURL(url);
    url = blob === null ? undefined : URL.createObjectURL(blob);
  };
  const run = async (key: string): Promise<void> => {
    const mine = { key, since: performance.now(), stop: new AbortController() };
    running = mine;
    show((before) => ({ ...before, busy: true }));
    try {
      const request = JSON.parse(key) as PreviewRequest;
      const blob = await lanes.urgent(() => previewPicture(request, mine.stop.signal));
      if (ended || wanted === null) return;
      put(blob);
      const ms = performance.now() - mine.since;
      last = ms;
      show(() => ({ src: url, error: null, busy: wanted !== key, ms }));
    } catch (thrown) {
      if (ended || wanted !== key || mine.stop.signal.aborted) return;
      show((before) => ({ ...before, error: thrown as Error, busy: false }));
    } finally {
      if (running === mine) running = null;
      if (!ended && wanted !== null && wanted !== key && running === null) void run(wanted);
    }
  };
  return {
    want(key: string | null) {
      wanted = key;
      if (key === null) {
        put(null);
        show(() => ({ src: undefined, error: null, busy: false, ms: undefined }));
        return;
      }
      if (running === null) void run(key);
      else if (running.key !== key && performance.now() - running.since > Math.max(PATIENCE_MS, 2 * last))
        running.stop.abort();
    },
    end() {
      ended = true;
      running?.stop.abort();
      put(null);
    },
  };
}

const SMALL_EDGE = 340;
/** A card's picture is made when its node was left alone for this long. */
const SETTLE_MS = 250;

/** The small picture of a card: later and less often than what is looked at. */
export function useSmallPicture(part: PreviewPart | null, photo: Photo | null) {
  const key = part === null || photo === null ? null : JSON.stringify([photoKey(photo), part]);
  const settled = useSettled(key);
  return useQuery({
    queryKey: ['small-picture', settled],
    enabled: settled !== null && photo !== null,
    queryFn: async ({ signal }) => {
      const [, asked] = JSON.parse(settled!) as [string, PreviewPart];
      const request = requestOf(asked, photo, SMALL_EDGE)!;
      return dataUrl(await lanes.quiet(() => previewPicture(request, signal), signal));
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 300_000,
    placeholderData: (previous) => previous,
    retry: (failures, error) => failures < 2 && error instanceof ProblemError && error.problem.code === 'cancelled',
  });
}

/** A value once it stays; the first one at once. */
function useSettled(value: string | null): string | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === settled) return;
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
