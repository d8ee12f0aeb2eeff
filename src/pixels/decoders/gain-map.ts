/** How much of a JPEG's head is searched: gain maps are announced in its APP segments. */
const HEAD = 256 * 1024;

/**
 * True when a JPEG announces an HDR gain map: Ultra HDR's XMP (`hdrgm:Version`) or ISO 21496-1's APP2 segment. Apple's
 * MPF pictures without these are left alone: viewers treat them as plain JPEGs.
 */
export function carriesGainMap(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD));
  return head.includes('hdrgm:Version', 0, 'latin1') || head.includes('urn:iso:std:iso:ts:21496', 0, 'latin1');
}
