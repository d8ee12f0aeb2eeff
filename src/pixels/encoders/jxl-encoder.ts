import { SafelightError } from '../../contract/errors.ts';
import { instantiate, wasmModule } from '../decoders/wasm-module.ts';
import type { Pixels } from './compress.ts';

interface JxlModule {
  encode(rgba: Uint8Array, width: number, height: number, options: JxlOptions): Uint8Array | null;
}

interface JxlOptions {
  /** 1–9. */
  effort: number;
  quality: number;
  lossless: boolean;
  progressive: boolean;
  /** Edge-preserving filter; −1 leaves it to the encoder. */
  epf: number;
  lossyPalette: boolean;
  decodingSpeedTier: number;
  photonNoiseIso: number;
  lossyModular: boolean;
}

/**
 * A JPEG XL codestream of 8-bit sRGB, by libjxl in WebAssembly (the build of Squoosh, which knows neither other profiles nor
 * 16 bits). `effort` 0–1. Throws `out_of_memory`.
 */
export async function compressJxl(
  pixels: Pixels,
  { quality, lossless, effort }: { quality: number; lossless: boolean; effort: number },
): Promise<Buffer> {
  const { width, height } = pixels;
  const options: JxlOptions = {
    // Above 7 it takes many times as long for a per cent.
    effort: 1 + Math.round(effort * 6),
    quality: lossless ? 100 : quality,
    lossless,
    progressive: false,
    epf: -1,
    lossyPalette: false,
    decodingSpeedTier: 0,
    photonNoiseIso: 0,
    lossyModular: false,
  };
  const encoder = await openEncoder();
  let encoded: Uint8Array | null;
  try {
    encoded = encoder.encode(rgbaOf(pixels), width, height, options);
  } catch (thrown) {
    throw tooMuch(width, height, thrown);
  }
  if (!encoded) throw tooMuch(width, height, null);
  // Out of the instance's memory, which goes with it.
  return Buffer.from(encoded);
}

function tooMuch(width: number, height: number, cause: unknown): SafelightError {
  return new SafelightError(
    'out_of_memory',
    `There was not enough memory to write ${width} × ${height} px as JPEG XL. Resize before the export, or choose AVIF or WebP.`,
    { cause },
  );
}

async function openEncoder(): Promise<JxlModule> {
  const module = await wasmModule('@jsquash/jxl/codec/enc/jxl_enc.wasm');
  const { default: factory } = await import('@jsquash/jxl/codec/enc/jxl_enc.js');
  const options = { noInitialRun: true, instantiateWasm: instantiate(module), print() {}, printErr() {} };
  return (await factory(options as object)) as unknown as JxlModule;
}

function rgbaOf({ data, channels, width, height }: Pixels): Uint8Array {
  if (channels === 4) return data as Uint8Array;
  const rgba = new Uint8Array(width * height * 4);
  for (let from = 0, to = 0; to < rgba.length; from += 3, to += 4) {
    rgba[to] = data[from]!;
    rgba[to + 1] = data[from + 1]!;
    rgba[to + 2] = data[from + 2]!;
    rgba[to + 3] = 255;
  }
  return rgba;
}
