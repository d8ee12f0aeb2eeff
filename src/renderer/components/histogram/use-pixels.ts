import { useEffect, useState } from 'react';

/** Enough for a histogram; more only costs time. */
const LONG_EDGE = 1024;

/** The pixels of a picture, made smaller where it is large, in sRGB; null until they are there, or when it cannot be had. */
export function usePixels(src: string | undefined): ImageData | null {
  const [pixels, setPixels] = useState<{ src: string; data: ImageData } | null>(null);
  useEffect(() => {
    if (src === undefined) return;
    const given = new AbortController();
    void readPixels(src, given.signal)
      .then((data) => {
        if (!given.signal.aborted && data !== null) setPixels({ src, data });
      })
      // A picture that cannot be read has no histogram; the viewer says why.
      .catch(() => {});
    return () => given.abort();
  }, [src]);
  // The last one stays while the next is read, so that the panel does not flicker.
  return src === undefined ? null : (pixels?.data ?? null);
}

async function readPixels(src: string, signal: AbortSignal): Promise<ImageData | null> {
  const response = await fetch(src, { signal });
  if (!response.ok) return null;
  const picture = await createImageBitmap(await response.blob());
  const scale = Math.min(1, LONG_EDGE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  // Smoothing would pull clipped pixels off the ends.
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  return context.getImageData(0, 0, width, height);
}
