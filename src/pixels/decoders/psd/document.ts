/** Photoshop's colour modes (Adobe Photoshop File Formats Specification, “File Header Section”). */
export const MODE = { bitmap: 0, grey: 1, indexed: 2, rgb: 3, cmyk: 4, multichannel: 7, duotone: 8, lab: 9 } as const;

/** Ids of image resources. */
export const RESOURCE = { resolution: 1005, iptc: 1028, icc: 1039, versionInfo: 1057, exif: 1058, xmp: 1060 } as const;

/** A Photoshop document apart from its layers. */
export interface PsdDocument {
  /** PSB, whose run lengths are 32-bit. */
  large: boolean;
  channels: number;
  width: number;
  height: number;
  bits: number;
  mode: number;
  /** 768 bytes, reds first, of indexed documents. */
  palette: Uint8Array;
  resources: ReadonlyMap<number, Uint8Array>;
  /** The composite's transparency is its last channel: the layer count is negative, which is how Photoshop says so. */
  transparent: boolean;
  /** Compression word and data of the composite; empty when the file ends before. */
  composite: Uint8Array;
}

/** Takes a document apart; null when a section is not whole or the header is none. Layers are skipped unread. */
export function openPsd(bytes: Uint8Array): PsdDocument | null {
  if (bytes.length < 34) return null;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = buffer.readUInt16BE(4);
  if (version !== 1 && version !== 2) return null;
  const large = version === 2;
  const colourData = buffer.readUInt32BE(26);
  const resourcesAt = 30 + colourData;
  if (resourcesAt + 4 > buffer.length) return null;
  const resourcesEnd = resourcesAt + 4 + buffer.readUInt32BE(resourcesAt);
  if (resourcesEnd + 8 > buffer.length) return null;
  const lengthBytes = large ? 8 : 4;
  const layers = large ? Number(buffer.readBigUInt64BE(resourcesEnd)) : buffer.readUInt32BE(resourcesEnd);
  const composite = resourcesEnd + lengthBytes + layers;
  // Behind the section's length and that of the layer info stands the count.
  const countAt = resourcesEnd + 2 * lengthBytes;
  const count = layers > lengthBytes + 2 && countAt + 2 <= buffer.length ? buffer.readInt16BE(countAt) : 0;
  return {
    large,
    channels: buffer.readUInt16BE(12),
    height: buffer.readUInt32BE(14),
    width: buffer.readUInt32BE(18),
    bits: buffer.readUInt16BE(22),
    mode: buffer.readUInt16BE(24),
    palette: bytes.subarray(30, 30 + Math.min(768, colourData)),
    resources: readResources(buffer.subarray(resourcesAt + 4, resourcesEnd)),
    transparent: count < 0,
    composite: bytes.subarray(Math.min(composite, bytes.length)),
  };
}

/** Image resource blocks: signature, id, Pascal name filled up to even, size, data filled up to even. */
function readResources(section: Buffer): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  for (let at = 0; at + 12 <= section.length; ) {
    if (section.toString('latin1', at, at + 4) !== '8BIM') break;
    const id = section.readUInt16BE(at + 4);
    const sizeAt = at + 6 + ((section[at + 6]! + 2) & ~1);
    if (sizeAt + 4 > section.length) break;
    const size = section.readUInt32BE(sizeAt);
    if (!found.has(id)) found.set(id, section.subarray(sizeAt + 4, sizeAt + 4 + size));
    at = sizeAt + 4 + size + (size & 1);
  }
  return found;
}

/**
 * False when the document was saved without “Maximize compatibility”: its composite is then only white. The resource
 * “version info” says so in its fifth byte.
 */
export function hasComposite({ resources }: PsdDocument): boolean {
  const version = resources.get(RESOURCE.versionInfo);
  return version === undefined || version.length < 5 || version[4] !== 0;
}
