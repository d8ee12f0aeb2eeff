import { SafelightError } from '../../../contract/errors.ts';
import type { ImageFacts } from '../../../contract/run.ts';
import { describeProfile } from '../../colour/icc-read.ts';
import type { MetadataBlocks } from '../../metadata/blocks.ts';
import { exifFacts } from '../../metadata/exif-facts.ts';
import { openExif, plainText } from '../../metadata/exif-structure.ts';
import type { Samples } from '../as-tiff.ts';
import { unsupportedFormat } from '../failures.ts';
import { decodeSamples, foreignFailure, truncated } from '../foreign.ts';
import type { Decoder } from '../port.ts';
import { readPlanes } from './composite.ts';
import { hasComposite, MODE, openPsd, type PsdDocument, RESOURCE } from './document.ts';

/**
 * Photoshop documents (PSD and PSB), flattened: the composite that Photoshop saves beside the layers. 8 and 16 bits, bitmap to
 * Lab. The layers are not rendered, and ag-psd, which could, reads neither 16-bit CMYK nor Lab.
 */
export const psdDecoder: Decoder = {
  async probe(bytes, name, format): Promise<ImageFacts> {
    const document = opened(bytes, name);
    const { width, height, bits } = document;
    const kind = kindOf(document, name);
    const icc = document.resources.get(RESOURCE.icc);
    return {
      format,
      width,
      height,
      orientation: 1,
      depth: bits === 16 || kind.space === 'lab' ? 16 : 8,
      channels: kind.colours + (kind.alpha ? 1 : 0),
      hasAlpha: kind.alpha,
      pages: 1,
      space: kind.space === 'grey' ? 'b-w' : kind.space === 'rgb' ? 'srgb' : kind.space,
      profile: icc ? describeProfile(Buffer.from(icc)) : null,
      bytes: bytes.length,
      exif: exifFacts(blocksOfPsd(document)),
    };
  },

  async decode(bytes, facts, options) {
    const { name } = options;
    const document = opened(bytes, name);
    const kind = kindOf(document, name);
    if (!hasComposite(document)) {
      throw new SafelightError(
        'unsupported_format',
        `“${name}” was saved without its flattened picture. Save it again in Photoshop with “Maximize Compatibility”, or as TIFF or PNG.`,
      );
    }
    const planes = readPlanes(document, kind.colours + (kind.alpha ? 1 : 0));
    if (planes === null) throw truncated(name, 'PSD');
    const { raster, notes } = await decodeSamples(samplesOf(document, kind, planes), facts, options);
    return { raster, notes: ['The flattened picture is used; layers are not read.', ...notes] };
  },

  async metadata(bytes) {
    const document = openPsd(bytes);
    if (!document) return { blocks: { exif: null, xmp: null, iptc: null }, density: null };
    const resolution = document.resources.get(RESOURCE.resolution);
    // 16.16 fixed point, always per inch; the unit behind it is only for display.
    const density =
      resolution && resolution.length >= 4
        ? new DataView(resolution.buffer, resolution.byteOffset).getUint32(0) / 65536
        : null;
    return { blocks: blocksOfPsd(document), density: density === 72 ? null : density };
  },
};

interface Kind {
  space: Samples['space'];
  /** Planes of colour, as stored. */
  colours: number;
  alpha: boolean;
}

function opened(bytes: Uint8Array, name: string): PsdDocument {
  const document = openPsd(bytes);
  if (!document) throw truncated(name, 'PSD');
  const { width, height, bits } = document;
  if (width < 1 || height < 1 || width > 300_000 || height > 300_000 || ![1, 8, 16, 32].includes(bits)) {
    throw foreignFailure(new Error(`${width} × ${height}, ${bits} bits`), name, 'PSD');
  }
  if (bits === 32) throw unsupportedFormat(name, 'a 32-bit Photoshop document');
  return document;
}

function kindOf({ mode, channels, transparent }: PsdDocument, name: string): Kind {
  const kind = (space: Samples['space'], colours: number): Kind => {
    if (channels < colours) throw foreignFailure(new Error(`${channels} channels`), name, 'PSD');
    return { space, colours, alpha: transparent && channels > colours };
  };
  switch (mode) {
    case MODE.bitmap:
    case MODE.grey:
    case MODE.duotone:
      return kind('grey', 1);
    case MODE.indexed:
      return { ...kind('rgb', 1), alpha: false };
    case MODE.rgb:
      return kind('rgb', 3);
    case MODE.cmyk:
      return kind('cmyk', 4);
    case MODE.lab:
      return kind('lab', 3);
    default:
      throw unsupportedFormat(name, 'a multichannel Photoshop document');
  }
}

function samplesOf(document: PsdDocument, kind: Kind, planes: Uint8Array): Samples {
  const { width, height, mode, palette, resources } = document;
  const icc = resources.get(RESOURCE.icc) ?? null;
  const frame = { width, height, space: kind.space, alpha: kind.alpha, orientation: 1 };
  if (mode === MODE.bitmap) return { ...frame, data: bitmapSamples(planes, width, height), icc: null };
  if (mode === MODE.indexed) return { ...frame, data: paletteSamples(planes, palette), icc };
  if (mode === MODE.lab && document.bits === 8) return { ...frame, data: deepLab(planes, width * height, kind), icc };
  // A duotone's inks cannot be rendered; its grey is what every other program shows.
  return { ...frame, data: interleaved(document, kind, planes), icc: mode === MODE.duotone ? null : icc };
}

function interleaved({ width, height, bits }: PsdDocument, kind: Kind, planes: Uint8Array): Uint8Array | Uint16Array {
  const pixels = width * height;
  const count = kind.colours + (kind.alpha ? 1 : 0);
  const deep = bits === 16;
  const data = deep ? new Uint16Array(pixels * count) : new Uint8Array(pixels * count);
  const view = new DataView(planes.buffer, planes.byteOffset, planes.byteLength);
  for (let plane = 0; plane < count; plane++) {
    const colour = plane < kind.colours;
    // Inks are stored inverted; a and b of Lab are stored with their zero in the middle.
    const inverted = kind.space === 'cmyk' && colour ? 0xffff : 0;
    const centred = kind.space === 'lab' && colour && plane > 0 ? (deep ? 0x8000 : 0x80) : 0;
    const flips = deep ? inverted ^ centred : (inverted & 0xff) ^ centred;
    for (let i = 0, at = plane * pixels, to = plane; i < pixels; i++, at++, to += count) {
      data[to] = (deep ? view.getUint16(at * 2) : planes[at]!) ^ flips;
    }
  }
  return data;
}

/** 8-bit Lab with 16 bits: libvips takes 8-bit Lab in TIFF for a coding of its own. */
function deepLab(planes: Uint8Array, pixels: number, { colours, alpha }: Kind): Uint16Array {
  const count = colours + (alpha ? 1 : 0);
  const data = new Uint16Array(pixels * count);
  for (let i = 0; i < pixels; i++) {
    for (let plane = 0; plane < count; plane++) {
      const value = planes[plane * pixels + i]!;
      // a and b: signed, in 1/256.
      data[i * count + plane] = plane === 1 || plane === 2 ? (value ^ 0x80) << 8 : value * 257;
    }
  }
  return data;
}

/** 1 is black. */
function bitmapSamples(plane: Uint8Array, width: number, height: number): Uint8Array {
  const row = (width + 7) >> 3;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[y * width + x] = (plane[y * row + (x >> 3)]! >> (7 - (x & 7))) & 1 ? 0 : 255;
    }
  }
  return data;
}

function paletteSamples(indices: Uint8Array, palette: Uint8Array): Uint8Array {
  const data = new Uint8Array(indices.length * 3);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    for (let channel = 0; channel < 3; channel++) data[i * 3 + channel] = palette[channel * 256 + index] ?? 0;
  }
  return data;
}

function blocksOfPsd({ resources }: PsdDocument): MetadataBlocks {
  const exif = resources.get(RESOURCE.exif);
  const xmp = resources.get(RESOURCE.xmp);
  return {
    exif: exif && openExif(exif) ? exif : null,
    xmp: (xmp && plainText(xmp)) || null,
    iptc: resources.get(RESOURCE.iptc) ?? null,
  };
}
