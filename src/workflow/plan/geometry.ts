import type { CropStep, GeometryStep, Interest, PadStep, ResizeStep, RotateStep } from './steps.ts';

export interface Size {
  width: number;
  height: number;
}
export interface Box extends Size {
  left: number;
  top: number;
}

const atLeastOne = (n: number): number => Math.max(1, Math.round(n));

/**
 * Size after a resize, px. With `enlarge` off no side ever grows: `inside`, `outside` and the edge targets keep the
 * picture as it is, `cover` and `fill` cap each side at the source's.
 */
export function resizedSize(step: ResizeStep, size: Size): Size {
  const { width, height } = size;
  const scaled = (factor: number): Size => {
    const f = step.enlarge ? factor : Math.min(1, factor);
    return f === 1 ? size : { width: atLeastOne(width * f), height: atLeastOne(height * f) };
  };
  const target = step.target;
  switch (target.by) {
    case 'longEdge':
      return scaled(target.pixels / Math.max(width, height));
    case 'shortEdge':
      return scaled(target.pixels / Math.min(width, height));
    case 'megapixels':
      return scaled(Math.sqrt((target.megapixels * 1e6) / (width * height)));
    case 'percent':
      return scaled(target.percent / 100);
    case 'box': {
      if (target.width === null && target.height === null) return size;
      if (target.width === null) return scaled(target.height! / height);
      if (target.height === null) return scaled(target.width / width);
      const fx = target.width / width;
      const fy = target.height / height;
      if (target.fit === 'inside') return scaled(Math.min(fx, fy));
      if (target.fit === 'outside') return scaled(Math.max(fx, fy));
      if (step.enlarge) return { width: target.width, height: target.height };
      return { width: Math.min(width, target.width), height: Math.min(height, target.height) };
    }
  }
}

/** Size of the part a crop keeps, px; never larger than the picture. */
export function croppedSize(step: CropStep, size: Size): Size {
  if (step.size.by === 'pixels') {
    return { width: Math.min(size.width, step.size.width), height: Math.min(size.height, step.size.height) };
  }
  const aspect = step.size.aspect;
  return size.width / size.height > aspect
    ? { width: Math.min(size.width, atLeastOne(size.height * aspect)), height: size.height }
    : { width: size.width, height: Math.min(size.height, atLeastOne(size.width / aspect)) };
}

/** What decides where a crop is taken when that is to be seen in the picture; null when it is known beforehand. */
export function interestOf({ place }: CropStep): Interest | null {
  if (place.by !== 'gravity') return null;
  const { gravity } = place;
  return gravity === 'attention' || gravity === 'entropy' || gravity === 'face' ? gravity : null;
}

/** Canvas and the picture's place on it, px. */
export function paddedBox(step: PadStep, size: Size): { canvas: Size; left: number; top: number } {
  const { width, height } = size;
  let canvas: Size;
  switch (step.size.by) {
    case 'aspect':
      canvas =
        width / height > step.size.aspect
          ? { width, height: Math.max(height, atLeastOne(width / step.size.aspect)) }
          : { width: Math.max(width, atLeastOne(height * step.size.aspect)), height };
      break;
    case 'pixels':
      canvas = { width: Math.max(width, step.size.width), height: Math.max(height, step.size.height) };
      break;
    case 'margin': {
      const margin =
        step.size.unit === '%'
          ? Math.round((Math.max(width, height) * step.size.margin) / 100)
          : Math.round(step.size.margin);
      canvas = { width: width + 2 * margin, height: height + 2 * margin };
      break;
    }
  }
  const { left, top } = placeBox(step.gravity, canvas, size);
  return { canvas, left, top };
}

/** Where a box of the inner size lies in the outer one for a compass direction. */
export function placeBox(gravity: string, outer: Size, inner: Size): { left: number; top: number } {
  const x = gravity.includes('west') ? 0 : gravity.includes('east') ? 1 : 0.5;
  const y = gravity.startsWith('north') ? 0 : gravity.startsWith('south') ? 1 : 0.5;
  return { left: Math.floor((outer.width - inner.width) * x), top: Math.floor((outer.height - inner.height) * y) };
}

/** Canvas that holds the turned picture, px. */
export function rotatedCanvas(angle: number, size: Size): Size {
  const quarter = ((Math.round(angle) % 360) + 360) % 360;
  if (angle % 90 === 0) return quarter % 180 === 0 ? size : { width: size.height, height: size.width };
  const a = (angle * Math.PI) / 180;
  const sin = Math.abs(Math.sin(a));
  const cos = Math.abs(Math.cos(a));
  return {
    width: atLeastOne(size.width * cos + size.height * sin),
    height: atLeastOne(size.width * sin + size.height * cos),
  };
}

/**
 * Largest upright rectangle without corners inside a picture turned by `angle`, px. Case analysis by which sides touch:
 * when the picture is long and thin enough, only the long sides limit it, otherwise all four do.
 */
export function inscribedSize(angle: number, size: Size): Size {
  if (angle % 90 === 0) return rotatedCanvas(angle, size);
  const a = (angle * Math.PI) / 180;
  const sin = Math.abs(Math.sin(a));
  const cos = Math.abs(Math.cos(a));
  const wide = size.width >= size.height;
  const long = wide ? size.width : size.height;
  const short = wide ? size.height : size.width;
  let w: number;
  let h: number;
  if (short <= 2 * sin * cos * long || Math.abs(sin - cos) < 1e-10) {
    const x = short / 2;
    [w, h] = wide ? [x / sin, x / cos] : [x / cos, x / sin];
  } else {
    const cos2 = cos * cos - sin * sin;
    [w, h] = [(size.width * cos - size.height * sin) / cos2, (size.height * cos - size.width * sin) / cos2];
  }
  return { width: Math.max(1, Math.floor(w)), height: Math.max(1, Math.floor(h)) };
}

export function rotatedSize(step: RotateStep, size: Size): Size {
  return step.autocrop ? inscribedSize(step.angle, size) : rotatedCanvas(step.angle, size);
}

/** Size after one geometry step; `pending` is the EXIF orientation not yet applied. */
export function sizeAfter(step: GeometryStep, size: Size, pending = 1): Size {
  switch (step.kind) {
    case 'orient':
      return pending >= 5 ? { width: size.height, height: size.width } : size;
    case 'resize':
      return resizedSize(step, size);
    case 'crop':
      return croppedSize(step, size);
    case 'rotate':
      return rotatedSize(step, size);
    case 'flip':
      return size;
    case 'pad':
      return paddedBox(step, size).canvas;
  }
}
