/** How often each level occurs in a picture, and how much of it is clipped. */
export interface Histogram {
  red: Uint32Array;
  green: Uint32Array;
  blue: Uint32Array;
  luma: Uint32Array;
  /** Pixels counted; transparent ones are not. */
  pixels: number;
  /** Share of pixels with a channel at 0. */
  shadows: number;
  /** Share of pixels with a channel at 255. */
  highlights: number;
}

/** Below this opacity a pixel shows nothing that could be judged. */
const SEEN = 8;

/**
 * Counts the levels of 8-bit RGBA pixels. Luma is Rec. 709 on encoded values, as histograms of photo tools show it.
 * @param data RGBA, four bytes a pixel
 */
export function histogramOf(data: Uint8ClampedArray | Uint8Array): Histogram {
  const [red, green, blue, luma] = [level(), level(), level(), level()];
  let pixels = 0;
  let low = 0;
  let high = 0;
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3]! < SEEN) continue;
    const r = data[at]!;
    const g = data[at + 1]!;
    const b = data[at + 2]!;
    red[r]!++;
    green[g]!++;
    blue[b]!++;
    luma[Math.round(0.2126 * r + 0.7152 * g + 0.0722 * b)]!++;
    pixels++;
    if (r === 0 || g === 0 || b === 0) low++;
    if (r === 255 || g === 255 || b === 255) high++;
  }
  const share = (count: number) => (pixels === 0 ? 0 : count / pixels);
  return { red, green, blue, luma, pixels, shadows: share(low), highlights: share(high) };
}

function level(): Uint32Array {
  return new Uint32Array(256);
}

const BLUE = [48, 112, 255, 255] as const;
const RED = [255, 48, 48, 255] as const;

/** Pixels to lay over a picture: red where a channel is at 255, blue where one is at 0, nothing elsewhere. */
export function clippingOverlay(data: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const overlay = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3]! < SEEN) continue;
    const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
    if (r === 255 || g === 255 || b === 255) overlay.set(RED, at);
    else if (r === 0 || g === 0 || b === 0) overlay.set(BLUE, at);
  }
  return overlay;
}

/**
 * A channel as the outline of a filled area, `width` × `height`. The ends, which clipping piles up, may stick out at the top: they
 * would flatten everything else.
 */
export function outlineOf(channel: Uint32Array, peak: number, width: number, height: number): string {
  const points = Array.from(channel, (count, x) => {
    const y = height - Math.min(1, peak === 0 ? 0 : count / peak) * height;
    return `${((x / 255) * width).toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M0 ${height}L${points.join('L')}L${width} ${height}Z`;
}

/** The height everything is drawn against: the highest level that is not one of the two ends. */
export function peakOf({ red, green, blue, luma }: Histogram): number {
  let peak = 0;
  for (const channel of [red, green, blue, luma]) {
    for (let at = 1; at < 255; at++) peak = Math.max(peak, channel[at]!);
  }
  return peak === 0 ? Math.max(...luma) : peak;
}
