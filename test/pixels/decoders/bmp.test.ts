import { describe, expect, it } from 'vitest';
import { open, pixelAt } from './pictures.ts';

interface BmpOptions {
  bits: number;
  /** Rows from the top, each as its bytes; padded to four here. */
  rows: number[][];
  width: number;
  topDown?: boolean;
  compression?: number;
  masks?: number[];
  /** Blue, green, red triples. */
  palette?: number[][];
  /** Everything behind the header and palette, instead of rows. */
  data?: number[];
  /** OS/2 1.x header. */
  old?: boolean;
}

function bmp({
  bits,
  rows,
  width,
  topDown,
  compression = 0,
  masks = [],
  palette = [],
  data,
  old,
}: BmpOptions): Uint8Array {
  const height = rows.length;
  const info = Buffer.alloc(old ? 12 : 40);
  info.writeUInt32LE(info.length, 0);
  if (old) {
    info.writeUInt16LE(width, 4);
    info.writeUInt16LE(height, 6);
    info.writeUInt16LE(1, 8);
    info.writeUInt16LE(bits, 10);
  } else {
    info.writeInt32LE(width, 4);
    info.writeInt32LE(topDown ? -height : height, 8);
    info.writeUInt16LE(1, 12);
    info.writeUInt16LE(bits, 14);
    info.writeUInt32LE(compression, 16);
  }
  const maskBytes = Buffer.alloc(masks.length * 4);
  for (const [i, mask] of masks.entries()) maskBytes.writeUInt32LE(mask, i * 4);
  const colours = Buffer.from(palette.flatMap((colour) => (old ? colour : [...colour, 0])));
  const padded = (topDown ? rows : rows.toReversed()).flatMap((row) => [...row, ...Array(-row.length & 3).fill(0)]);
  const pixels = Buffer.from(data ?? padded);
  const head = Buffer.alloc(14);
  head.write('BM', 0, 'latin1');
  const start = 14 + info.length + maskBytes.length + colours.length;
  head.writeUInt32LE(start + pixels.length, 2);
  head.writeUInt32LE(start, 10);
  return new Uint8Array(Buffer.concat([head, info, maskBytes, colours, pixels]));
}

const PALETTE = [
  [0, 0, 0],
  [30, 20, 10],
  [60, 50, 40],
];

describe('BMP', () => {
  it.each([false, true])('with 24 bits is read, from the top: %s', async (topDown) => {
    const rows = [
      [3, 2, 1, 6, 5, 4, 9, 8, 7],
      [12, 11, 10, 15, 14, 13, 18, 17, 16],
    ];
    const { raster, notes } = await open(bmp({ bits: 24, width: 3, rows, topDown }));
    expect([...raster.data]).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
    expect(notes).toEqual([]);
  });

  it('with a palette of 1, 4 and 8 bits', async () => {
    const eight = await open(bmp({ bits: 8, width: 3, rows: [[1, 2, 0]], palette: PALETTE }));
    expect([...eight.raster.data]).toEqual([10, 20, 30, 40, 50, 60, 0, 0, 0]);
    const four = await open(bmp({ bits: 4, width: 3, rows: [[0x12, 0x00]], palette: PALETTE }));
    expect([...four.raster.data]).toEqual([10, 20, 30, 40, 50, 60, 0, 0, 0]);
    const one = await open(bmp({ bits: 1, width: 3, rows: [[0b01000000]], palette: PALETTE }));
    expect([...one.raster.data]).toEqual([0, 0, 0, 10, 20, 30, 0, 0, 0]);
  });

  it('as OS/2 wrote it', async () => {
    const { raster } = await open(bmp({ bits: 8, width: 2, rows: [[1, 2]], palette: PALETTE, old: true }));
    expect(pixelAt(raster, 1, 0)).toEqual([40, 50, 60]);
  });

  it('with 16 bits: five each, or six greens by masks', async () => {
    const white = await open(bmp({ bits: 16, width: 2, rows: [[0xff, 0x7f, 0x00, 0x7c]] }));
    expect([...white.raster.data]).toEqual([255, 255, 255, 255, 0, 0]);
    const masked = bmp({
      bits: 16,
      width: 2,
      rows: [[0xe0, 0x07, 0x1f, 0x00]],
      compression: 3,
      masks: [0xf800, 0x7e0, 0x1f],
    });
    expect([...(await open(masked)).raster.data]).toEqual([0, 255, 0, 0, 0, 255]);
  });

  it('with 32 bits: without alpha, and with it by masks', async () => {
    const rows = [[3, 2, 1, 0]];
    expect([...(await open(bmp({ bits: 32, width: 1, rows }))).raster.data]).toEqual([1, 2, 3]);
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000];
    const alpha = bmp({ bits: 32, width: 1, rows: [[3, 2, 1, 77]], compression: 6, masks });
    expect([...(await open(alpha)).raster.data]).toEqual([1, 2, 3, 77]);
  });

  it('with runs of 8 and 4 bits', async () => {
    // From the bottom: two of index 1, one literal run of three, then the end of the row and of the picture.
    const runs = [2, 1, 0, 3, 2, 0, 1, 0, 0, 0, 5, 2, 0, 1];
    const eight = bmp({ bits: 8, width: 5, rows: [[], []], compression: 1, palette: PALETTE, data: runs });
    const { raster } = await open(eight);
    expect([0, 1, 2, 3, 4].map((x) => pixelAt(raster, x, 1)[0])).toEqual([10, 10, 40, 0, 10]);
    expect([0, 4].map((x) => pixelAt(raster, x, 0)[0])).toEqual([40, 40]);
    const four = bmp({ bits: 4, width: 4, rows: [[]], compression: 2, palette: PALETTE, data: [4, 0x12, 0, 1] });
    expect([...(await open(four)).raster.data].filter((_, i) => i % 3 === 0)).toEqual([10, 40, 10, 40]);
  });

  it('that ends early is called incomplete, and a nonsense header damaged', async () => {
    const whole = bmp({ bits: 24, width: 3, rows: [Array(9).fill(1), Array(9).fill(2)] });
    await expect(open(whole.slice(0, -8))).rejects.toMatchObject({ code: 'image_truncated' });
    await expect(open(whole.slice(0, 40))).rejects.toMatchObject({ code: 'image_truncated' });
    const nonsense = Uint8Array.from(whole);
    nonsense[28] = 13;
    await expect(open(nonsense)).rejects.toMatchObject({ code: 'image_corrupt' });
  });
});
