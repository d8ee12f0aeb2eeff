import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { metadataInside } from '../../src/pixels/checks/metadata-inside.ts';
import { builtInProfile } from '../../src/pixels/colour/profiles.ts';
import { decoderFor } from '../../src/pixels/decoders/all.ts';
import { fieldTexts } from '../../src/pixels/metadata/edit.ts';
import { exifFacts } from '../../src/pixels/metadata/exif-facts.ts';
import { iptcSegment, iptcTexts } from '../../src/pixels/metadata/iptc.ts';
import type { ExportFormat, MetadataPolicy } from '../../src/workflow/plan/steps.ts';
import { aWorkflow } from '../support/a-workflow.ts';
import { measured } from './measured.ts';
import { runFile } from './run-file.ts';

const RIGHTS = 'Jane Doe, all rights reserved';
const XMP = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="52,31.2N"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Harbour</rdf:li></rdf:Alt></dc:title><dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${RIGHTS}</rdf:li></rdf:Alt></dc:rights></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** A JPEG with EXIF (place, dates, copyright), IPTC, XMP, Display P3 and 240 dpi. */
async function source(): Promise<Buffer> {
  const jpeg = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#5a7896' } })
    .withExif({
      IFD0: { Model: 'X100', Artist: 'Jane', Copyright: RIGHTS },
      IFD2: { DateTimeOriginal: '2024:05:03 10:20:30', LensModel: '23mm F2' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1' },
    })
    .withXmp(XMP)
    .withMetadata({ density: 240 })
    .jpeg()
    .toBuffer();
  const iim = (dataset: number, text: string): Buffer => {
    const value = Buffer.from(text);
    return Buffer.concat([Buffer.from([0x1c, 2, dataset, 0, value.length]), value]);
  };
  const payload = iptcSegment(Buffer.concat([iim(116, RIGHTS), iim(120, 'Boats')]));
  const head = Buffer.from([0xff, 0xed, (payload.length + 2) >> 8, (payload.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, payload, jpeg.subarray(2)]);
}

const FORMATS: ExportFormat[] = ['jpeg', 'png', 'webp', 'avif', 'tiff'];
const POLICIES: MetadataPolicy[] = ['all', 'no-gps', 'copyright', 'none'];

describe.each(POLICIES)('metadata policy %s', (policy) => {
  it.each(FORMATS)('is kept in a %s', async (format) => {
    const workflow = aWorkflow()
      .with('resize', { longEdge: 32 })
      .with('export', { format, metadata: policy, profile: 'display-p3' });
    const { bytes, raster } = await runFile(workflow, await source(), 'photo.jpg');
    const { blocks, density } = await (await decoderFor(format)).metadata(bytes, format);
    const facts = exifFacts(blocks);
    const keeps = policy === 'all' || policy === 'no-gps';
    measured(
      [
        facts['copyright'] && 'copyright',
        facts['takenAt'] && 'date',
        blocks.xmp && 'XMP',
        blocks.iptc && 'IPTC',
        density && `${density} dpi`,
      ]
        .filter(Boolean)
        .join(', ') || 'nothing',
    );
    expect(raster.profile.key).toBe(builtInProfile('display-p3').key);
    expect((await metadataInside(bytes, { format })).gps).toBe(policy === 'all');
    expect(facts['copyright']).toBe(policy === 'none' ? undefined : RIGHTS);
    expect(facts['takenAt']).toBe(keeps ? '2024-05-03T10:20:30' : undefined);
    expect(facts['model']).toBe(keeps ? 'X100' : undefined);
    expect(fieldTexts({ ...blocks, iptc: null }, 'title')).toEqual(keeps ? ['Harbour'] : []);
    if (keeps && (format === 'jpeg' || format === 'tiff')) expect(iptcTexts(blocks.iptc!, 120)).toEqual(['Boats']);
    if (keeps && format !== 'avif' && format !== 'webp') expect(Math.round(density ?? 0)).toBe(240);
    // What the format has no place for is not lost without a word, nor without a substitute.
    if (keeps) expect(fieldTexts(blocks, 'caption')).toEqual(['Boats']);
    const head = bytes.toString('latin1');
    expect(head.includes('Jane')).toBe(policy !== 'none');
  });
});

describe('text chunks of a PNG', () => {
  const text = (keyword: string, value: string): Buffer => {
    const data = Buffer.from(`tEXt${keyword}\0${value}`, 'latin1');
    const chunk = Buffer.alloc(data.length + 8);
    chunk.writeUInt32BE(data.length - 4, 0);
    data.copy(chunk, 4);
    chunk.writeUInt32BE(crc32(data), data.length + 4);
    return chunk;
  };
  const withTexts = async (): Promise<Buffer> => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
      .png()
      .toBuffer();
    const texts = [text('Title', 'Harbour'), text('Copyright', RIGHTS), text('Comment', 'first light')];
    return Buffer.concat([png.subarray(0, 33), ...texts, png.subarray(33)]);
  };

  it('are carried over to a PNG', async () => {
    const { bytes } = await runFile(aWorkflow().with('export', { format: 'png' }), await withTexts(), 'a.png');
    const { comments = [] } = await sharp(bytes).metadata();
    expect(Object.fromEntries(comments.map(({ keyword, text: value }) => [keyword, value]))).toMatchObject({
      Title: 'Harbour',
      Comment: 'first light',
    });
  });

  it('become XMP elsewhere, and only the rights stay where no more is wanted', async () => {
    const blocksOf = async (metadata: MetadataPolicy) => {
      const workflow = aWorkflow().with('export', { format: 'jpeg', metadata });
      const { bytes } = await runFile(workflow, await withTexts(), 'a.png');
      return (await (await decoderFor('jpeg')).metadata(bytes, 'jpeg')).blocks;
    };
    const all = await blocksOf('all');
    expect([fieldTexts(all, 'title'), fieldTexts(all, 'copyright')]).toEqual([['Harbour'], [RIGHTS]]);
    const rights = await blocksOf('copyright');
    expect([fieldTexts(rights, 'title'), fieldTexts(rights, 'copyright')]).toEqual([[], [RIGHTS]]);
    expect(await blocksOf('none')).toMatchObject({ exif: null, xmp: null, iptc: null });
  });
});
