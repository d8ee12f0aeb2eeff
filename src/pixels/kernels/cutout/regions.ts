import type { PlaneSize } from '../box-mean.ts';

/** A connected part of a picture. */
export interface Region {
  pixels: number;
  touchesBorder: boolean;
}

/** Connected parts (by their edges) of the pixels that belong; `labels` holds each pixel's number in `regions` plus 1, 0 for none. */
export function connectedRegions(
  belongs: (pixel: number) => boolean,
  { width, height }: PlaneSize,
): { labels: Int32Array; regions: Region[] } {
  const labels = new Int32Array(width * height);
  const regions: Region[] = [];
  const stack: number[] = [];
  for (let start = 0; start < labels.length; start++) {
    if (labels[start] !== 0 || !belongs(start)) continue;
    const label = regions.length + 1;
    const region: Region = { pixels: 0, touchesBorder: false };
    regions.push(region);
    labels[start] = label;
    stack.push(start);
    const visit = (next: number): void => {
      if (labels[next] !== 0 || !belongs(next)) return;
      labels[next] = label;
      stack.push(next);
    };
    for (let pixel = stack.pop(); pixel !== undefined; pixel = stack.pop()) {
      region.pixels++;
      const x = pixel % width;
      const y = (pixel - x) / width;
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) region.touchesBorder = true;
      if (x > 0) visit(pixel - 1);
      if (x < width - 1) visit(pixel + 1);
      if (y > 0) visit(pixel - width);
      if (y < height - 1) visit(pixel + width);
    }
  }
  return { labels, regions };
}
