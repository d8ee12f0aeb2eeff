import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decoderFor } from '../../../src/pixels/decoders/all.ts';
import { encode } from '../../../src/pixels/encoders/encode.ts';
import type { MetadataBlocks } from '../../../src/pixels/metadata/blocks.ts';
import { applyEdits, expandEdit, fieldTexts } from '../../../src/pixels/metadata/edit.ts';
import { exifFacts } from '../../../src/pixels/metadata/exif-facts.ts';
import { iptcSegment, iptcTexts } from '../../../src/pixels/metadata/iptc.ts';
import { METADATA_FIELDS, type MetadataEdit } from '../../../src/workflow/plan/delivery-steps.ts';
import { raster, step } from '../encoders/rasters.ts';

const NOTHING: MetadataBlocks = { exif: null, xmp: null, iptc: null };
const set = (fields: MetadataEdit['fields'], mode: MetadataEdit['mode'] = 'set'): MetadataEdit => ({
  mode,
  fields,
  stripGps: false,
});
const ALL = {
  title: 'Harbour',
  caption: 'Boats & “nets” at <dawn>',
  keywords: 'boats, nets,  dawn ',
  creator: 'Zoë Müller',
  credit: 'Müller / Photo',
  copyright: '© 2026 Zoë Müller',
  rights: 'Editorial use only',
  contactUrl: 'https://example.org/zoe?a=1&b=2',
};

const iim = (dataset: number, value: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x1c, 2, dataset, value.length >> 8, value.length & 255]), value]);

async function blocksOf(bytes: Uint8Array, format: string): Promise<MetadataBlocks> {
  return (await (await decoderFor(format)).metadata(bytes, format)).blocks;
}

describe('metadata edits', () => {
  it('write every field where nothing was, and read back', () => {
    const blocks = applyEdits(NOTHING, [set(ALL)]);
    expect(fieldTexts(blocks, 'keywords')).toEqual(['boats', 'nets', 'dawn']);
    for (const field of METADATA_FIELDS.filter((one) => one !== 'keywords')) {
      expect(fieldTexts(blocks, field), field).toEqual([ALL[field]]);
    }
    expect(exifFacts({ ...NOTHING, exif: blocks.exif })).toMatchObject({
      artist: ALL.creator,
      copyright: ALL.copyright,
      description: ALL.caption,
    });
  });

  it('replace, add what is missing, or remove', () => {
    const first = applyEdits(NOTHING, [set({ creator: 'A', title: 'Old' })]);
    expect(fieldTexts(applyEdits(first, [set({ creator: 'B' })]), 'creator')).toEqual(['B']);
    const kept = applyEdits(first, [set({ creator: 'B', credit: 'C' }, 'ifEmpty')]);
    expect([fieldTexts(kept, 'creator'), fieldTexts(kept, 'credit')]).toEqual([['A'], ['C']]);
    const removed = applyEdits(first, [set({ creator: '' }, 'remove')]);
    expect([fieldTexts(removed, 'creator'), fieldTexts(removed, 'title')]).toEqual([[], ['Old']]);
    expect(exifFacts(removed)).not.toHaveProperty('artist');
  });

  it('set nothing for a text that comes out empty', () => {
    const edit = expandEdit(set({ title: '{exif.title}' }), () => ' ');
    expect(applyEdits(NOTHING, [edit])).toEqual(NOTHING);
  });

  it('keep IPTC records in step, in UTF-8, without touching the others', () => {
    const latin = Buffer.concat([iim(90, Buffer.from('Köln', 'latin1')), iim(80, Buffer.from('Old'))]);
    const { iptc } = applyEdits({ ...NOTHING, iptc: new Uint8Array(latin) }, [set({ creator: 'Zoë' })]);
    expect(iptcTexts(iptc!, 80)).toEqual(['Zoë']);
    expect(iptcTexts(iptc!, 90)).toEqual(['Köln']);
    expect([...iptc!.subarray(0, 8)]).toEqual([0x1c, 1, 90, 0, 3, 0x1b, 0x25, 0x47]);
  });

  it.each(['jpeg', 'png', 'webp', 'tiff'] as const)('arrive in a %s beside what the policy keeps', async (format) => {
    const source = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888888' } })
      .withExif({ IFD0: { Model: 'X100', Artist: 'Old' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '1/1 2/1 3/1' } })
      .jpeg()
      .toBuffer();
    const encoded = await encode(
      raster(),
      step({ format, metadata: 'all', edits: [{ ...set(ALL), stripGps: true }] }),
      { bytes: source, format: 'jpeg' },
    );
    const blocks = await blocksOf(encoded.bytes, format);
    expect(fieldTexts(blocks, 'copyright')).toEqual([ALL.copyright]);
    expect(exifFacts(blocks)).toMatchObject({ model: 'X100', artist: ALL.creator, title: ALL.title });
    expect(fieldTexts(blocks, 'contactUrl')).toEqual([ALL.contactUrl]);
    const back = await sharp(encoded.bytes).metadata();
    expect(back.exif === undefined || !back.exif.includes(Buffer.from([0x88, 0x25]))).toBe(true);
  });

  it('write nothing where the export keeps nothing, and say so', async () => {
    const { bytes, notes } = await encode(raster(), step({ format: 'jpeg', metadata: 'none', edits: [set(ALL)] }), {
      bytes: null,
      format: 'jpeg',
    });
    expect(await blocksOf(bytes, 'jpeg')).toEqual(NOTHING);
    expect(notes).toEqual([expect.stringContaining('no metadata at all')]);
  });

  it('reach IPTC records that the source had', async () => {
    const records = Buffer.concat([iim(80, Buffer.from('Old'))]);
    const plain = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888888' } })
      .jpeg()
      .toBuffer();
    const payload = iptcSegment(records);
    const head = Buffer.from([0xff, 0xed, (payload.length + 2) >> 8, (payload.length + 2) & 255]);
    const source = Buffer.concat([plain.subarray(0, 2), head, payload, plain.subarray(2)]);
    const encoded = await encode(
      raster(),
      step({ format: 'jpeg', metadata: 'all', edits: [set({ creator: 'New' })] }),
      {
        bytes: source,
        format: 'jpeg',
      },
    );
    expect(iptcTexts((await blocksOf(encoded.bytes, 'jpeg')).iptc!, 80)).toEqual(['New']);
  });
});
