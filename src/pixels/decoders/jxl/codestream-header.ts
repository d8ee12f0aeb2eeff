import { BitReader } from './bit-reader.ts';

/** What the head of a JPEG XL codestream says of its picture. */
export interface CodestreamHeader {
  /** As stored, before orientation, px. */
  width: number;
  height: number;
  orientation: number;
  bits: number;
  float: boolean;
  animated: boolean;
  alpha: boolean;
  /** A black channel: the picture is CMYK. */
  black: boolean;
  /** Its encoding is plain sRGB, or grey. */
  plainColour: boolean;
}

const EXTRA = { alpha: 0, spot: 2, black: 4, cfa: 5 } as const;
const GREY_SPACE = 1;
/** Numerators and denominators of width to height for the ratios 1–7. */
const RATIOS = [
  [1, 1],
  [12, 10],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const;

/**
 * Reads signature, SizeHeader and ImageMetadata (ISO/IEC 18181-1, annex D). Null when it is no codestream or ends early.
 */
export function readCodestreamHeader(codestream: Uint8Array): CodestreamHeader | null {
  if (codestream[0] !== 0xff || codestream[1] !== 0x0a) return null;
  try {
    const reader = new BitReader(codestream.subarray(2));
    const size = readSize(reader);
    return { ...size, ...readImageMetadata(reader) };
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

function readSize(reader: BitReader): { width: number; height: number } {
  const small = reader.flag();
  const side = (): number => (small ? 8 * (reader.bits(5) + 1) : reader.u32([1, 9], [1, 13], [1, 18], [1, 30]));
  const height = side();
  const ratio = RATIOS[reader.bits(3) - 1];
  return { width: ratio ? Math.floor((height * ratio[0]) / ratio[1]) : side(), height };
}

function readImageMetadata(reader: BitReader): Omit<CodestreamHeader, 'width' | 'height'> {
  const plain = {
    orientation: 1,
    bits: 8,
    float: false,
    animated: false,
    alpha: false,
    black: false,
    plainColour: true,
  };
  if (reader.flag()) return plain;
  let orientation = 1;
  let animated = false;
  if (reader.flag()) {
    orientation = 1 + reader.bits(3);
    if (reader.flag()) readSize(reader);
    if (reader.flag()) skipPreview(reader);
    animated = reader.flag();
    if (animated) skipAnimation(reader);
  }
  const { bits, float } = readBitDepth(reader);
  // modular_16bit_buffers
  reader.skip(1);
  const extras = Array.from({ length: reader.u32([0, 0], [1, 0], [2, 4], [1, 12]) }, () => readExtraChannel(reader));
  // xyb_encoded
  reader.skip(1);
  const defaultColour = reader.flag();
  // want_icc
  if (!defaultColour) reader.skip(1);
  const plainColour = defaultColour || reader.enumerated() === GREY_SPACE;
  return {
    ...plain,
    orientation,
    animated,
    bits,
    float,
    alpha: extras.includes(EXTRA.alpha),
    black: extras.includes(EXTRA.black),
    plainColour,
  };
}

function skipPreview(reader: BitReader): void {
  const inEights = reader.flag();
  const side = (): number =>
    inEights ? reader.u32([16, 0], [32, 0], [1, 5], [33, 9]) : reader.u32([1, 6], [65, 8], [321, 10], [1345, 12]);
  side();
  if (reader.bits(3) === 0) side();
}

function skipAnimation(reader: BitReader): void {
  reader.u32([100, 0], [1000, 0], [1, 10], [1, 30]);
  reader.u32([1, 0], [1001, 0], [1, 8], [1, 10]);
  reader.u32([0, 0], [0, 3], [0, 16], [0, 30]);
  reader.skip(1);
}

function readBitDepth(reader: BitReader): { bits: number; float: boolean } {
  const float = reader.flag();
  if (!float) return { bits: reader.u32([8, 0], [10, 0], [12, 0], [1, 6]), float };
  const bits = reader.u32([32, 0], [16, 0], [24, 0], [1, 6]);
  reader.skip(4);
  return { bits, float };
}

/** The channel's type. */
function readExtraChannel(reader: BitReader): number {
  if (reader.flag()) return EXTRA.alpha;
  const type = reader.enumerated();
  readBitDepth(reader);
  reader.u32([0, 0], [3, 0], [4, 0], [1, 3]);
  reader.skip(8 * reader.u32([0, 0], [0, 4], [16, 5], [48, 10]));
  if (type === EXTRA.alpha) reader.skip(1);
  if (type === EXTRA.spot) reader.skip(4 * 16);
  if (type === EXTRA.cfa) reader.u32([1, 0], [0, 2], [3, 4], [19, 8]);
  return type;
}
