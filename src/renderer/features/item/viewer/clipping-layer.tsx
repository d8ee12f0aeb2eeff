import { useEffect, useRef } from 'react';
import { clippingOverlay } from '../../../components/histogram/histogram.ts';
import type { Placed } from './zoom.ts';

/** Marks what is clipped, over the picture: red in the highlights, blue in the shadows. */
export function ClippingLayer({ pixels, frame }: { pixels: ImageData; frame: Placed }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const overlay = new ImageData(clippingOverlay(pixels.data), pixels.width, pixels.height);
    canvas.current?.getContext('2d')?.putImageData(overlay, 0, 0);
  }, [pixels]);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without a tab index cannot be focused
    <canvas
      ref={canvas}
      className="viewer-clipping"
      width={pixels.width}
      height={pixels.height}
      style={{ left: frame.left, top: frame.top, width: frame.width, height: frame.height }}
      aria-hidden="true"
    />
  );
}
