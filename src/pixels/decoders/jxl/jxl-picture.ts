import { SafelightError } from '../../../contract/errors.ts';
import type { ImageFacts } from '../../../contract/run.ts';
import { builtInProfile } from '../../colour/profiles.ts';
import { exifFacts } from '../../metadata/exif-facts.ts';
import { unsupportedFormat } from '../failures.ts';
import { decodeSamples, foreignFailure, truncated } from '../foreign.ts';
import type { Decoder } from '../port.ts';
import { instantiate, wasmModule } from '../wasm-module.ts';
import { type CodestreamHeader, readCodestreamHeader } from './codestream-header.ts';
import { openJxl } from './container.ts';

interface JxlModule {
  decode(bytes: Uint8Array): { data: Uint8ClampedArray; width: number; height: number } | null;
}

/**
 * JPEG XL by libjxl in WebAssembly (the build of Squoosh). It hands out 8-bit sRGB, converted by skcms from whatever the file
 * has, upright, and the first frame of an animation.
 */
export const jxlDecoder: Decoder = {
  async probe(bytes, name, format): Promise<ImageFacts> {
    const { codestream, blocks, endsEarly } = openJxl(bytes);
    const header = readCodestreamHeader(codestream);
    if (!header) {
      if (endsEarly || bytes.length < 64) throw truncated(name, 'JPEG XL');
      throw foreignFailure(new Error('no codestream header'), name, 'JPEG XL');
    }
    if (header.black) throw unsupportedFormat(name, 'a CMYK JPEG XL picture');
    const turned = header.orientation >= 5;
    return {
      format,
      width: turned ? header.height : header.width,
      height: turned ? header.width : header.height,
      // The decoder has turned it.
      orientation: 1,
      depth: 8,
      channels: header.alpha ? 4 : 3,
      hasAlpha: header.alpha,
      pages: header.animated ? 2 : 1,
      space: 'srgb',
      profile: builtInProfile('srgb').description,
      bytes: bytes.length,
      exif: exifFacts(blocks),
    };
  },

  async decode(bytes, facts, options) {
    const { name } = options;
    const { codestream, endsEarly } = openJxl(bytes);
    if (endsEarly) throw truncated(name, 'JPEG XL');
    const header = readCodestreamHeader(codestream);
    const { data, width, height } = await pixelsOf(bytes, name);
    const samples = {
      data: facts.hasAlpha ? new Uint8Array(data.buffer, data.byteOffset, data.length) : withoutAlpha(data),
      width,
      height,
      space: 'rgb' as const,
      alpha: facts.hasAlpha,
      icc: builtInProfile('srgb').icc,
      orientation: 1,
    };
    const { raster, notes } = await decodeSamples(samples, facts, options);
    return { raster, notes: [...(header ? notesOf(header) : []), ...notes] };
  },

  async metadata(bytes) {
    return { blocks: openJxl(bytes).blocks, density: null };
  },
};

async function pixelsOf(bytes: Uint8Array, name: string) {
  const decoder = await openDecoder();
  try {
    const picture = decoder.decode(bytes);
    if (picture) return picture;
  } catch (thrown) {
    throw foreignFailure(thrown, name, 'JPEG XL');
  }
  throw new SafelightError(
    'image_corrupt',
    `“${name}” is damaged or incomplete: its JPEG XL data cannot be decoded. Use another copy of it.`,
  );
}

async function openDecoder(): Promise<JxlModule> {
  const module = await wasmModule('@jsquash/jxl/codec/dec/jxl_dec.wasm');
  const { default: factory } = await import('@jsquash/jxl/codec/dec/jxl_dec.js');
  const options = { noInitialRun: true, instantiateWasm: instantiate(module), print() {}, printErr() {} };
  return (await factory(options as object)) as unknown as JxlModule;
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length >> 2) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from]!;
    rgb[to + 1] = rgba[from + 1]!;
    rgb[to + 2] = rgba[from + 2]!;
  }
  return rgb;
}

function notesOf({ bits, float, animated, plainColour }: CodestreamHeader): string[] {
  return [
    ...(animated ? ['The file is an animation; the first frame is used.'] : []),
    ...(bits > 8 || float ? [`Read with 8 bits a channel instead of ${bits}.`] : []),
    ...(plainColour ? [] : ['Its colours were converted to sRGB.']),
  ];
}
