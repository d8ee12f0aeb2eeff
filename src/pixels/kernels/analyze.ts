import type { ImageFacts } from '../../contract/run.ts';
import type { Raster } from '../raster.ts';
import { colourFunction } from './colour-ops.ts';
import { colourPalette } from './palette.ts';

/** Longest side of the smaller picture that is measured, px: detail is then compared at one scale. */
const MEASURED_EDGE = 1024;
/** EXIF basics that are handed on under their own names. */
const EXIF_FIELDS = ['lens', 'iso', 'fNumber', 'exposureTime', 'focalLength', 'takenAt', 'artist', 'copyright'];

/**
 * Measures a picture; the same one always gives the same result. Colours are sRGB.
 *
 * - `width`, `height`, `format` (of the source file)
 * - `dominantColor`: `#rrggbb`; `palette`: up to six `{ color, share }`, shares 0–1, the largest first
 * - `sharpness`: variance of the Laplacian (4-neighbour, Pech-Pacheco 2000) of the luma in levels of 255, measured on the
 *   picture averaged down to 1024 px at most; below about 50 soft or empty, above 500 crisp or noisy
 * - `brightness`: mean L* (CIELAB) / 100, 0–1
 * - `hasAlpha`: some pixel really is not opaque
 * - `camera` (make and model) and EXIF basics, where the file has them
 */
export function analyze(raster: Raster, facts: ImageFacts): Record<string, unknown> {
  const small = measuredPixels(raster);
  const palette = colourPalette(small.rgb, small.alpha);
  return {
    width: raster.width,
    height: raster.height,
    format: facts.format,
    dominantColor: palette[0]?.color ?? '#000000',
    palette,
    sharpness: rounded(laplacianVariance(small), 2),
    brightness: rounded(meanLightness(small), 4),
    hasAlpha: isTransparentSomewhere(raster),
    ...exifBasics(facts),
  };
}

/** The picture averaged down by a whole factor: sRGB levels (0–255, with fractions) and alpha 0–1. */
interface MeasuredPixels {
  width: number;
  height: number;
  rgb: Float32Array;
  alpha: Float32Array;
}

function measuredPixels(raster: Raster): MeasuredPixels {
  const { data, channels } = raster;
  const factor = Math.max(1, Math.ceil(Math.max(raster.width, raster.height) / MEASURED_EDGE));
  const width = Math.max(1, Math.floor(raster.width / factor));
  const height = Math.max(1, Math.floor(raster.height / factor));
  const across = Math.min(factor, raster.width);
  const down = Math.min(factor, raster.height);
  const max = raster.depth === 8 ? 255 : 65535;
  const rgb = new Float32Array(width * height * 3);
  const alpha = new Float32Array(width * height).fill(1);
  const toSrgb = colourFunction([{ op: 'convertProfile', profile: 'srgb' }], raster.profile);
  const pixel = new Float64Array(3);
  for (let y = 0, n = 0; y < height; y++) {
    for (let x = 0; x < width; x++, n++) {
      let r = 0;
      let g = 0;
      let b = 0;
      let a = 0;
      for (let v = 0; v < down; v++) {
        let at = ((y * factor + v) * raster.width + x * factor) * channels;
        for (let u = 0; u < across; u++, at += channels) {
          r += data[at]!;
          g += data[at + 1]!;
          b += data[at + 2]!;
          if (channels === 4) a += data[at + 3]!;
        }
      }
      const scale = 1 / (across * down * max);
      pixel[0] = r * scale;
      pixel[1] = g * scale;
      pixel[2] = b * scale;
      if (!toSrgb.identity) toSrgb.apply(pixel);
      rgb[n * 3] = level(pixel[0]);
      rgb[n * 3 + 1] = level(pixel[1]);
      rgb[n * 3 + 2] = level(pixel[2]);
      if (channels === 4) alpha[n] = a * scale;
    }
  }
  return { width, height, rgb, alpha };
}

function level(encoded: number): number {
  return Math.min(1, Math.max(0, encoded)) * 255;
}

function laplacianVariance({ width, height, rgb }: MeasuredPixels): number {
  if (width < 3 || height < 3) return 0;
  const luma = new Float32Array(width * height);
  for (let i = 0; i < luma.length; i++) {
    luma[i] = 0.299 * rgb[i * 3]! + 0.587 * rgb[i * 3 + 1]! + 0.114 * rgb[i * 3 + 2]!;
  }
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const value = luma[i - 1]! + luma[i + 1]! + luma[i - width]! + luma[i + width]! - 4 * luma[i]!;
      sum += value;
      squares += value * value;
    }
  }
  const count = (width - 2) * (height - 2);
  return squares / count - (sum / count) ** 2;
}

/** Mean L* / 100 over what is opaque, each pixel weighed by its alpha. */
function meanLightness({ rgb, alpha }: MeasuredPixels): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < alpha.length; i++) {
    const luminance =
      0.2126 * lightOf(rgb[i * 3]!) + 0.7152 * lightOf(rgb[i * 3 + 1]!) + 0.0722 * lightOf(rgb[i * 3 + 2]!);
    const lightness = luminance > 216 / 24389 ? 116 * Math.cbrt(luminance) - 16 : (luminance * 24389) / 27;
    sum += lightness * alpha[i]!;
    weight += alpha[i]!;
  }
  return weight === 0 ? 0 : Math.min(1, Math.max(0, sum / weight / 100));
}

/** IEC 61966-2-1, of a level 0–255. */
function lightOf(value: number): number {
  const v = value / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

function isTransparentSomewhere({ data, channels, depth }: Raster): boolean {
  if (channels === 3) return false;
  const opaque = depth === 8 ? 255 : 65535;
  for (let i = 3; i < data.length; i += 4) if (data[i] !== opaque) return true;
  return false;
}

function exifBasics({ exif }: ImageFacts): Record<string, string | number> {
  const result: Record<string, string | number> = {};
  const make = String(exif['make'] ?? '').trim();
  const model = String(exif['model'] ?? '').trim();
  // Many cameras repeat the maker in the model.
  const repeats = model.toLowerCase().startsWith(make.toLowerCase());
  const camera = repeats ? model : `${make} ${model}`.trim();
  if (camera !== '') result['camera'] = camera;
  for (const field of EXIF_FIELDS) {
    const value = exif[field];
    if (value !== undefined) result[field] = value;
  }
  return result;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
