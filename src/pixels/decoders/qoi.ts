import type { ImageFacts } from '../../contract/run.ts';
import { NO_METADATA } from '../metadata/blocks.ts';
import { decodeSamples, foreignFailure, truncated } from './foreign.ts';
import type { Decoder } from './port.ts';

/** QOI, “Quite OK Image Format” (specification version 1.0, 2022). */
export const qoiDecoder: Decoder = {
  async probe(bytes, name, format): Promise<ImageFacts> {
    const { width, height, alpha } = readHeader(bytes, name);
    return {
      format,
      width,
      height,
      orientation: 1,
      depth: 8,
      channels: alpha ? 4 : 3,
      hasAlpha: alpha,
      pages: 1,
      space: 'srgb',
      profile: null,
      bytes: bytes.length,
      exif: {},
    };
  },

  async decode(bytes, facts, options) {
    const { width, height, alpha } = readHeader(bytes, options.name);
    const data = pixelsOf(bytes, { width, height, alpha });
    if (data === null) throw truncated(options.name, 'QOI');
    const samples = { data, width, height, space: 'rgb' as const, alpha, icc: null, orientation: 1 };
    const { raster } = await decodeSamples(samples, facts, options);
    // sRGB by definition; the header's “all channels linear” is for data that is no picture.
    return { raster, notes: [] };
  },

  async metadata() {
    return { blocks: NO_METADATA, density: null };
  },
};

interface Header {
  width: number;
  height: number;
  alpha: boolean;
}
const HEADER = 14;

function readHeader(bytes: Uint8Array, name: string): Header {
  if (bytes.length < HEADER) throw truncated(name, 'QOI');
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const [width, height, channels] = [view.getUint32(4), view.getUint32(8), bytes[12]];
  if (width === 0 || height === 0 || (channels !== 3 && channels !== 4)) {
    throw foreignFailure(new Error(`${width} × ${height}, ${channels} channels`), name, 'QOI');
  }
  return { width, height, alpha: channels === 4 };
}

/** Null when the data ends before the last pixel. */
function pixelsOf(bytes: Uint8Array, { width, height, alpha }: Header): Uint8Array | null {
  const channels = alpha ? 4 : 3;
  const data = new Uint8Array(width * height * channels);
  const seen = new Uint8Array(64 * 4);
  let [r, g, b, a] = [0, 0, 0, 255];
  let run = 0;
  let at = HEADER;
  for (let to = 0; to < data.length; to += channels) {
    if (run > 0) run--;
    else {
      const tag = bytes[at++];
      if (tag === undefined) return null;
      if (tag >= 0xfe) {
        [r, g, b] = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
        at += 3;
        if (tag === 0xff) a = bytes[at++] ?? 255;
      } else if (tag >> 6 === 0)
        [r, g, b, a] = seen.subarray(tag * 4, tag * 4 + 4) as unknown as [number, number, number, number];
      else if (tag >> 6 === 1) {
        r = (r + ((tag >> 4) & 3) - 2) & 255;
        g = (g + ((tag >> 2) & 3) - 2) & 255;
        b = (b + (tag & 3) - 2) & 255;
      } else if (tag >> 6 === 2) {
        const green = (tag & 63) - 32;
        const more = bytes[at++] ?? 0;
        r = (r + green - 8 + (more >> 4)) & 255;
        g = (g + green) & 255;
        b = (b + green - 8 + (more & 15)) & 255;
      } else run = tag & 63;
      seen.set([r, g, b, a], ((r * 3 + g * 5 + b * 7 + a * 11) % 64) * 4);
    }
    data[to] = r;
    data[to + 1] = g;
    data[to + 2] = b;
    if (alpha) data[to + 3] = a;
  }
  return data;
}
