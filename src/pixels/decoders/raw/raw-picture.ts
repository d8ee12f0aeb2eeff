import { SafelightError } from '../../../contract/errors.ts';
import type { ImageFacts } from '../../../contract/run.ts';
import { builtInProfile } from '../../colour/profiles.ts';
import { applyGeometry } from '../../kernels/geometry.ts';
import type { MetadataBlocks } from '../../metadata/blocks.ts';
import { exifFacts } from '../../metadata/exif-facts.ts';
import { pictureDirectories } from '../../metadata/exif-structure.ts';
import type { Raster } from '../../raster.ts';
import { foreignFailure, truncated } from '../foreign.ts';
import type { Decoded, DecodeOptions, Decoder } from '../port.ts';
import { readHeader } from '../sharp-header.ts';
import { sharpDecoder } from '../sharp-picture.ts';
import { DEFAULT_DEVELOPMENT, librawSettings } from './development.ts';
import { type Complaints, type Libraw, type LibrawMetadata, type LibrawSettings, withLibraw } from './libraw.ts';
import { asTiff, containerBlocks, exifOfLibraw, missesStrips } from './raw-metadata.ts';

/**
 * Camera RAW by LibRaw in WebAssembly: developed to 16-bit ProPhoto, or the JPEG that the camera put into the file (see
 * `RawDevelopment`). Facts are those of the developed picture.
 */
export const rawDecoder: Decoder = {
  async probe(bytes, name, format): Promise<ImageFacts> {
    const { metadata, embedded } = await opened(bytes, name);
    const { width, height, orientation } = developedSize(metadata);
    const turned = orientation >= 5;
    const size = embedded && (await uprightSize(embedded));
    return {
      format,
      width: turned ? height : width,
      height: turned ? width : height,
      orientation,
      depth: 16,
      channels: 3,
      hasAlpha: false,
      pages: 1,
      space: 'rgb16',
      profile: builtInProfile('prophoto-rgb').description,
      bytes: bytes.length,
      ...(size ? { embedded: size } : {}),
      exif: exifFacts(blocksOfRaw(bytes, metadata)),
    };
  },

  async decode(bytes, facts, options) {
    const development = options.raw ?? DEFAULT_DEVELOPMENT;
    const { metadata, embedded } = await opened(bytes, options.name);
    if (development.source === 'preview') {
      if (embedded) return embeddedRaster(embedded, options);
      const { raster, notes } = await developed(bytes, facts, metadata, { ...options, raw: development });
      return { raster, notes: ['The camera put no preview into this file; it was developed instead.', ...notes] };
    }
    return developed(bytes, facts, metadata, { ...options, raw: development });
  },

  async metadata(bytes) {
    const { metadata } = await opened(bytes, 'source');
    return { blocks: blocksOfRaw(bytes, metadata), density: null };
  },

  async embedded(bytes, _facts, options) {
    const { embedded } = await opened(bytes, options.name);
    return embedded && embeddedRaster(embedded, options);
  },
};

/** The JPEG that the camera put into the file, and the EXIF orientation of the shot. */
interface EmbeddedPicture {
  jpeg: Uint8Array;
  orientation: number;
}

/** Fewer bytes a pixel than any camera's compression gets by with: the pixels are missing. */
const FEWEST_BYTES = 0.05;
const END_OF_FILE = /unexpected end of file/i;
const CORRUPTED = /corrupt/i;

async function opened(
  bytes: Uint8Array,
  name: string,
): Promise<{ metadata: LibrawMetadata; embedded: EmbeddedPicture | null }> {
  return guarded(name, () =>
    withLibraw(bytes, {}, (libraw) => {
      const metadata = libraw.metadata(true);
      return { metadata, embedded: embeddedOf(libraw, metadata) };
    }),
  );
}

function embeddedOf(libraw: Libraw, metadata: LibrawMetadata): EmbeddedPicture | null {
  const thumbnail = libraw.thumbnailData();
  if (thumbnail?.format !== 'jpeg') return null;
  // Out of the instance's memory.
  const jpeg = new Uint8Array(thumbnail.data);
  const end = Buffer.from(jpeg.buffer).lastIndexOf('\xff\xd9', undefined, 'latin1');
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8 || end < 0) return null;
  return { jpeg, orientation: orientationOfFlip(metadata.flip) };
}

/** EXIF orientation of dcraw's flip code, whose table `50132467` it inverts. */
function orientationOfFlip(flip: number): number {
  return { 0: 1, 1: 2, 3: 3, 2: 4, 4: 5, 6: 6, 7: 7, 5: 8 }[flip] ?? 1;
}

/** As stored: without flip, with pixels made square as LibRaw does it. */
function developedSize({ width, height, pixel_aspect: aspect, flip }: LibrawMetadata) {
  // The package has swapped the sides for these two alone.
  const swapped = flip === 5 || flip === 6;
  const [across, down] = swapped ? [height, width] : [width, height];
  return {
    width: aspect > 1.005 ? Math.floor(across * aspect + 0.5) : across,
    height: aspect < 0.995 && aspect > 0 ? Math.floor(down / aspect + 0.5) : down,
    orientation: orientationOfFlip(flip),
  };
}

function blocksOfRaw(bytes: Uint8Array, metadata: LibrawMetadata): MetadataBlocks {
  const blocks = containerBlocks(bytes);
  return { xmp: null, iptc: null, ...blocks, exif: blocks?.exif ?? exifOfLibraw(metadata) };
}

async function developed(
  bytes: Uint8Array,
  facts: ImageFacts,
  metadata: LibrawMetadata,
  options: DecodeOptions & { raw: NonNullable<DecodeOptions['raw']> },
): Promise<Decoded> {
  const { name, raw, orient, tolerant, draft = false } = options;
  const notes: string[] = [];
  const incomplete = bytes.length < facts.width * facts.height * FEWEST_BYTES || stripsMissing(bytes);
  if (incomplete && !tolerant) throw truncated(name, 'RAW');
  let settings = librawSettings(raw, metadata);
  if (settings === null) {
    notes.push(
      'The colours of this camera are not known, so a temperature means nothing; its own white balance is used.',
    );
    settings = librawSettings({ ...raw, whiteBalance: { by: 'camera' } }, metadata)!;
  }
  const { image, complaints } = await guarded(name, () =>
    develop(bytes, { ...settings, userFlip: orient ? -1 : 0, halfSize: draft }),
  );
  if (complaints.some((line) => END_OF_FILE.test(line)) && !tolerant) throw truncated(name, 'RAW');
  if (complaints.some((line) => CORRUPTED.test(line))) {
    if (!tolerant) throw foreignFailure(new Error(complaints.join('; ')), name, 'RAW');
    notes.push('Parts of the RAW data are damaged.');
  }
  const { orientation } = developedSize(metadata);
  const swapped = !orient && orientation >= 5;
  const expected = swapped ? { width: facts.height, height: facts.width } : facts;
  if (!draft && (image.width !== expected.width || image.height !== expected.height)) {
    throw new SafelightError(
      'unsupported_format',
      `“${name}” comes from a camera whose sensor is read out at an angle, which Safelight cannot develop yet. Use its preview, or export it as TIFF.`,
    );
  }
  const raster: Raster = { ...image, profile: builtInProfile('prophoto-rgb'), orientation: orient ? 1 : orientation };
  return { raster, notes };
}

async function develop(
  bytes: Uint8Array,
  settings: LibrawSettings,
): Promise<{ image: Pick<Raster, 'data' | 'width' | 'height' | 'channels' | 'depth'>; complaints: Complaints }> {
  return withLibraw(bytes, settings, (libraw, complaints) => {
    const image = libraw.imageData();
    if (!image) throw new Error('LibRaw made no picture.');
    const { width, height, colors, data } = image;
    return { image: { data: rgbOf(data, width * height, colors), width, height, channels: 3, depth: 16 }, complaints };
  });
}

/** A copy out of the instance's memory; monochrome sensors have one value a pixel. */
function rgbOf(data: Uint8Array | Uint16Array, pixels: number, colours: number): Uint16Array {
  if (!(data instanceof Uint16Array)) throw new Error('LibRaw gave 8 bits.');
  if (colours === 3) return data.buffer instanceof ArrayBuffer ? data : new Uint16Array(data);
  if (colours !== 1) throw new Error(`LibRaw gave ${colours} colours.`);
  const rgb = new Uint16Array(pixels * 3);
  for (let i = 0; i < pixels; i++) rgb.fill(data[i]!, i * 3, i * 3 + 3);
  return rgb;
}

function stripsMissing(bytes: Uint8Array): boolean {
  const data = asTiff(bytes);
  if (!data) return false;
  return missesStrips(bytes, pictureDirectories(data), data);
}

/** The camera's own JPEG, turned as the RAW file says: its own tag is often missing, or speaks of another picture. */
async function embeddedRaster({ jpeg, orientation }: EmbeddedPicture, options: DecodeOptions): Promise<Decoded> {
  const facts = await sharpDecoder.probe(jpeg, options.name, 'jpeg');
  const { raster, notes } = await sharpDecoder.decode(jpeg, facts, { ...options, orient: false });
  const pending = { ...raster, orientation: await uprightTurn({ jpeg, orientation }) };
  const turned = options.orient ? await applyGeometry(pending, [{ kind: 'orient' }]) : pending;
  return { raster: turned, notes: ['The preview that the camera put into the file is used.', ...notes] };
}

/** Some cameras store the preview of a portrait shot upright already: then it is high where the sensor is wide. */
async function uprightTurn({ jpeg, orientation }: EmbeddedPicture): Promise<number> {
  const { width, height } = await readHeader(jpeg, 'preview', 'jpeg');
  return orientation >= 5 && height > width ? 1 : orientation;
}

async function uprightSize(embedded: EmbeddedPicture): Promise<{ width: number; height: number } | null> {
  try {
    const { width, height } = await readHeader(embedded.jpeg, 'preview', 'jpeg');
    return (await uprightTurn(embedded)) >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return null;
  }
}

async function guarded<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw foreignFailure(thrown, name, 'RAW');
  }
}
