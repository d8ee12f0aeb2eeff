import { SafelightError } from '../../contract/errors.ts';
import type { ImageFacts } from '../../contract/run.ts';
import { type Samples, tiffOf } from './as-tiff.ts';
import type { Decoded, DecodeOptions } from './port.ts';
import { sharpDecoder } from './sharp-picture.ts';

/** Makes the raster of samples that another decoder than sharp has read; `facts` are those of the file. */
export async function decodeSamples(samples: Samples, facts: ImageFacts, options: DecodeOptions): Promise<Decoded> {
  const { width, height, orientation } = samples;
  const turned = orientation >= 5;
  if ((turned ? height : width) !== facts.width || (turned ? width : height) !== facts.height) {
    throw new SafelightError(
      'image_corrupt',
      `“${options.name}” is damaged: its header says ${facts.width} × ${facts.height} px, its content ${width} × ${height}. Use another copy of it.`,
    );
  }
  const depth = samples.data instanceof Uint16Array ? 16 : 8;
  return sharpDecoder.decode(tiffOf(samples), { ...facts, format: 'tiff', orientation, depth, pages: 1 }, options);
}

/** What a WebAssembly decoder threw over a file, as an error that a person understands. The original is the cause. */
export function foreignFailure(thrown: unknown, name: string, kind: string): SafelightError {
  if (thrown instanceof SafelightError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof RangeError || /out of memory|memory allocation|enlarge memory|OOM/i.test(message)) {
    return new SafelightError('out_of_memory', `There was not enough memory to open “${name}”.`, { cause: thrown });
  }
  return new SafelightError(
    'image_corrupt',
    `“${name}” is damaged or incomplete: its ${kind} data cannot be decoded. Use another copy of it.`,
    { cause: thrown },
  );
}

export function truncated(name: string, kind: string): SafelightError {
  return new SafelightError(
    'image_truncated',
    `“${name}” is incomplete: the ${kind} data ends too early. Copy it again from the card or the source.`,
  );
}
