import { bordered, filledFrame } from '../../src/workflow/plan/framing.ts';
import type { FillFrameStep, FramingStep, Ground, PerspectiveStep } from '../../src/workflow/plan/framing-steps.ts';
import type { Box, Size } from '../../src/workflow/plan/geometry.ts';
import { project, rectified } from '../../src/workflow/plan/keystone.ts';
import { type FloatPicture, redrawn, valueAt } from './float-picture.ts';
import { colourIn, moved } from './geometry.ts';

/** Framing steps in double precision, as their nodes' descriptions say. */
export async function framed(picture: FloatPicture, step: FramingStep): Promise<FloatPicture> {
  switch (step.kind) {
    case 'trim': {
      const box = subjectOf(picture, step.ground, step.tolerance, 0);
      if (box === null) return picture;
      const left = Math.max(0, box.left - step.margin);
      const top = Math.max(0, box.top - step.margin);
      const right = Math.min(picture.width, box.left + box.width + step.margin);
      const bottom = Math.min(picture.height, box.top + box.height + step.margin);
      return part(picture, { left, top, width: right - left, height: bottom - top });
    }
    case 'fillFrame':
      return filled(picture, step);
    case 'perspective':
      return straightened(picture, step);
    case 'border': {
      if (step.caption !== null) throw new Error('Captions have a test of their own.');
      const { canvas, line, margin } = bordered(step, picture);
      const inner = { width: picture.width + 2 * line, height: picture.height + 2 * line };
      const lined = onCanvas(picture, inner, line, line, step.line?.color ?? '#000000');
      return onCanvas(lined, canvas, margin, margin, step.color);
    }
    case 'collage':
      throw new Error('Compare sheets have a test of their own.');
  }
}

function part(picture: FloatPicture, { left, top, width, height }: Box): FloatPicture {
  return redrawn(picture, width, height, (x, y) => [x + left, y + top]);
}

function onCanvas(picture: FloatPicture, size: Size, left: number, top: number, colour: string): FloatPicture {
  const inside = (x: number, y: number) => x >= 0 && y >= 0 && x < picture.width && y < picture.height;
  const values = colourIn(picture.profile, colour);
  return redrawn(
    picture,
    size.width,
    size.height,
    (x, y) => (inside(x - left, y - top) ? ([x - left, y - top] as const) : null),
    picture.channels === 4 && values.length === 3 ? [...values, 1] : values,
  );
}

/** The box of every pixel that differs from the ground. Only the colour of the border and transparency are drawn at random. */
function subjectOf(picture: FloatPicture, ground: Ground, tolerance: number, share: number): Box | null {
  const { width, height } = picture;
  const all = Array.from({ length: width * height }, (_, n) => [n % width, Math.floor(n / width)] as const);
  const edge = all.filter(([x, y]) => x === 0 || y === 0 || x === width - 1 || y === height - 1);
  const median = (c: number): number => {
    const values = edge.map(([x, y]) => valueAt(picture, x, y, c)).sort((a, b) => a - b);
    return values[values.length >> 1]!;
  };
  const clear = edge.filter(([x, y]) => valueAt(picture, x, y, 3) < 0.5).length > edge.length / 2;
  const byAlpha = ground.by === 'alpha' || (ground.by === 'auto' && clear);
  const colour = ground.by === 'colour' ? colourIn(picture.profile, ground.color) : [0, 1, 2].map(median);
  const differs = ([x, y]: readonly [number, number]): boolean => {
    const seen = valueAt(picture, x, y, 3) > tolerance / 100;
    return (
      seen && (byAlpha || [0, 1, 2].some((c) => Math.abs(valueAt(picture, x, y, c) - colour[c]!) > tolerance / 100))
    );
  };
  const found = all.filter(differs);
  const places = (axis: 0 | 1, length: number): number[] => {
    const counts = new Map<number, number>();
    for (const point of found) counts.set(point[axis], (counts.get(point[axis]) ?? 0) + 1);
    return [...counts].filter(([, count]) => count > length * share).map(([place]) => place);
  };
  const xs = places(0, height);
  const ys = places(1, width);
  if (xs.length === 0 || ys.length === 0) return null;
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { left, top, width: Math.max(...xs) - left + 1, height: Math.max(...ys) - top + 1 };
}

async function filled(picture: FloatPicture, step: FillFrameStep): Promise<FloatPicture> {
  const { width, height } = picture;
  const subject = subjectOf(picture, step.ground, step.tolerance, 0.002) ?? { left: 0, top: 0, width, height };
  const { window, size, scale } = filledFrame(step, subject);
  const left = Math.min(width - 1, Math.max(0, Math.round(window.left)));
  const top = Math.min(height - 1, Math.max(0, Math.round(window.top)));
  const box = {
    left,
    top,
    width: Math.max(1, Math.min(width, Math.round(window.left + window.width)) - left),
    height: Math.max(1, Math.min(height, Math.round(window.top + window.height)) - top),
  };
  const scaled = await moved(part(picture, box), {
    kind: 'resize',
    target: {
      by: 'box',
      width: Math.max(1, Math.round(box.width * scale)),
      height: Math.max(1, Math.round(box.height * scale)),
      fit: 'fill',
    },
    kernel: 'lanczos3',
    enlarge: true,
  });
  const ground = colourIn(picture.profile, step.color);
  const dx = Math.round((left - window.left) * scale);
  const dy = Math.round((top - window.top) * scale);
  const data = new Float64Array(size.width * size.height * 3);
  for (let n = 0; n < size.width * size.height; n++) {
    const x = (n % size.width) - dx;
    const y = Math.floor(n / size.width) - dy;
    const inside = x >= 0 && y >= 0 && x < scaled.width && y < scaled.height;
    const over = inside ? valueAt(scaled, x, y, 3) : 0;
    for (let c = 0; c < 3; c++) {
      data[n * 3 + c] = (inside ? valueAt(scaled, x, y, c) * over : 0) + ground[c]! * (1 - over);
    }
  }
  return { ...picture, ...size, channels: 3, data };
}

/** Lanczos with three lobes, computed for each pixel; bilinear likewise. */
function straightened(picture: FloatPicture, step: PerspectiveStep): FloatPicture {
  const { size, toSource } = rectified(step, picture);
  const { width, height, channels } = picture;
  const reach = step.kernel === 'lanczos' ? 3 : 1;
  const sinc = (t: number): number => (t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t));
  const weight = (t: number): number =>
    Math.abs(t) >= reach ? 0 : step.kernel === 'lanczos' ? sinc(t) * sinc(t / 3) : 1 - Math.abs(t);
  const background = [...colourIn(picture.profile, step.background), 1];
  const data = new Float64Array(size.width * size.height * channels);
  const clamp = (n: number, count: number): number => Math.min(count - 1, Math.max(0, n));
  for (let n = 0; n < size.width * size.height; n++) {
    const [px, py] = project(toSource, (n % size.width) + 0.5, Math.floor(n / size.width) + 0.5);
    const [sx, sy] = [px - 0.5, py - 0.5];
    if (!(sx > -1 && sy > -1 && sx < width && sy < height)) {
      for (let c = 0; c < channels; c++) data[n * channels + c] = background[c]!;
      continue;
    }
    const sums = [0, 0, 0, 0];
    let total = 0;
    for (let y = Math.floor(sy) - reach + 1; y <= Math.floor(sy) + reach; y++) {
      for (let x = Math.floor(sx) - reach + 1; x <= Math.floor(sx) + reach; x++) {
        const w = weight(x - sx) * weight(y - sy);
        const at = [clamp(x, width), clamp(y, height)] as const;
        const alpha = valueAt(picture, ...at, 3);
        for (let c = 0; c < 3; c++) sums[c]! += valueAt(picture, ...at, c) * w * alpha;
        sums[3]! += w * alpha;
        total += w;
      }
    }
    for (let c = 0; c < 3; c++) data[n * channels + c] = sums[3]! === 0 ? 0 : sums[c]! / sums[3]!;
    if (channels === 4) data[n * channels + 3] = sums[3]! / total;
  }
  return { ...picture, ...size, data };
}
