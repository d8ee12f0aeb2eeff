import { describe, expect, it } from 'vitest';
import {
  rightsPacket,
  withoutContainerFacts,
  withoutPosition,
  withPictureFacts,
  xmpTexts,
} from '../../../src/pixels/metadata/xmp.ts';
import { xmpWithPosition } from '../decoders/pictures.ts';

describe('positions in XMP', () => {
  it('are removed as attributes and as elements, and nothing else is', () => {
    const cleaned = withoutPosition(xmpWithPosition())!;
    expect(cleaned).not.toMatch(/GPS|51,29|0,7/);
    expect(cleaned).toContain('xmp:Rating="4"');
    expect(xmpTexts(cleaned, 'dc:title')).toEqual(['Boxes & more']);
  });

  it('are found in the notations of drones and of the W3C, inside structures too', () => {
    const cleaned = withoutPosition(
      xmpWithPosition(
        '<drone-dji:GpsLatitude>+51.4</drone-dji:GpsLatitude><geo:lat>51.4</geo:lat><Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li><exif:GPSLatitude>51,4N</exif:GPSLatitude><City>X</City></rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>',
      ),
    )!;
    expect(cleaned).not.toContain('51');
    expect(cleaned).toContain('<City>X</City>');
  });

  it('drop the packet when they stand there in an unknown notation', () => {
    expect(withoutPosition('<x:xmpmeta><a:b c:gpslatitude=51 /></x:xmpmeta>')).toBeNull();
  });

  it('are searched in linear time: padding and long values do not hang it', () => {
    const long = `${'A'.repeat(300_000)} ${' '.repeat(300_000)}`;
    expect(withoutPosition(xmpWithPosition(`<x:y>${long}</x:y>`))).toContain(long);
  });
});

describe('facts of the old file in XMP', () => {
  it('are brought up to date where they are', () => {
    const updated = withPictureFacts(xmpWithPosition(), { orientation: 1, width: 10, height: 20 });
    expect(updated).toContain('tiff:Orientation="1"');
    expect(updated).not.toContain('PixelXDimension');
  });

  it('go when they describe thumbnails and gain maps', () => {
    const cleaned = withoutContainerFacts(
      xmpWithPosition(
        '<xmp:Thumbnails><rdf:Alt><rdf:li>BASE64</rdf:li></rdf:Alt></xmp:Thumbnails><hdrgm:Version>1.0</hdrgm:Version><Container:Directory><rdf:Seq/></Container:Directory>',
      ),
    );
    expect(cleaned).not.toMatch(/BASE64|hdrgm:Version|Container:Directory/);
    expect(cleaned).toContain('dc:title');
  });
});

describe('rights', () => {
  it('are written so that they are read back', () => {
    const xmp = rightsPacket({ creators: ['Ada <1>', 'Bob & Co'], copyright: '© "Ada"', credit: 'Agency' })!;
    expect(xmpTexts(xmp, 'dc:creator')).toEqual(['Ada <1>', 'Bob & Co']);
    expect(xmpTexts(xmp, 'dc:rights')).toEqual(['© "Ada"']);
    expect(xmpTexts(xmp, 'photoshop:Credit')).toEqual(['Agency']);
  });

  it('need no packet when there are none', () => {
    expect(rightsPacket({ creators: [] })).toBeNull();
  });
});
