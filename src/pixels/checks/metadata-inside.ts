import type { ImageFacts } from '../../contract/run.ts';
import { decoderFor } from '../decoders/all.ts';
import { entryOf, openExif, TAG } from '../metadata/exif-structure.ts';

/** EXIF that says anything about the picture or who made it; what the file itself needs (orientation, resolution) is none. */
const TELLING = [
  TAG.description,
  TAG.make,
  TAG.model,
  TAG.dateTime,
  TAG.artist,
  TAG.copyright,
  TAG.exifDirectory,
  TAG.gpsDirectory,
];

/** Whether a file tells where a picture was taken, and whether it tells anything at all beside its profile. */
export async function metadataInside(
  bytes: Uint8Array,
  { format }: Pick<ImageFacts, 'format'>,
): Promise<{ gps: boolean; metadata: boolean }> {
  const decoder = await decoderFor(format);
  const { blocks } = await decoder.metadata(bytes, format);
  const data = blocks.exif && openExif(blocks.exif);
  const has = (tag: number): boolean => Boolean(data && entryOf(data.first, tag));
  return {
    gps: has(TAG.gpsDirectory) || /exif:GPS|geo:lat/.test(blocks.xmp ?? ''),
    metadata: blocks.xmp !== null || blocks.iptc !== null || TELLING.some(has),
  };
}
