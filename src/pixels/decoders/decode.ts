import type { ImageFacts } from '../../contract/run.ts';
import { decoderFor } from './all.ts';
import { tooLarge } from './failures.ts';
import type { Decoded, DecodeOptions } from './port.ts';

/**
 * Decodes the first picture of a file to a raster in the file's own RGB encoding (docs/architecture.md, Colour).
 * Throws `image_too_large`, `image_truncated`, `image_corrupt`, `unsupported_format`, `out_of_memory`, each naming the file.
 */
export async function decode(bytes: Uint8Array, facts: ImageFacts, options: DecodeOptions): Promise<Decoded> {
  const { name, maxPixels } = options;
  if (facts.width * facts.height > maxPixels) throw tooLarge(name, facts.width, facts.height, maxPixels);
  const decoder = await decoderFor(facts.format);
  return decoder.decode(bytes, facts, options);
}
