import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ProblemError } from '../../../../client/problem.ts';
import { type PreviewRequest, previewPicture } from '../../../api/preview.ts';
import type { PreviewPart } from '../graph/part-for-preview.ts';
import { lanes } from './lanes.ts';
import { type Photo, photoKey } from './photos.ts';
import { type LivePicture, type PictureLoop, startPictureLoop } from './picture-loop.ts';

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

/** The picture of a request, asked for anew whenever it changes; see picture-loop.ts. */
export function useLivePicture(request: PreviewRequest | null): LivePicture {
  const [shown, setShown] = useState<LivePicture>({ src: undefined, error: null, busy: false, ms: undefined });
  const key = request === null ? null : JSON.stringify(request);
  const loop = useRef<PictureLoop | null>(null);
  useEffect(() => {
    loop.current = startPictureLoop(askFor, setShown);
    return () => loop.current?.end();
  }, []);
  useEffect(() => loop.current?.want(key), [key]);
  return shown;
}

function askFor(key: string, signal: AbortSignal): Promise<Blob> {
  return lanes.urgent(() => previewPicture(JSON.parse(key) as PreviewRequest, signal));
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
