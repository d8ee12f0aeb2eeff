import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { builtInProfile } from '../../src/pixels/colour/profiles.ts';
import type { Raster } from '../../src/pixels/raster.ts';
import type { ProfileName } from '../../src/workflow/plan/steps.ts';

export interface PictureOptions {
  width?: number;
  height?: number;
  /** Other seeds give other scenes. */
  seed?: number;
  depth?: 8 | 16;
  /** `translucent`: nowhere wholly clear; `cut-out`: clear corners, a soft edge, an opaque middle. */
  alpha?: 'translucent' | 'cut-out';
  profile?: ProfileName;
  /** EXIF orientation still to be applied. */
  orientation?: number;
}

type Rgb = readonly [number, number, number];

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
const smooth = (from: number, to: number, x: number): number => {
  const t = Math.min(1, Math.max(0, (x - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** Small repeatable random numbers in 0–1 (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = (seed * 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A picture like a photo, made of what photos are made of: a graded sky, a soft horizon, lit and shaded balls with edges
 * about one pixel wide, a woven texture, a strip of strong colours, deep shadow and a highlight. No noise, so that
 * differences between two ways of computing mean something. The same options give the same pixels.
 */
export function photo(options: PictureOptions = {}): Raster {
  const { width = 120, height = 80, seed = 1, depth = 8, alpha, profile = 'srgb', orientation = 1 } = options;
  const scene = sceneOf(seed, width, height);
  const channels = alpha === undefined ? 3 : 4;
  const range = depth === 16 ? 65535 : 255;
  const data = depth === 16 ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const rgb = scene(x + 0.5, y + 0.5);
      for (let c = 0; c < 3; c++) data[at + c] = Math.round(Math.min(1, Math.max(0, rgb[c]!)) * range);
      if (alpha !== undefined)
        data[at + 3] = Math.round(opacityAt(alpha, (x + 0.5) / width, (y + 0.5) / height) * range);
    }
  }
  return { data, width, height, channels, depth, profile: builtInProfile(profile), orientation };
}

function opacityAt(alpha: 'translucent' | 'cut-out', u: number, v: number): number {
  const cover = 1 - smooth(0.45, 0.62, Math.hypot(u - 0.5, v - 0.5));
  return alpha === 'cut-out' ? cover : mix(0.3, 1, cover);
}

function sceneOf(seed: number, width: number, height: number): (x: number, y: number) => Rgb {
  const random = randomNumbers(seed);
  const horizon = height * mix(0.35, 0.6, random());
  const hue = random();
  const balls = Array.from({ length: 5 }, () => ({
    x: width * random(),
    y: height * mix(0.2, 0.95, random()),
    r: Math.min(width, height) * mix(0.07, 0.22, random()),
    colour: [random(), random(), random()] as Rgb,
  }));
  const pitch = mix(5, 11, random());
  return (x, y) => {
    const up = Math.min(1, y / horizon);
    const sky: Rgb = [mix(0.25, 0.9, up * up), mix(0.45, 0.82, up), mix(0.8, 0.7 + 0.2 * hue, up)];
    const weave = 0.5 + 0.25 * Math.sin((x / pitch) * 2 * Math.PI) * Math.sin((y / pitch) * 2 * Math.PI);
    const far = smooth(horizon, height, y);
    const ground: Rgb = [mix(0.35, 0.12, far) * (0.6 + weave), mix(0.4, 0.2, far) * (0.6 + weave), 0.15 + 0.2 * weave];
    const land = smooth(horizon - 1.5, horizon + 1.5, y);
    let rgb: Rgb = [mix(sky[0], ground[0], land), mix(sky[1], ground[1], land), mix(sky[2], ground[2], land)];
    for (const { x: cx, y: cy, r, colour } of balls) {
      const distance = Math.hypot(x - cx, y - cy);
      const cover = 1 - smooth(r - 0.7, r + 0.7, distance);
      if (cover === 0) continue;
      const lit = Math.max(0.05, 0.75 - 0.6 * ((x - cx + (y - cy)) / (2 * r)));
      const glint = Math.exp(-(((x - cx + r * 0.4) ** 2 + (y - cy + r * 0.4) ** 2) / (r * r * 0.04)));
      rgb = [0, 1, 2].map((c) => mix(rgb[c]!, colour[c]! * lit + 0.8 * glint, cover)) as unknown as Rgb;
    }
    const strip = smooth(height * 0.9, height * 0.9 + 1.4, y);
    const swatch = Math.floor((x / width) * 8);
    const strong: Rgb = [swatch & 1 ? 0.9 : 0.08, swatch & 2 ? 0.85 : 0.06, swatch & 4 ? 0.95 : 0.1];
    return [mix(rgb[0], strong[0], strip), mix(rgb[1], strong[1], strip), mix(rgb[2], strong[2], strip)];
  };
}

export interface FileOptions {
  format?: 'png' | 'jpeg' | 'webp' | 'tiff';
  quality?: number;
  /** Embed the raster's profile; without it readers take the picture for sRGB. */
  embedProfile?: boolean;
}

/** The raster as a file in memory, with its orientation as EXIF tag. */
export async function fileOf(raster: Raster, options: FileOptions = {}): Promise<Buffer> {
  const { format = 'png', quality = 92, embedProfile = raster.profile.key !== 'srgb' } = options;
  const { width, height, channels, data, depth } = raster;
  let pipeline = sharp(data, { raw: { width, height, channels } });
  if (depth === 16) pipeline = pipeline.pipelineColourspace('rgb16').toColourspace('rgb16');
  pipeline =
    format === 'png'
      ? pipeline.png()
      : format === 'jpeg'
        ? pipeline.jpeg({ quality, chromaSubsampling: '4:2:0' })
        : format === 'webp'
          ? pipeline.webp({ quality })
          : pipeline.tiff({ compression: 'deflate' });
  let bytes: Buffer = await pipeline.toBuffer();
  if (embedProfile) bytes = withProfile(bytes, raster.profile.icc);
  return raster.orientation === 1 ? bytes : withOrientation(bytes, raster.orientation);
}

/** The file with the profile put in by hand: sharp would convert the pixels to it. PNG and JPEG. */
function withProfile(bytes: Buffer, icc: Uint8Array): Buffer {
  return isJpeg(bytes)
    ? withSegment(bytes, 0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), icc]))
    : withChunk(bytes, 'iCCP', Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(icc)]));
}

/** The file with an EXIF block that holds the orientation alone. PNG and JPEG. */
function withOrientation(bytes: Buffer, orientation: number): Buffer {
  // Little-endian TIFF, one entry: tag 0x112, type short, one value.
  const tiff = Buffer.from([
    73,
    73,
    42,
    0,
    8,
    0,
    0,
    0,
    1,
    0,
    0x12,
    1,
    3,
    0,
    1,
    0,
    0,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
  ]);
  return isJpeg(bytes)
    ? withSegment(bytes, 0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]))
    : withChunk(bytes, 'eXIf', tiff);
}

const isJpeg = (bytes: Buffer): boolean => bytes[0] === 0xff;

function withSegment(jpeg: Buffer, marker: number, body: Buffer): Buffer {
  const length = body.length + 2;
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, marker, length >> 8, length & 255]),
    body,
    jpeg.subarray(2),
  ]);
}

function withChunk(png: Buffer, type: string, data: Buffer): Buffer {
  if (png[0] !== 0x89) throw new Error('Only PNG and JPEG can be given a profile or an orientation.');
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  // Behind the signature (8 bytes) and IHDR (25 bytes).
  return Buffer.concat([png.subarray(0, 33), length, body, check, png.subarray(33)]);
}
