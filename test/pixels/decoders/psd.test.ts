import { describe, expect, it } from 'vitest';
import { builtInProfile } from '../../../src/pixels/colour/profiles.ts';
import { probe } from '../../../src/pixels/decoders/probe.ts';
import { encode } from '../../../src/pixels/encoders/encode.ts';
import { TAG } from '../../../src/pixels/metadata/exif-structure.ts';
import { textEntry, writeExif } from '../../../src/pixels/metadata/exif-write.ts';
import { step } from '../encoders/rasters.ts';
import { open as openPicture, pixelAt } from './pictures.ts';
import { type PsdOptions, psd } from './psd.ts';

const open = async (bytes: Uint8Array) => ({ ...(await openPicture(bytes)), facts: await probe(bytes, 'a.psd') });

const WIDTH = 20;
const HEIGHT = 6;
const SIZE = WIDTH * HEIGHT;

/** A plane that rises to the right, with a run at its left. */
function ramp(top: number): number[] {
  return Array.from({ length: SIZE }, (_, i) => Math.round((Math.max(0, (i % WIDTH) - 4) / (WIDTH - 5)) * top));
}
const flat = (value: number): number[] => Array<number>(SIZE).fill(value);
const bytes = (...planes: number[][]): Uint8Array[] => planes.map((plane) => Uint8Array.from(plane));
const words = (...planes: number[][]): Uint16Array[] => planes.map((plane) => Uint16Array.from(plane));
const document = (options: Partial<PsdOptions> & Pick<PsdOptions, 'planes' | 'mode'>): Uint8Array =>
  psd({ width: WIDTH, height: HEIGHT, ...options });

describe('Photoshop documents', () => {
  it.each(['none', 'runs', 'zip', 'predicted'] as const)(
    'in RGB are read, composite compressed as %s',
    async (compression) => {
      for (const large of [false, true]) {
        const { raster } = await open(
          document({ planes: bytes(ramp(255), flat(30), flat(200)), mode: 3, compression, large }),
        );
        expect([raster.width, raster.height, raster.channels, raster.depth]).toEqual([WIDTH, HEIGHT, 3, 8]);
        expect(pixelAt(raster, 2, 3)).toEqual([0, 30, 200]);
        expect(pixelAt(raster, 19, 5)).toEqual([255, 30, 200]);
      }
    },
  );

  it.each(['none', 'runs', 'zip', 'predicted'] as const)(
    'with 16 bits keep them, compressed as %s',
    async (compression) => {
      const { raster, facts } = await open(
        document({ planes: words(ramp(65535), flat(1234), flat(40000)), mode: 3, compression }),
      );
      expect(facts.depth).toBe(16);
      expect(raster.depth).toBe(16);
      expect([...raster.data.slice(-3)]).toEqual([65535, 1234, 40000]);
    },
  );

  it('keep their transparency, and do not take other channels for it', async () => {
    const planes = bytes(flat(10), flat(20), flat(30), ramp(255));
    const transparent = await open(document({ planes, mode: 3, transparent: true }));
    expect(transparent.facts.hasAlpha).toBe(true);
    expect(pixelAt(transparent.raster, 19, 0)).toEqual([10, 20, 30, 255]);
    const extra = await open(document({ planes, mode: 3 }));
    expect(extra.raster.channels).toBe(3);
  });

  it('in grey, indexed colours and Lab become RGB', async () => {
    const grey = await open(document({ planes: bytes(ramp(255)), mode: 1 }));
    expect(pixelAt(grey.raster, 19, 0)).toEqual([255, 255, 255]);
    const palette = new Uint8Array(768);
    palette.set([7], 3);
    palette.set([8], 256 + 3);
    palette.set([9], 512 + 3);
    const indexed = await open(document({ planes: bytes(flat(3)), mode: 2, palette }));
    expect(pixelAt(indexed.raster, 4, 4)).toEqual([7, 8, 9]);
    // L 50, a 0, b 0: middle grey, which sRGB writes as 119.
    const lab = await open(document({ planes: bytes(flat(128), flat(128), flat(128)), mode: 9 }));
    for (const value of pixelAt(lab.raster, 4, 4)) expect(Math.abs(value - 119)).toBeLessThan(2);
  });

  it.each([8, 16])('in CMYK of %i bits become RGB: 255 is no ink', async (bits) => {
    const top = bits === 8 ? 255 : 65535;
    const make = bits === 8 ? bytes : words;
    const paper = await open(document({ planes: make(flat(top), flat(top), flat(top), flat(top)), mode: 4 }));
    for (const value of pixelAt(paper.raster, 4, 4)) expect(value).toBeGreaterThan(250);
    const magenta = await open(document({ planes: make(flat(top), flat(0), flat(top), flat(top)), mode: 4 }));
    const [r, g, b] = pixelAt(magenta.raster, 4, 4);
    expect(r! - g!).toBeGreaterThan(100);
    expect(b! - g!).toBeGreaterThan(50);
  });

  it('carry their profile, EXIF, XMP, IPTC and resolution into exports', async () => {
    const xmp = Buffer.from(
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Mug</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>',
    );
    const iptc = Buffer.from([0x1c, 2, 80, 0, 4, ...Buffer.from('Jane')]);
    const resolution = Buffer.alloc(16);
    resolution.writeUInt32BE(300 * 65536, 0);
    const source = document({
      planes: bytes(flat(10), flat(200), flat(30)),
      mode: 3,
      resources: {
        1005: resolution,
        1028: iptc,
        1039: builtInProfile('adobe-rgb').icc,
        1058: writeExif({ first: [textEntry(TAG.make, 'Nikon')] }),
        1060: xmp,
      },
    });
    const { raster, facts } = await open(source);
    expect(raster.profile.key).toBe('adobe-rgb');
    expect(facts.exif).toMatchObject({ make: 'Nikon', title: 'Mug', artist: 'Jane' });
    const written = await encode(raster, step({ format: 'jpeg', profile: 'source', metadata: 'all' }), {
      bytes: source,
      format: 'psd',
    });
    const again = await open(written.bytes);
    expect(again.raster.profile.key).toBe('adobe-rgb');
    expect(again.facts.exif).toMatchObject({ make: 'Nikon', title: 'Mug' });
  });

  it('say that layers are not read', async () => {
    expect((await open(document({ planes: bytes(flat(1)), mode: 1 }))).notes).toContain(
      'The flattened picture is used; layers are not read.',
    );
  });
});

describe('documents that cannot be read', () => {
  it('are refused when the flattened picture was not saved', async () => {
    const without = document({
      planes: bytes(flat(255), flat(255), flat(255)),
      mode: 3,
      resources: { 1057: Buffer.from([0, 0, 0, 1, 0]) },
    });
    await expect(open(without)).rejects.toMatchObject({
      code: 'unsupported_format',
      message: expect.stringContaining('Maximize Compatibility'),
    });
  });

  it.each(['none', 'runs', 'zip', 'predicted'] as const)(
    'are called incomplete when cut off (%s)',
    async (compression) => {
      const noise = Array.from({ length: SIZE }, (_, i) => (i * 131) % 256);
      const whole = document({ planes: bytes(noise, noise, noise), mode: 3, compression });
      await expect(open(whole.slice(0, -20))).rejects.toMatchObject({ code: 'image_truncated' });
      await expect(open(whole.slice(0, 30))).rejects.toMatchObject({ code: 'image_truncated' });
    },
  );

  it('are refused in modes that have no picture', async () => {
    await expect(probe(document({ planes: bytes(flat(1), flat(1)), mode: 7 }), 'a.psd')).rejects.toMatchObject({
      code: 'unsupported_format',
    });
  });
});
