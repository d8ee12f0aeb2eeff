import { useEffect, useRef } from 'react';
import type { Placed } from './zoom.ts';

/** Marks what is clipped, over the picture: red in the highlights, blue in the shadows. */
export function ClippingLayer({ overlay, frame }: { overlay: ImageData; frame: Placed }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(overlay, 0, 0);
  }, [overlay]);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without a tab index cannot be focused
    <canvas
      ref={canvas}
      className="viewer-clipping"
      width={overlay.width}
      height={overlay.height}
      style={{ left: frame.left, top: frame.top, width: frame.width, height: frame.height }}
      aria-hidden="true"
    />
  );
}
