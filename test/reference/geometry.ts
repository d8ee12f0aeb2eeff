import sharp from 'sharp';
import { builtInProfile } from '../../src/pixels/colour/profiles.ts';
import type { RgbProfile } from '../../src/pixels/raster.ts';
import {
  croppedSize,
  paddedBox,
  placeBox,
  resizedSize,
  rotatedSize,
  type Size,
} from '../../src/workflow/plan/geometry.ts';
import type { CropStep, GeometryStep, PadStep, ResizeStep, RotateStep } from '../../src/workflow/plan/steps.ts';
import { type FloatPicture, redrawn, valueAt } from './float-picture.ts';

/**
 * Geometry one step at a time. What only moves pixels is done by looking them up; resizing is libvips' own, in 16 bits, one
 * call for each step and never while decoding; straightening is convolution in double precision.
 */
export async function moved(picture: FloatPicture, step: GeometryStep): Promise<FloatPicture> {
  switch (step.kind) {
    case 'orient':
      return upright(picture);
    case 'resize':
      return resized(picture, step);
    case 'crop':
      return cropped(picture, step);
    case 'rotate':
      return step.angle % 90 === 0 ? turned(picture, step.angle / 90) : straightened(picture, step);
    case 'flip':
      return step.axis === 'horizontal' ? mirrored(picture) : mirrored(turned(picture, 2));
    case 'pad':
      return padded(picture, step);
  }
}

function mirrored(picture: FloatPicture): FloatPicture {
  const { width, height } = picture;
  return redrawn(picture, width, height, (x, y) => [width - 1 - x, y]);
}

/** Quarter turns clockwise. */
function turned(picture: FloatPicture, quarters: number): FloatPicture {
  const { width, height } = picture;
  switch (((quarters % 4) + 4) % 4) {
    case 1:
      return redrawn(picture, height, width, (x, y) => [y, height - 1 - x]);
    case 2:
      return redrawn(picture, width, height, (x, y) => [width - 1 - x, height - 1 - y]);
    case 3:
      return redrawn(picture, height, width, (x, y) => [width - 1 - y, x]);
    default:
      return picture;
  }
}

/** Exif 2.32, Orientation: where row 0 and column 0 of the stored picture belong. */
function upright(picture: FloatPicture): FloatPicture {
  const plain = { ...picture, orientation: 1 };
  switch (picture.orientation) {
    case 2:
      return mirrored(plain);
    case 3:
      return turned(plain, 2);
    case 4:
      return mirrored(turned(plain, 2));
    case 5:
      return mirrored(turned(plain, 1));
    case 6:
      return turned(plain, 1);
    case 7:
      return mirrored(turned(plain, 3));
    case 8:
      return turned(plain, 3);
    default:
      return plain;
  }
}

async function resized(picture: FloatPicture, step: ResizeStep): Promise<FloatPicture> {
  const size = resizedSize(step, picture);
  if (size.width === picture.width && size.height === picture.height) return picture;
  const { width, height, channels } = picture;
  const pixels = Uint16Array.from(picture.data, (value) => Math.round(value * 65535));
  const { data } = await sharp(pixels, { raw: { width, height, channels } })
    .pipelineColourspace('rgb16')
    .resize(size.width, size.height, { fit: 'fill', kernel: step.kernel, fastShrinkOnLoad: false })
    .toColourspace('rgb16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  const values = new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2);
  return { ...picture, ...size, data: Float64Array.from(values, (value) => value / 65535) };
}

function cropped(picture: FloatPicture, step: CropStep): FloatPicture {
  const size = croppedSize(step, picture);
  const { left, top } = placeOf(step, picture, size);
  return redrawn(picture, size.width, size.height, (x, y) => [x + left, y + top]);
}

function placeOf({ place }: CropStep, picture: Size, size: Size): { left: number; top: number } {
  if (place.by === 'gravity') return placeBox(place.gravity, picture, size);
  return {
    left: Math.min(place.left, picture.width - size.width),
    top: Math.min(place.top, picture.height - size.height),
  };
}

function padded(picture: FloatPicture, step: PadStep): FloatPicture {
  const { canvas, left, top } = paddedBox(step, picture);
  return redrawn(
    picture,
    canvas.width,
    canvas.height,
    (x, y) => inside(x - left, y - top, picture),
    colourIn(picture.profile, step.color),
  );
}

function inside(x: number, y: number, { width, height }: Size): readonly [number, number] | null {
  return x >= 0 && y >= 0 && x < width && y < height ? [x, y] : null;
}

/** An sRGB hex colour in the picture's own encoding, clipped; four values when it is not opaque. */
export function colourIn(profile: RgbProfile, hex: string): number[] {
  const [r, g, b, a] = [1, 3, 5, 7].map((at) => Number.parseInt(hex.slice(at, at + 2) || 'ff', 16) / 255);
  const srgb = builtInProfile('srgb');
  const xyz = times(
    srgb.toXyzD50,
    [r!, g!, b!].map((value, c) => srgb.curves[c]!.decode(value)),
  );
  const rgb = times(profile.fromXyzD50, xyz).map((value, c) =>
    Math.min(1, Math.max(0, profile.curves[c]!.encode(value))),
  );
  return a === 1 ? rgb : [...rgb, a!];
}

function times(m: readonly number[], v: readonly number[]): number[] {
  return [0, 3, 6].map((row) => m[row]! * v[0]! + m[row + 1]! * v[1]! + m[row + 2]! * v[2]!);
}

/**
 * Each pixel is fetched from where it was before the turn around the middle, by cubic convolution of the 4×4 pixels around
 * (Keys 1981, a = −½), edges continued. Corners that are not cut take the background, blended over one pixel.
 */
function straightened(picture: FloatPicture, step: RotateStep): FloatPicture {
  const size = rotatedSize(step, picture);
  const background = colourIn(picture.profile, step.background);
  const channels = background.length === 4 && !step.autocrop ? 4 : picture.channels;
  const angle = (step.angle * Math.PI) / 180;
  const data = new Float64Array(size.width * size.height * channels);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const dx = x + 0.5 - size.width / 2;
      const dy = y + 0.5 - size.height / 2;
      const sx = Math.cos(angle) * dx + Math.sin(angle) * dy + picture.width / 2 - 0.5;
      const sy = -Math.sin(angle) * dx + Math.cos(angle) * dy + picture.height / 2 - 0.5;
      const cover = step.autocrop
        ? 1
        : ramp(Math.min(sx, picture.width - 1 - sx) + 1) * ramp(Math.min(sy, picture.height - 1 - sy) + 1);
      const [r, g, b, a] = convolved(picture, sx, sy);
      const over = ramp(a) * cover;
      const under = (background[3] ?? 1) * (1 - cover);
      const alpha = over + under;
      const pixel = [r, g, b].map((value, c) =>
        alpha === 0 ? 0 : Math.min(1, Math.max(0, (value * over + background[c]! * under) / alpha)),
      );
      data.set(channels === 4 ? [...pixel, Math.min(1, Math.max(0, alpha))] : pixel, (y * size.width + x) * channels);
    }
  }
  return { ...picture, ...size, channels, data };
}

const ramp = (value: number): number => Math.min(1, Math.max(0, value));

/** Red, green, blue and alpha between pixels; colours weigh by their alpha. */
function convolved(picture: FloatPicture, x: number, y: number): [number, number, number, number] {
  const sum: [number, number, number, number] = [0, 0, 0, 0];
  for (let py = Math.floor(y) - 1; py <= Math.floor(y) + 2; py++) {
    for (let px = Math.floor(x) - 1; px <= Math.floor(x) + 2; px++) {
      const weight = keys(px - x) * keys(py - y);
      const value = (c: number): number => valueAt(picture, held(px, picture.width), held(py, picture.height), c);
      const alpha = weight * value(3);
      for (let c = 0; c < 3; c++) sum[c]! += alpha * value(c);
      sum[3] += alpha;
    }
  }
  const [r, g, b, a] = sum;
  return a === 0 ? [0, 0, 0, 0] : [r / a, g / a, b / a, a];
}

const held = (at: number, size: number): number => Math.min(size - 1, Math.max(0, at));

function keys(distance: number): number {
  const d = Math.abs(distance);
  if (d < 1) return 1.5 * d ** 3 - 2.5 * d ** 2 + 1;
  return d < 2 ? -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 : 0;
}
