import { METADATA_FIELDS, type MetadataEdit, type MetadataField } from '../../workflow/plan/delivery-steps.ts';
import type { MetadataBlocks } from './blocks.ts';
import { exifCopyright } from './exif-facts.ts';
import { entryOf, openExif, TAG, textOf } from './exif-structure.ts';
import { setExifTexts } from './exif-texts.ts';
import { IPTC, iptcTexts } from './iptc.ts';
import { setIptcTexts } from './iptc-edit.ts';
import { xmpTexts } from './xmp.ts';
import { setXmpFields } from './xmp-edit.ts';

/** Where each field lives (IPTC Photo Metadata Standard 2024: IIM dataset, XMP property; EXIF 2.32 tag). */
interface Places {
  xmp: string;
  iptc?: number;
  exif?: number;
  list?: true;
}
const PLACES: Record<MetadataField, Places> = {
  title: { xmp: 'dc:title', iptc: IPTC.title },
  caption: { xmp: 'dc:description', iptc: IPTC.caption, exif: TAG.description },
  keywords: { xmp: 'dc:subject', iptc: 25, list: true },
  creator: { xmp: 'dc:creator', iptc: IPTC.byline, exif: TAG.artist },
  credit: { xmp: 'photoshop:Credit', iptc: IPTC.credit },
  copyright: { xmp: 'dc:rights', iptc: IPTC.copyright, exif: TAG.copyright },
  rights: { xmp: 'xmpRights:UsageTerms' },
  contactUrl: { xmp: 'Iptc4xmpCore:CiUrlWork' },
};

/** The values that a field has after an edit; null removes it. */
export type FieldValues = Partial<Record<MetadataField, string[] | null>>;

/** An edit with its templates replaced. */
export function expandEdit(edit: MetadataEdit, expand: (text: string) => string): MetadataEdit {
  if (edit.mode === 'remove') return edit;
  const fields = Object.entries(edit.fields).map(([field, text]) => [field, expand(text).trim()]);
  return { ...edit, fields: Object.fromEntries(fields) };
}

/**
 * The blocks with the edits made, in EXIF, IPTC and XMP alike, each where it has a place for the field. IPTC records are only
 * written where there were some, since XMP says the same and every program of today reads it. An empty text sets nothing.
 */
export function applyEdits(blocks: MetadataBlocks, edits: readonly MetadataEdit[]): MetadataBlocks {
  let result = blocks;
  for (const edit of edits) {
    const values = valuesOf(result, edit);
    if (Object.keys(values).length > 0) result = withValues(result, values);
  }
  return result;
}

function valuesOf(blocks: MetadataBlocks, { mode, fields }: MetadataEdit): FieldValues {
  const values: FieldValues = {};
  for (const field of METADATA_FIELDS) {
    const text = fields[field];
    if (text === undefined) continue;
    if (mode === 'remove') values[field] = null;
    else if (text !== '' && (mode === 'set' || fieldTexts(blocks, field).length === 0)) {
      values[field] = PLACES[field].list
        ? text
            .split(',')
            .map((word) => word.trim())
            .filter((word) => word !== '')
        : [text];
    }
  }
  return values;
}

/** What the blocks say about a field, from whichever says anything first. */
export function fieldTexts({ exif, xmp, iptc }: MetadataBlocks, field: MetadataField): string[] {
  const places = PLACES[field];
  const fromXmp = xmp ? xmpTexts(xmp, places.xmp) : [];
  if (fromXmp.length > 0) return fromXmp;
  const fromIptc = iptc && places.iptc !== undefined ? iptcTexts(iptc, places.iptc) : [];
  if (fromIptc.length > 0) return fromIptc;
  const data = exif && places.exif !== undefined ? openExif(exif) : null;
  if (!data) return [];
  const text = field === 'copyright' ? exifCopyright(data) : textOf(data, entryOf(data.first, places.exif!));
  return text ? [text] : [];
}

/** What the IPTC records say, field by field. */
export function iptcFields({ iptc }: MetadataBlocks): Partial<Record<MetadataField, string[]>> {
  const found = METADATA_FIELDS.flatMap((field) => {
    const dataset = PLACES[field].iptc;
    const texts = iptc && dataset !== undefined ? iptcTexts(iptc, dataset) : [];
    return texts.length > 0 ? [[field, texts] as const] : [];
  });
  return Object.fromEntries(found);
}

/** The blocks with these values in those of them that do not have the field yet. */
export function addFields(
  blocks: MetadataBlocks,
  values: Partial<Record<MetadataField, string[]>>,
  into: readonly ('exif' | 'xmp')[],
): MetadataBlocks {
  const missing = (only: MetadataBlocks): FieldValues =>
    Object.fromEntries(
      Object.entries(values).filter(([field]) => fieldTexts(only, field as MetadataField).length === 0),
    );
  const { exif, xmp } = blocks;
  const inExif = withValues(blocks, missing({ exif, xmp: null, iptc: null }));
  const inXmp = withValues(blocks, missing({ exif: null, xmp, iptc: null }));
  return {
    ...blocks,
    ...(into.includes('exif') ? { exif: inExif.exif } : {}),
    ...(into.includes('xmp') ? { xmp: inXmp.xmp } : {}),
  };
}

function withValues({ exif, xmp, iptc, ...rest }: MetadataBlocks, values: FieldValues): MetadataBlocks {
  const fields = Object.keys(values) as MetadataField[];
  const tags = new Map<number, string | null>();
  const datasets = new Map<number, string[]>();
  for (const field of fields) {
    const { exif: tag, iptc: dataset } = PLACES[field];
    if (tag !== undefined) tags.set(tag, values[field]?.join('; ') ?? null);
    if (dataset !== undefined) datasets.set(dataset, values[field] ?? []);
  }
  return {
    ...rest,
    exif: tags.size === 0 ? exif : setExifTexts(exif, tags),
    xmp:
      fields.length === 0
        ? xmp
        : setXmpFields(xmp, new Map(fields.map((field) => [PLACES[field].xmp, values[field] ?? []]))),
    iptc: iptc && setIptcTexts(iptc, datasets),
  };
}
