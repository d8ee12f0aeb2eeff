import { describe, expect, it } from 'vitest';
import { IPTC, iptcSegment, iptcTexts, photoshopIptc } from '../../../src/pixels/metadata/iptc.ts';

const record = (dataset: number, text: string): Buffer => {
  const value = Buffer.from(text, 'utf8');
  return Buffer.concat([Buffer.from([0x1c, 2, dataset, value.length >> 8, value.length & 255]), value]);
};
const records = Buffer.concat([record(IPTC.title, 'Title'), record(IPTC.byline, 'Ada'), record(IPTC.byline, 'Bøb')]);

describe('IPTC records', () => {
  it('are found in what a JPEG and a TIFF hold, without other Photoshop resources', () => {
    expect(photoshopIptc(records)).toEqual(records);
    expect(Buffer.from(photoshopIptc(iptcSegment(records))!)).toEqual(records);
    const thumbnail = Buffer.concat([Buffer.from('8BIM\x04\x0c\0\0\0\0\0\x05', 'latin1'), Buffer.from('THUMB\0')]);
    const segment = iptcSegment(records);
    const both = Buffer.concat([segment.subarray(0, 14), thumbnail, segment.subarray(14)]);
    expect(Buffer.from(photoshopIptc(both)!)).toEqual(records);
  });

  it('give their texts by dataset', () => {
    expect(iptcTexts(records, IPTC.byline)).toEqual(['Ada', 'Bøb']);
    expect(iptcTexts(records, IPTC.credit)).toEqual([]);
    expect(iptcTexts(records.subarray(0, records.length - 2), IPTC.byline)).toEqual(['Ada']);
  });

  it('are none in blocks without them', () => {
    expect(photoshopIptc(Buffer.from('8BIM'))).toBeNull();
    expect(photoshopIptc(Buffer.from('8BIM\x04\x04\0\0\0\0\xff\xff', 'latin1'))).toBeNull();
    expect(photoshopIptc(new Uint8Array(0))).toBeNull();
  });
});
