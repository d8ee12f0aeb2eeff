import type { MetadataField } from '../../workflow/plan/delivery-steps.ts';
import type { MetadataBlocks, PngText } from './blocks.ts';
import { addFields, iptcFields } from './edit.ts';

/** Keywords of PNG text chunks (PNG 3rd edition, 11.3.3.2) that other formats have fields for. */
const FIELDS: Readonly<Record<string, MetadataField>> = {
  Title: 'title',
  Author: 'creator',
  Description: 'caption',
  Copyright: 'copyright',
};
const RIGHTS = new Set(['Author', 'Copyright']);
const PLACE = /gps|location|latitude|longitude/i;

/** The text chunks that a policy keeps. */
export function textsKept(
  texts: readonly PngText[],
  policy: 'all' | 'no-gps' | 'copyright' | 'none',
): readonly PngText[] {
  if (policy === 'none') return [];
  if (policy === 'copyright') return texts.filter(({ keyword }) => RIGHTS.has(keyword));
  return policy === 'no-gps' ? texts.filter(({ keyword }) => !PLACE.test(keyword)) : texts;
}

/** Says what IPTC records say in XMP too, where that is silent: for formats that have no place for records. */
export function withRecordsInXmp(blocks: MetadataBlocks): MetadataBlocks {
  return { ...addFields(blocks, iptcFields(blocks), ['xmp']), iptc: null };
}

/** Says what text chunks say in EXIF and XMP, where those are silent; `left` are the keywords that have no field. */
export function withTextsAsFields(
  blocks: MetadataBlocks,
  texts: readonly PngText[],
): { blocks: MetadataBlocks; left: string[] } {
  const values: Partial<Record<MetadataField, string[]>> = {};
  for (const { keyword, text } of texts) {
    const field = FIELDS[keyword];
    if (field !== undefined && text.trim() !== '') values[field] ??= [text.trim()];
  }
  const left = texts.map(({ keyword }) => keyword).filter((keyword) => FIELDS[keyword] === undefined);
  return { blocks: addFields(blocks, values, ['exif', 'xmp']), left: [...new Set(left)] };
}
