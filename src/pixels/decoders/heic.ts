import { SafelightError } from '../../contract/errors.ts';
import type { ImageFacts } from '../../contract/run.ts';
import { describeProfile } from '../colour/icc-read.ts';
import { blocksOf } from '../metadata/blocks.ts';
import { exifFacts } from '../metadata/exif-facts.ts';
import type { Samples } from './as-tiff.ts';
import { codingPoints, isHdr, profileOfCodingPoints } from './coding-points.ts';
import { endsEarly } from './failures.ts';
import { decodeSamples, foreignFailure, truncated } from './foreign.ts';
import type { Decoded, DecodeOptions, Decoder } from './port.ts';
import { readHeader } from './sharp-header.ts';
import { instantiate, wasmModule } from './wasm-module.ts';

/** libheif's numbers in its own enumerations are objects of embind; they are handed back as they came. */
interface Libheif {
  ready?: Promise<unknown>;
  heif_context_alloc(): object | null;
  heif_context_free(context: object): void;
  heif_context_read_from_memory(context: object, bytes: Uint8Array): { code: unknown; message?: string };
  heif_context_get_primary_image_handle(context: object): HeifResult;
  heif_js_decode_image2(handle: object, colourSpace: unknown, chroma: unknown): HeifImage & HeifResult;
  heif_image_handle_has_alpha_channel(handle: object): number;
  heif_image_handle_release(handle: object): void;
  heif_image_release(image: object): void;
  heif_error_code: { heif_error_Ok: unknown };
  heif_colorspace: { heif_colorspace_RGB: unknown };
  heif_chroma: Record<string, unknown>;
}
interface HeifResult {
  code?: unknown;
  message?: string;
}
interface HeifImage {
  image: object;
  channels: { width: number; height: number; stride: number; data: Uint8Array }[];
}

/**
 * HEIC and HEIF with HEVC, by libheif in WebAssembly. libvips (without HEVC) reads the container: size, metadata, profile.
 * libheif has applied the container's turn and mirror, which stand above the EXIF tag (ISO/IEC 23008-12 6.5.10); the tag
 * is never applied again.
 */
export const heicDecoder: Decoder = {
  async probe(bytes, name, format): Promise<ImageFacts> {
    const header = await heicHeader(bytes, name);
    const points = codingPoints(bytes, 'avif');
    const bits = header.bitsPerSample ?? 8;
    return {
      format,
      width: header.width,
      height: header.height,
      orientation: 1,
      depth: bits > 8 ? 16 : 8,
      channels: header.hasAlpha ? 4 : 3,
      hasAlpha: header.hasAlpha,
      pages: header.pages ?? 1,
      space: 'srgb',
      profile: header.icc
        ? describeProfile(header.icc)
        : ((points && profileOfCodingPoints(points)?.description) ?? null),
      bytes: bytes.length,
      exif: exifFacts(blocksOf(header, bytes)),
    };
  },

  async decode(bytes: Uint8Array, facts: ImageFacts, options: DecodeOptions): Promise<Decoded> {
    const { name } = options;
    const header = await heicHeader(bytes, name);
    const points = codingPoints(bytes, 'avif');
    const icc = header.icc ?? (points ? (profileOfCodingPoints(points)?.icc ?? null) : null);
    const samples = await heicSamples(bytes, name, facts.depth > 8 ? (header.bitsPerSample ?? 10) : 8, icc);
    const { raster, notes } = await decodeSamples(samples, facts, options);
    if (facts.pages > 1) notes.unshift(`The file has ${facts.pages} pictures; the main one is used.`);
    if (!header.icc && points && isHdr(points)) {
      notes.push('An HDR picture (PQ or HLG), which is shown without its HDR range.');
    }
    return { raster, notes };
  },

  async metadata(bytes) {
    const header = await heicHeader(bytes, 'source');
    const density = header.density && header.density !== 72 ? header.density : null;
    return { blocks: blocksOf(header, bytes), density };
  },
};

async function heicHeader(bytes: Uint8Array, name: string) {
  const rare = (cause?: unknown): SafelightError =>
    new SafelightError(
      'unsupported_format',
      `“${name}” is a kind of HEIF that Safelight cannot read: only HEVC pictures are. Export it as JPEG, PNG or TIFF.`,
      { cause },
    );
  try {
    const header = await readHeader(bytes, name, 'heic');
    if (header.format === 'heif' && header.compression === 'hevc') return header;
  } catch (thrown) {
    // What libvips says of containers that it does not know, such as those of ISO/IEC 23008-12:2024.
    const cause = thrown instanceof SafelightError ? thrown.cause : null;
    if (!(cause instanceof Error && /unsupported image format/i.test(cause.message))) throw thrown;
    throw rare(thrown);
  }
  throw rare();
}

/** The main picture as RGB(A), 8 bits or (for 10 and 12 bits) widened to 16. */
async function heicSamples(bytes: Uint8Array, name: string, bits: number, icc: Uint8Array | null): Promise<Samples> {
  if (endsEarly(bytes, 'avif')) throw truncated(name, 'HEIC');
  try {
    const heif = await openLibheif();
    const context = heif.heif_context_alloc();
    if (!context) throw new RangeError('heif_context_alloc');
    const read = heif.heif_context_read_from_memory(context, bytes);
    if (read.code !== heif.heif_error_code.heif_error_Ok) throw new Error(read.message);
    const handle = heif.heif_context_get_primary_image_handle(context);
    if (!handle || handle.code) throw new Error(handle?.message);
    const alpha = heif.heif_image_handle_has_alpha_channel(handle) !== 0;
    const chroma = `heif_chroma_interleaved_${bits > 8 ? (alpha ? 'RRGGBBAA_LE' : 'RRGGBB_LE') : alpha ? 'RGBA' : 'RGB'}`;
    const decoded = await heif.heif_js_decode_image2(
      handle,
      heif.heif_colorspace.heif_colorspace_RGB,
      heif.heif_chroma[chroma],
    );
    if (!decoded || decoded.code) throw new Error(decoded?.message);
    const plane = decoded.channels[0];
    if (!plane) throw new Error('no picture');
    const data = packed(plane, alpha ? 4 : 3, bits);
    return { data, width: plane.width, height: plane.height, space: 'rgb', alpha, icc, orientation: 1 };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : '';
    if (/security limit|too large|exceed/i.test(message)) {
      throw new SafelightError(
        'image_too_large',
        `“${name}” goes beyond the limits that protect against oversized pictures.`,
        { cause: thrown },
      );
    }
    throw foreignFailure(thrown, name, 'HEIC');
  }
}

/** Rows without padding; samples of `bits` > 8 widened to 16 by repeating their upper bits. */
function packed(
  { width, height, stride, data }: HeifImage['channels'][number],
  channels: number,
  bits: number,
): Uint8Array | Uint16Array {
  const row = width * channels * (bits > 8 ? 2 : 1);
  const tight = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) tight.set(data.subarray(y * stride, y * stride + row), y * row);
  if (bits <= 8) return tight;
  const words = new Uint16Array(tight.buffer);
  const up = 16 - bits;
  const down = 2 * bits - 16;
  for (let i = 0; i < words.length; i++) words[i] = (words[i]! << up) | (words[i]! >> down);
  return words;
}

async function openLibheif(): Promise<Libheif> {
  const module = await wasmModule('libheif-js/libheif-wasm/libheif.wasm');
  const { default: factory } = await import('libheif-js/libheif-wasm/libheif.js');
  // CommonJS whose types say otherwise.
  const open = factory as unknown as (options: object) => Libheif;
  const heif = open({ instantiateWasm: instantiate(module), print() {}, printErr() {} });
  await heif.ready;
  return heif;
}
