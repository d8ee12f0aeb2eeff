import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { executeThumbnail } from '../../../src/pixels/execute/thumbnail-task.ts';
import { dng } from '../decoders/dng.ts';
import { blocks, open, picture, pixelAt, storedFor, UPRIGHT } from '../decoders/pictures.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-thumbnails-'));
});
afterAll(() => rm(folder, { recursive: true }));

const context = { admit: async () => {}, maxPixels: 1e8 };

async function thumbnail(name: string, bytes: Uint8Array, longEdge: number) {
  const path = join(folder, name);
  await writeFile(path, bytes);
  const temp = { folder, prefix: `.${name}-` };
  return executeThumbnail({ kind: 'thumbnail', source: { path, name }, longEdge, temp }, context);
}

it('a thumbnail is upright, fits, and is WebP', async () => {
  const stored = await picture(blocks(storedFor(6, UPRIGHT), 40))
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const made = await thumbnail('turned.jpg', stored, 60);
  expect([made.width, made.height]).toEqual([40, 60]);
  expect(made.facts).toMatchObject({ format: 'jpeg', width: 80, height: 120 });
  const { raster } = await open(await readFile(made.tempPath));
  const [r, g] = pixelAt(raster, 8, 8);
  expect(r! - g!).toBeGreaterThan(100);
});

it('a thumbnail is never larger than the picture', async () => {
  const made = await thumbnail('small.png', await picture(blocks(UPRIGHT)).png().toBuffer(), 500);
  expect([made.width, made.height]).toEqual([32, 48]);
});

it('a thumbnail of a RAW file without a preview is developed', async () => {
  const made = await thumbnail('shot.dng', dng({ width: 400, height: 200 }), 100);
  expect([made.width, made.height]).toEqual([100, 50]);
});

it('no file stays of a thumbnail that cannot be made', async () => {
  await expect(thumbnail('broken.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4]), 100)).rejects.toMatchObject({
    message: expect.stringContaining('broken.jpg'),
  });
  expect((await readdir(folder)).filter((name) => name.startsWith('.broken'))).toEqual([]);
});
