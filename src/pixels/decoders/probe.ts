import { SafelightError } from '../../contract/errors.ts';
import type { ImageFacts } from '../../contract/run.ts';
import { decoderFor } from './all.ts';
import { unsupportedFormat } from './failures.ts';
import { namedLikePicture, type ReadableFormat, sniff } from './signature.ts';

/**
 * Reads a file's header: what it is, how large, which metadata; no pixel is decoded. Accepts every picture whose bytes are
 * readable, whatever its name says. Throws `file_empty`, `not_an_image`, `unsupported_format`, `image_truncated`,
 * `image_corrupt`, `image_too_large`, each naming the file.
 */
export async function probe(bytes: Uint8Array, name: string): Promise<ImageFacts> {
  const format = readableFormat(bytes, name);
  const decoder = await decoderFor(format);
  return decoder.probe(bytes, name, format);
}

/** The format by the first bytes; throws when it is none that can be read. */
function readableFormat(bytes: Uint8Array, name: string): ReadableFormat {
  if (bytes.length === 0) throw new SafelightError('file_empty', `“${name}” is empty (0 bytes). Copy it again.`);
  const signature = sniff(bytes, name);
  switch (signature.kind) {
    case 'readable':
      return signature.format;
    case 'unsupported':
      throw unsupportedFormat(name, signature.what);
    case 'other':
      throw new SafelightError('not_an_image', `“${name}” is ${signature.what}, not a picture.`);
    case 'unknown':
      if (namedLikePicture(name)) {
        throw new SafelightError(
          'image_corrupt',
          `“${name}” is damaged: it is named like a picture, but its content is not that of any picture format. Use another copy of it.`,
        );
      }
      throw new SafelightError('not_an_image', `“${name}” is not a picture.`);
  }
}
