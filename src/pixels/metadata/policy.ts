import type { MetadataPolicy } from '../../workflow/plan/steps.ts';
import type { MetadataBlocks } from './blocks.ts';
import { editExif, type PictureFacts } from './exif-edit.ts';
import { exifCopyright } from './exif-facts.ts';
import { entryOf, openExif, TAG, textOf } from './exif-structure.ts';
import { type NewEntry, rationalEntry, rebuildExif, shortEntry, textEntry, writeExif } from './exif-write.ts';
import { IPTC, iptcTexts } from './iptc.ts';
import { rightsPacket, withoutContainerFacts, withoutPosition, withPictureFacts, xmpTexts } from './xmp.ts';

/** Larger packets are depth maps and the like in disguise; they are left behind. */
const MAX_XMP = 4 << 20;

export interface PolicyResult {
  blocks: MetadataBlocks;
  notes: string[];
}

/**
 * The metadata that goes into a file. `all` keeps everything but the old thumbnail, `no-gps` everything but positions too,
 * `copyright` only who made the picture and who owns it, `none` nothing; an orientation that is still pending is written
 * whatever the policy says, since the picture would be wrong without it.
 */
export function applyPolicy(source: MetadataBlocks, policy: MetadataPolicy, facts: PictureFacts): PolicyResult {
  if (policy === 'none') {
    return { blocks: { exif: essentialExif([], facts), xmp: null, iptc: null }, notes: [] };
  }
  if (policy === 'copyright') return { blocks: rightsOnly(source, facts), notes: [] };
  const dropPosition = policy === 'no-gps';
  const notes: string[] = [];
  let xmp =
    source.xmp && source.xmp.length <= MAX_XMP ? withPictureFacts(withoutContainerFacts(source.xmp), facts) : null;
  if (xmp !== null && dropPosition) {
    xmp = withoutPosition(xmp);
    if (xmp === null) notes.push('XMP metadata left out: a position in it could not be removed safely.');
  }
  // A TIFF source's block is the whole file.
  const block = source.exif && isTiffFile(source.exif) ? rebuildExif(source.exif) : source.exif;
  const exif = block ? editExif(block, facts, dropPosition) : essentialExif([], facts);
  return { blocks: { exif, xmp, iptc: source.iptc }, notes };
}

/** An EXIF block with strips or tiles of its own main picture is a TIFF file. */
function isTiffFile(exif: Uint8Array): boolean {
  const data = openExif(exif);
  return Boolean(data && (entryOf(data.first, TAG.stripOffsets) ?? entryOf(data.first, TAG.tileOffsets)));
}

function rightsOnly(source: MetadataBlocks, facts: PictureFacts): MetadataBlocks {
  const data = source.exif && openExif(source.exif);
  const { xmp, iptc } = source;
  const fromXmp = (name: string): string[] => (xmp ? xmpTexts(xmp, name) : []);
  const fromIptc = (dataset: number): string[] => (iptc ? iptcTexts(iptc, dataset) : []);
  const artist = data ? textOf(data, entryOf(data.first, TAG.artist)) : undefined;
  const creators = firstNonEmpty(fromXmp('dc:creator'), fromIptc(IPTC.byline), artist ? [artist] : []);
  const copyright = (data ? exifCopyright(data) : undefined) ?? fromXmp('dc:rights')[0] ?? fromIptc(IPTC.copyright)[0];
  const credit = fromXmp('photoshop:Credit')[0] ?? fromIptc(IPTC.credit)[0];
  const texts: NewEntry[] = [];
  const author = artist ?? (creators.length > 0 ? creators.join('; ') : undefined);
  if (author) texts.push(textEntry(TAG.artist, author));
  if (copyright) texts.push(textEntry(TAG.copyright, copyright));
  return {
    exif: essentialExif(texts, facts),
    xmp: rightsPacket({ creators, ...(copyright ? { copyright } : {}), ...(credit ? { credit } : {}) }),
    iptc: null,
  };
}

function firstNonEmpty(...lists: string[][]): string[] {
  return lists.find((list) => list.length > 0) ?? [];
}

/** A fresh block with the given entries and what must not be missing: a pending orientation, and an asked-for resolution. */
function essentialExif(entries: NewEntry[], facts: PictureFacts): Uint8Array | null {
  const first = [...entries];
  if (facts.orientation !== 1) first.push(shortEntry(TAG.orientation, facts.orientation));
  if (facts.dpi !== null) {
    first.push(
      rationalEntry(TAG.xResolution, facts.dpi),
      rationalEntry(TAG.yResolution, facts.dpi),
      shortEntry(TAG.resolutionUnit, 2),
    );
  }
  return first.length > 0 ? writeExif({ first }) : null;
}
