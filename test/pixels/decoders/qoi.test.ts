import { expect, it } from 'vitest';
import { open } from './pictures.ts';

function qoi(width: number, height: number, channels: 3 | 4, ops: number[]): Uint8Array {
  const head = Buffer.alloc(14);
  head.write('qoif', 0, 'latin1');
  head.writeUInt32BE(width, 4);
  head.writeUInt32BE(height, 8);
  head[12] = channels;
  return new Uint8Array(Buffer.concat([head, Buffer.from(ops), Buffer.from([0, 0, 0, 0, 0, 0, 0, 1])]));
}

it('QOI is read: whole colours, small and larger differences, runs, and colours seen before', async () => {
  const ops = [
    ...[0xfe, 100, 100, 100],
    // +1, −2, 0
    0b01_11_00_10,
    // green +10, red +12, blue +5
    0b10_101010,
    ((2 + 8) << 4) | (-5 + 8),
    // the last one twice more
    0b11_000001,
    // the first one: (3·100 + 5·100 + 7·100 + 11·255) mod 64
    (1500 + 11 * 255) % 64,
  ];
  const { raster, notes } = await open(qoi(3, 2, 3, ops));
  expect([...raster.data]).toEqual(
    [
      [100, 100, 100],
      [101, 98, 100],
      [113, 108, 105],
      [113, 108, 105],
      [113, 108, 105],
      [100, 100, 100],
    ].flat(),
  );
  expect(notes).toEqual([]);
});

it('QOI keeps its transparency', async () => {
  const { raster } = await open(qoi(1, 1, 4, [0xff, 1, 2, 3, 4]));
  expect([...raster.data]).toEqual([1, 2, 3, 4]);
});

it('QOI that ends early is called incomplete', async () => {
  await expect(open(qoi(100, 100, 3, [0xfe, 1, 2, 3]))).rejects.toMatchObject({ code: 'image_truncated' });
});
