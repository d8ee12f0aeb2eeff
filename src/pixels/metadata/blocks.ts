import { openExif, plainText } from './exif-structure.ts';
import { photoshopIptc } from './iptc.ts';

/** The metadata of a picture apart from its profile, as blocks that do not depend on the container. */
export interface MetadataBlocks {
  /** EXIF, starting with its TIFF header. */
  exif: Uint8Array | null;
  /** XMP packet. */
  xmp: string | null;
  /** IPTC-IIM records (without Photoshop's resource wrapping). */
  iptc: Uint8Array | null;
  /** Text chunks of a PNG. */
  texts?: readonly PngText[];
}

/** A text chunk of a PNG (PNG 3rd edition, 11.3.3): what it is about, and what it says. */
export interface PngText {
  keyword: string;
  text: string;
}

export const NO_METADATA: MetadataBlocks = { exif: null, xmp: null, iptc: null };

/** What sharp's `metadata()` tells of the blocks. */
export interface HeaderBlocks {
  format: string;
  exif?: Buffer | undefined;
  xmp?: Buffer | undefined;
  iptc?: Buffer | undefined;
  comments?: PngText[] | undefined;
}

/** Blocks of a picture whose header sharp has read. TIFF files are their own EXIF block: libvips hands out none for them. */
export function blocksOf(header: HeaderBlocks, file: Uint8Array): MetadataBlocks {
  const exif = header.format === 'tiff' ? file : header.exif && withoutPrefix(header.exif);
  const texts = (header.comments ?? []).filter(({ keyword }) => !OTHER_BLOCKS.test(keyword));
  return {
    ...(header.format === 'png' && texts.length > 0 ? { texts } : {}),
    exif: exif && openExif(exif) ? exif : null,
    xmp: header.xmp ? xmpText(header.xmp) : null,
    iptc: header.iptc ? photoshopIptc(header.iptc) : null,
  };
}

/** Blocks that some writers wrap into text chunks. */
const OTHER_BLOCKS = /^(XML:com\.adobe\.xmp|Raw profile type )/;

/** JPEG's `Exif\0\0`, which some writers put into PNG and WebP too. */
function withoutPrefix(exif: Buffer): Uint8Array {
  return exif.length > 6 && exif.toString('latin1', 0, 4) === 'Exif' ? exif.subarray(6) : exif;
}

/** XMP may be UTF-8, or UTF-16 (with byte order mark) in old files. */
function xmpText(xmp: Buffer): string | null {
  if (xmp[0] === 0xff && xmp[1] === 0xfe) return xmp.toString('utf16le').trim();
  if (xmp[0] === 0xfe && xmp[1] === 0xff) {
    return Buffer.from(xmp.subarray(0, xmp.length & ~1))
      .swap16()
      .toString('utf16le')
      .trim();
  }
  const text = plainText(xmp);
  return text?.includes('<') ? text : null;
}
