import type { Decoder } from './port.ts';
import { sharpDecoder } from './sharp-picture.ts';
import type { ReadableFormat } from './signature.ts';

/** Decoders are loaded when the first file of their kind comes: most runs never need WebAssembly. */
const LOADED_ON_DEMAND: Partial<Record<ReadableFormat, () => Promise<Decoder>>> = {
  raw: async () => (await import('./raw/raw-picture.ts')).rawDecoder,
  heic: async () => (await import('./heic.ts')).heicDecoder,
  jxl: async () => (await import('./jxl/jxl-picture.ts')).jxlDecoder,
  psd: async () => (await import('./psd/psd-picture.ts')).psdDecoder,
  bmp: async () => (await import('./bmp.ts')).bmpDecoder,
  qoi: async () => (await import('./qoi.ts')).qoiDecoder,
};

/** The decoder of a format (`ImageFacts.format`); sharp reads what no other one does. */
export function decoderFor(format: string): Promise<Decoder> {
  const load = LOADED_ON_DEMAND[format as ReadableFormat];
  return load ? load() : Promise.resolve(sharpDecoder);
}
