import filenamify from 'filenamify';

/** Longest name made here, in bytes of UTF-8; file systems take 255, the rest is room for `-123` and the like. */
export const SEGMENT_BYTES = 240;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * One name of a path that Windows, macOS and Linux all accept: characters no system forbids, no reserved device name,
 * no dot or space at the end, NFC, at most {@link SEGMENT_BYTES} bytes. `extension` (letters and digits without dot, may be empty)
 * is never cut. Leading spaces, dashes and dots are legal everywhere and stay. Empty names become `_`.
 */
export function safeSegment(stem: string, extension = ''): string {
  const tail = extension === '' ? '' : `.${extension}`;
  const clean = (text: string): string =>
    filenamify(text.toWellFormed() + tail, { replacement: '_', maxLength: Number.POSITIVE_INFINITY });
  const name = clean(stem);
  if (Buffer.byteLength(name) <= SEGMENT_BYTES) return name;
  const cut = cutToBytes(name.slice(0, name.length - tail.length), SEGMENT_BYTES - 1 - Buffer.byteLength(tail));
  // Cutting may have laid bare a reserved name or a trailing dot; one byte was kept free for its `_`.
  return clean(cut);
}

/** The longest start of the text that fits, in bytes of UTF-8, cut between what people see as characters. */
export function cutToBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  let bytes = 0;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > limit) break;
    kept += segment;
  }
  return kept === '' ? cutBetweenCodePoints(text, limit) : kept.trimEnd();
}

/** For one "character" with hundreds of combining marks. */
function cutBetweenCodePoints(text: string, limit: number): string {
  let bytes = 0;
  let kept = '';
  for (const point of text) {
    bytes += Buffer.byteLength(point);
    if (bytes > limit) break;
    kept += point;
  }
  return kept;
}
