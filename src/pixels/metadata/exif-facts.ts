import type { MetadataBlocks } from './blocks.ts';
import {
  childDirectory,
  type Directory,
  type ExifData,
  entryOf,
  numberOf,
  openExif,
  plainText,
  TAG,
  textOf,
} from './exif-structure.ts';
import { IPTC, iptcTexts } from './iptc.ts';
import { xmpTexts } from './xmp.ts';

export type ExifFacts = Record<string, string | number>;

/** `2019:01:02 03:04:05` as ISO date-time without zone; undefined for the blanks and zeros of unset clocks. */
function isoDate(text: string | undefined): string | undefined {
  const parts = /^(\d{4})[:\-/](\d\d)[:\-/](\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(text ?? '');
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const valid = !Number.isNaN(Date.parse(`${iso}Z`)) && Number(year) > 0;
  return valid ? iso : undefined;
}

/** Positive numbers only: 0 stands for unknown in all of these. */
function positive(data: ExifData, directory: Directory | null, tag: number): number | undefined {
  const entry = entryOf(directory, tag);
  const value = entry && numberOf(data, entry);
  return value !== undefined && value > 0 && Number.isFinite(value) ? Number(value.toPrecision(6)) : undefined;
}

/**
 * The facts about a shot that name templates, conditions and the item screen use, under stable names: `make`, `model`,
 * `lens`, `iso`, `fNumber`, `exposureTime` (s), `focalLength` (mm), `takenAt` (ISO, camera's local time), `artist`,
 * `copyright`, `title`, `description`. Unknown ones are absent.
 */
export function exifFacts(blocks: MetadataBlocks): ExifFacts {
  const data = blocks.exif && openExif(blocks.exif);
  const facts: Record<string, string | number | undefined> = {};
  if (data) {
    const { first } = data;
    const exif = childDirectory(data, first, TAG.exifDirectory);
    const text = (directory: Directory | null, tag: number): string | undefined =>
      textOf(data, entryOf(directory, tag));
    facts['make'] = text(first, TAG.make);
    facts['model'] = text(first, TAG.model);
    facts['lens'] = text(exif, TAG.lensModel);
    facts['iso'] = positive(data, exif, TAG.iso);
    facts['fNumber'] = positive(data, exif, TAG.fNumber);
    facts['exposureTime'] = positive(data, exif, TAG.exposureTime);
    facts['focalLength'] = positive(data, exif, TAG.focalLength);
    facts['takenAt'] = isoDate(text(exif, TAG.dateTimeOriginal)) ?? isoDate(text(exif, TAG.dateTimeDigitized));
    facts['artist'] = text(first, TAG.artist);
    facts['copyright'] = exifCopyright(data);
    facts['description'] = text(first, TAG.description);
  }
  const xmp = (name: string): string | undefined => (blocks.xmp ? xmpTexts(blocks.xmp, name)[0] : undefined);
  const iptc = (dataset: number): string | undefined => (blocks.iptc ? iptcTexts(blocks.iptc, dataset)[0] : undefined);
  facts['title'] = xmp('dc:title') ?? iptc(IPTC.title);
  facts['artist'] ??= xmp('dc:creator') ?? iptc(IPTC.byline);
  facts['copyright'] ??= xmp('dc:rights') ?? iptc(IPTC.copyright);
  facts['description'] ??= xmp('dc:description') ?? iptc(IPTC.caption);
  facts['lens'] ??= xmp('aux:Lens');
  facts['takenAt'] ??= isoDate(xmp('exif:DateTimeOriginal') ?? xmp('xmp:CreateDate'));
  const known: ExifFacts = {};
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined) known[name] = typeof value === 'string' ? value.slice(0, 2000) : value;
  }
  return known;
}

/** The copyright tag holds the photographer's notice and, after a NUL, the editor's (EXIF 2.32 4.6.4). */
export function exifCopyright(data: ExifData): string | undefined {
  const entry = entryOf(data.first, TAG.copyright);
  if (entry?.type !== 2) return undefined;
  const bytes = data.bytes.subarray(entry.offset, entry.offset + entry.size);
  const split = bytes.indexOf(0);
  const photographer = plainText(bytes);
  const editor = split >= 0 ? plainText(bytes.subarray(split + 1)) : undefined;
  return [photographer, editor].filter(Boolean).join('; ') || undefined;
}

/** EXIF orientation 1–8; 1 where it is missing or another number. */
export function exifOrientation(data: ExifData | null): number {
  const entry = data ? entryOf(data.first, TAG.orientation) : undefined;
  const value = data && entry ? numberOf(data, entry) : undefined;
  return value !== undefined && value >= 1 && value <= 8 ? value : 1;
}
