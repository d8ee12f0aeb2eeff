import type { Metadata, SharpOptions } from 'sharp';
import { SafelightError } from '../../contract/errors.ts';
import type { ImageFacts } from '../../contract/run.ts';
import { describeProfile, profileSpace, readGreyProfile, readRgbProfile } from '../colour/icc-read.ts';
import { builtInProfile } from '../colour/profiles.ts';
import { blocksOf } from '../metadata/blocks.ts';
import { exifFacts } from '../metadata/exif-facts.ts';
import type { Raster, RgbProfile } from '../raster.ts';
import { type CodingPoints, codingPoints, isHdr, profileOfCodingPoints } from './coding-points.ts';
import { decodingFailure } from './failures.ts';
import { carriesGainMap } from './gain-map.ts';
import type { Decoded, DecodeOptions, Decoder, SourceMetadata } from './port.ts';
import { orientationOf, pageCount, readHeader } from './sharp-header.ts';
import { setupSharp } from './sharp-setup.ts';

/** How the stored values become a raster. */
interface ColourPath {
  profile: RgbProfile;
  /** Let libvips convert with the embedded profile; else the values are taken as they are. */
  convert: boolean;
  notes: string[];
}

/** Reads what libvips reads: JPEG, PNG, WebP, AVIF, TIFF, GIF, SVG. */
export const sharpDecoder: Decoder = {
  probe: probePicture,
  decode: decodePicture,
  metadata: pictureMetadata,
};

/** libvips' names of sample formats → bits. */
const DEPTHS: Record<string, 8 | 16 | 32> = {
  uchar: 8,
  char: 8,
  ushort: 16,
  short: 16,
};

async function probePicture(bytes: Uint8Array, name: string, format: string): Promise<ImageFacts> {
  const header = await readHeader(bytes, name, format);
  const orientation = orientationOf(header);
  const turned = orientation >= 5;
  return {
    format,
    width: turned ? header.height : header.width,
    height: turned ? header.width : header.height,
    orientation,
    depth: DEPTHS[header.depth] ?? 32,
    channels: header.channels,
    hasAlpha: header.hasAlpha,
    pages: pageCount(header, bytes),
    space: header.space,
    profile: header.icc ? describeProfile(header.icc) : codedProfile(bytes, format),
    bytes: bytes.length,
    exif: exifFacts(blocksOf(header, bytes)),
  };
}

/** Name of the space that AVIF and PNG can state by numbers instead of a profile. */
function codedProfile(bytes: Uint8Array, format: string): string | null {
  const points = codingPoints(bytes, format);
  return (points && profileOfCodingPoints(points)?.description) ?? null;
}

async function pictureMetadata(bytes: Uint8Array, format: string): Promise<SourceMetadata> {
  const header = await readHeader(bytes, 'source', format);
  // 72 is what libvips says when the file says nothing.
  const density = header.density && header.density !== 72 ? header.density : null;
  return { blocks: blocksOf(header, bytes), density };
}

/**
 * Pixels have 16 bits where the source has more than 8 or its profile is wider than sRGB.
 */
async function decodePicture(bytes: Uint8Array, facts: ImageFacts, options: DecodeOptions): Promise<Decoded> {
  const { name, orient, maxPixels } = options;
  const header = await readHeader(bytes, name, facts.format);
  // libvips converts CMYK of any depth to 8-bit sRGB; a press gamut does not need more.
  const deep = facts.depth > 8 && header.space !== 'cmyk';
  const colour = colourPath(header, deep, codingPoints(bytes, facts.format));
  const notes = [...sourceNotes(bytes, facts), ...colour.notes];

  const input: SharpOptions = {
    failOn: options.tolerant ? 'none' : 'warning',
    limitInputPixels: maxPixels,
    ignoreIcc: !colour.convert,
    autoOrient: orient,
  };
  let pipeline = setupSharp()(bytes, input);
  const pending = orientationOf(header);
  // facts are upright; stored sides are swapped for a quarter turn
  const upright = orient || pending < 5;
  const size = upright ? { width: facts.width, height: facts.height } : { width: facts.height, height: facts.width };
  if (options.geometry) pipeline = options.geometry(pipeline, size);
  // Not for 8-bit sources: sharp would shift the values by 8 bits, where 255 has to become 65535.
  if (deep) pipeline = pipeline.toColourspace('rgb16').raw({ depth: 'ushort' });
  else pipeline = pipeline.raw();
  let decoded: { data: Buffer; info: { width: number; height: number; channels: number } };
  try {
    decoded = await pipeline.toBuffer({ resolveWithObject: true });
  } catch (error) {
    throw decodingFailure(error, bytes, name, facts.format);
  }
  const { data, info } = decoded;
  if (info.channels < 3 || info.channels > 4) {
    throw new SafelightError(
      'unsupported_format',
      `“${name}” has ${facts.channels} channels, which Safelight cannot read as a picture. Save it again as RGB.`,
    );
  }
  const raster: Raster = {
    data: samples(data, deep, colour.profile.wide, facts.format === 'avif' ? (header.bitsPerSample ?? 16) : 16),
    width: info.width,
    height: info.height,
    channels: info.channels === 4 ? 4 : 3,
    depth: deep || colour.profile.wide ? 16 : 8,
    profile: colour.profile,
    orientation: orient ? 1 : pending,
  };
  return { raster, notes };
}

/**
 * The decoded bytes as samples; 8-bit ones of wide profiles are widened exactly (x × 257). `bits`: how many of 16 a deep
 * sample has; libvips hands out 10- and 12-bit AVIF shifted up, so that white would be 65472.
 */
function samples(data: Buffer, deep: boolean, wide: boolean, bits: number): Uint8Array | Uint16Array {
  if (deep) {
    const words =
      data.byteOffset % 2 === 0
        ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength >> 1)
        : new Uint16Array(new Uint8Array(data).buffer);
    if (bits < 16) for (let i = 0; i < words.length; i++) words[i] = Math.min(65535, words[i]! + (words[i]! >> bits));
    return words;
  }
  // Not as a Buffer, whose slice() does not copy.
  if (!wide) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const result = new Uint16Array(data.length);
  for (let i = 0; i < result.length; i++) result[i] = data[i]! * 257;
  return result;
}

/** Decides by colour space and embedded profile; `deep`: more than 8 bits. */
function colourPath(header: Metadata, deep: boolean, points: CodingPoints | null): ColourPath {
  const srgb = builtInProfile('srgb');
  const grey = header.space === 'b-w' || header.space === 'grey16';
  const rgb = header.space === 'srgb' || header.space === 'rgb16';
  if (!grey && !rgb) {
    // CMYK (by its own profile or libvips' generic one), Lab, linear scRGB: all end in sRGB, Lab and scRGB with 16 bits.
    const notes =
      header.space === 'cmyk' && !header.icc
        ? ['CMYK without a colour profile; a generic press profile is assumed.']
        : [`Converted from ${spaceName(header.space)} to RGB.`];
    return { profile: srgb, convert: true, notes };
  }
  const assumed = { profile: srgb, convert: false };
  if (points && rgb && (!header.icc || header.format === 'png')) {
    // In PNG they come before a profile (PNG 3rd edition 4.3), in AVIF a profile is more exact.
    const profile = profileOfCodingPoints(points);
    if (profile) return { profile, convert: false, notes: [] };
    if (isHdr(points))
      return { ...assumed, notes: ['An HDR picture (PQ or HLG), which is shown without its HDR range.'] };
  }
  if (!header.icc) {
    // GIF and SVG have no place for one: they are sRGB by definition.
    const expected = header.format !== 'gif' && header.format !== 'svg';
    return { ...assumed, notes: expected ? ['No colour profile embedded; sRGB is assumed.'] : [] };
  }
  const profile = grey ? readGreyProfile(header.icc) : readRgbProfile(header.icc);
  if (profile) return { profile, convert: false, notes: [] };
  if (profileSpace(header.icc) !== (grey ? 'GRAY' : 'RGB') || header.space === 'grey16') {
    return { ...assumed, notes: ['The embedded colour profile is damaged or of another kind; sRGB is assumed.'] };
  }
  const target = deep ? builtInProfile('display-p3') : srgb;
  return {
    profile: target,
    convert: true,
    notes: [`Converted from “${describeProfile(header.icc)}” to ${target.description}.`],
  };
}

const SPACE_NAMES: Record<string, string> = {
  cmyk: 'CMYK',
  lab: 'Lab',
  labs: 'Lab',
  labq: 'Lab',
  scrgb: 'linear light',
};

function spaceName(space: string): string {
  return SPACE_NAMES[space] ?? space;
}

/** What the file holds beside the one picture that is used. */
function sourceNotes(bytes: Uint8Array, facts: ImageFacts): string[] {
  const notes: string[] = [];
  if (facts.pages > 1) {
    const what = facts.format === 'tiff' ? 'pages' : facts.format === 'avif' ? 'pictures' : 'frames';
    notes.push(`The file has ${facts.pages} ${what}; the ${facts.format === 'avif' ? 'main' : 'first'} one is used.`);
  }
  if (facts.format === 'jpeg' && carriesGainMap(bytes)) {
    notes.push('The HDR gain map is left out; the standard picture is used.');
  }
  return notes;
}
