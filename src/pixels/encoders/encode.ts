import { SafelightError } from '../../contract/errors.ts';
import { type EncodeStep, type ExportFormat, isLossy } from '../../workflow/plan/steps.ts';
import { decoderFor } from '../decoders/all.ts';
import { applyGeometry } from '../kernels/geometry.ts';
import { type MetadataBlocks, NO_METADATA, type PngText } from '../metadata/blocks.ts';
import { applyEdits } from '../metadata/edit.ts';
import { TAG } from '../metadata/exif-structure.ts';
import { rebuildExif } from '../metadata/exif-write.ts';
import { applyPolicy } from '../metadata/policy.ts';
import { textsKept, withRecordsInXmp, withTextsAsFields } from '../metadata/stand-ins.ts';
import type { Raster } from '../raster.ts';
import type { Attachments } from './attachments.ts';
import { checkSides, compress, formatName, type Pixels } from './compress.ts';
import { encodablePixels } from './encodable-pixels.ts';
import { assembleJpeg, MAX_JPEG_EXIF } from './jpeg-container.ts';
import { assembleJxl } from './jxl-container.ts';
import { assemblePng } from './png-container.ts';
import { assembleTiff } from './tiff-container.ts';
import { assembleWebp } from './webp-container.ts';

/** The file that the picture came from, for its metadata; `bytes` null when there is none. */
export interface EncodeSource {
  bytes: Uint8Array | null;
  /** `ImageFacts.format`. */
  format: string;
}

export interface EncodedFile {
  bytes: Uint8Array;
  /** Without the dot. */
  extension: string;
  /** Sentences worth telling: what could not be kept, which quality was needed. */
  notes: string[];
}

const EXTENSIONS: Record<ExportFormat, string> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
  tiff: 'tif',
  jxl: 'jxl',
};

/** Below this quality a picture is not worth delivering; `maxKilobytes` never goes lower. */
const MIN_QUALITY = 30;

/**
 * Encodes a raster as a file with its profile and the source's metadata by policy. The raster must be in the wanted profile
 * already. With `maxKilobytes` (of 1000 bytes, metadata included) the highest quality up to `step.quality` that fits is
 * used. Same input, same bytes. Throws `output_too_big` and `image_too_large`.
 */
export async function encode(given: Raster, step: EncodeStep, source: EncodeSource): Promise<EncodedFile> {
  // Readers of JPEG XL ignore the tag, and the encoder cannot write its own.
  const raster = step.format === 'jxl' ? await applyGeometry(given, [{ kind: 'orient' }]) : given;
  if (step.profile !== 'source' && raster.profile.key !== step.profile) {
    throw new SafelightError(
      'internal',
      `The picture is in ${raster.profile.description} where ${step.profile} was planned.`,
    );
  }
  checkSides(step.format, raster.width, raster.height);
  const notes: string[] = [];
  const attachments = await attachmentsFor(raster, step, source, notes);
  const { data, channels } = encodablePixels(
    raster,
    fileDepth(raster, step),
    step.format === 'jpeg' ? step.background : null,
  );
  const pixels: Pixels = { data, width: raster.width, height: raster.height, channels };
  const attempt = async (quality: number): Promise<Uint8Array> =>
    assemble(await compress(pixels, step, quality, attachments), raster, step.format, attachments);
  const file = await fitting(attempt, step, notes);
  // Not as a Buffer, whose slice() does not copy.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  return { bytes, extension: EXTENSIONS[step.format], notes };
}

/** Bits per sample in the file. */
function fileDepth(raster: Raster, step: EncodeStep): 8 | 16 {
  if (step.format !== 'png' && step.format !== 'tiff') return 8;
  return step.depth === 'source' ? raster.depth : step.depth;
}

/** The first attempt at full quality, or else bisection for the highest quality whose file fits. */
async function fitting(
  attempt: (quality: number) => Promise<Uint8Array>,
  step: EncodeStep,
  notes: string[],
): Promise<Uint8Array> {
  const wanted = Math.min(100, Math.max(1, Math.round(step.quality)));
  const full = await attempt(wanted);
  if (step.maxKilobytes === null || full.length <= step.maxKilobytes * 1000) return full;
  const limit = step.maxKilobytes * 1000;
  const lossy = isLossy(step);
  let smallest = full.length;
  let best: { quality: number; bytes: Uint8Array } | null = null;
  let low = Math.min(MIN_QUALITY, wanted);
  let high = wanted - 1;
  while (lossy && low <= high) {
    // The lowest quality first: most pictures that fail do so at once.
    const quality: number = best === null && smallest === full.length ? low : (low + high + 1) >> 1;
    const bytes = await attempt(quality);
    smallest = Math.min(smallest, bytes.length);
    if (bytes.length <= limit) {
      best = { quality, bytes };
      low = quality + 1;
    } else if (best === null) break;
    else high = quality - 1;
  }
  if (best) {
    notes.push(`Saved with quality ${best.quality} to stay below ${step.maxKilobytes} kB.`);
    return best.bytes;
  }
  const kilobytes = Math.ceil(smallest / 1000);
  throw new SafelightError(
    'output_too_big',
    lossy
      ? `The picture needs ${kilobytes} kB as ${formatName(step.format)} even at quality ${Math.min(MIN_QUALITY, wanted)}; ${step.maxKilobytes} kB are allowed. Make it smaller with a resize, or allow more.`
      : `The picture needs ${kilobytes} kB as lossless ${formatName(step.format)}; ${step.maxKilobytes} kB are allowed. Choose JPEG, make it smaller with a resize, or allow more.`,
  );
}

function assemble(file: Buffer, raster: Raster, format: ExportFormat, attachments: Attachments): Uint8Array {
  switch (format) {
    case 'jpeg':
      return assembleJpeg(file, attachments);
    case 'png':
      return assemblePng(file, attachments);
    case 'webp':
      return assembleWebp(file, attachments, raster);
    case 'tiff':
      return assembleTiff(file, attachments, raster.orientation);
    case 'jxl':
      return assembleJxl(file, attachments);
    case 'avif':
      return file;
  }
}

async function attachmentsFor(
  raster: Raster,
  step: EncodeStep,
  source: EncodeSource,
  notes: string[],
): Promise<Attachments> {
  const keeps = step.metadata === 'all' || step.metadata === 'no-gps';
  let blocks: MetadataBlocks = NO_METADATA;
  let dpi = step.dpi;
  // SVG and GIF carry none of the blocks.
  if (source.bytes && step.metadata !== 'none' && source.format !== 'svg' && source.format !== 'gif') {
    const decoder = await decoderFor(source.format);
    const read = await decoder.metadata(source.bytes, source.format);
    blocks = read.blocks;
    if (keeps) dpi ??= read.density;
  }
  const edits = step.edits ?? [];
  const policy = step.metadata === 'all' && edits.some(({ stripGps }) => stripGps) ? 'no-gps' : step.metadata;
  const result = applyPolicy(blocks, policy, {
    width: raster.width,
    height: raster.height,
    orientation: raster.orientation,
    srgb: raster.profile.key === 'srgb',
    dpi: step.dpi,
  });
  notes.push(...result.notes);
  if (edits.length > 0 && policy === 'none') {
    notes.push('What the metadata node sets was left out: this export writes no metadata at all.');
  }
  const kept = standIns(result.blocks, textsKept(blocks.texts ?? [], policy), step.format, notes);
  const edited = policy === 'none' ? kept : applyEdits(kept, edits);
  let { exif } = edited;
  if (exif && step.format === 'jpeg' && exif.length > MAX_JPEG_EXIF) {
    exif = rebuildExif(exif, [TAG.makerNote]);
    if (exif && exif.length > MAX_JPEG_EXIF) exif = null;
    notes.push('The camera maker’s private notes were left out: they do not fit into a JPEG.');
  }
  if (step.format === 'webp' && raster.orientation !== 1) {
    notes.push('Web browsers ignore the orientation tag of WebP; apply the orientation before this export.');
  }
  return { ...edited, exif, icc: raster.profile.icc, profileName: raster.profile.description, dpi };
}

/** What a format has no place for, said where it has one. */
function standIns(
  blocks: MetadataBlocks,
  texts: readonly PngText[],
  format: ExportFormat,
  notes: string[],
): MetadataBlocks {
  let result = blocks;
  if (blocks.iptc && format !== 'jpeg' && format !== 'tiff') {
    result = withRecordsInXmp(blocks);
    notes.push(`${formatName(format)} has no place for IPTC records; what they say was written as XMP.`);
  }
  if (texts.length === 0) return result;
  if (format === 'png') return { ...result, texts };
  const { blocks: said, left } = withTextsAsFields(result, texts);
  if (left.length > 0) notes.push(`Texts of the PNG were left out, for which there is no field: ${left.join(', ')}.`);
  return said;
}
