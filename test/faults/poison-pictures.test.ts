import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileOf, photo } from '../support/pictures.ts';
import { appRun } from './support/app-run.ts';
import { faultFolder } from './support/batch.ts';
import { hugePng } from './support/poison.ts';

it('pictures that are too large for the memory or for anything, cut off or damaged fail alone, each with its code', async () => {
  const root = faultFolder();
  const good = join(root, 'good');
  mkdirSync(good, { recursive: true });
  for (let n = 1; n <= 4; n += 1)
    writeFileSync(join(good, `good-${n}.jpg`), await fileOf(photo({ seed: n }), { format: 'jpeg' }));
  const photos = join(root, 'photos');
  cpSync(good, photos, { recursive: true });
  const jpeg = await fileOf(photo({ seed: 9 }), { format: 'jpeg' });
  writeFileSync(join(photos, 'a-300-megapixels.png'), hugePng(20_000, 15_000));
  writeFileSync(join(photos, 'b-900-megapixels.png'), hugePng(30_000, 30_000));
  writeFileSync(join(photos, 'c-cut-off.jpg'), jpeg.subarray(0, jpeg.length / 2));
  writeFileSync(
    join(photos, 'd-damaged.jpg'),
    Buffer.concat([jpeg.subarray(0, 300), Buffer.alloc(900, 0x5a), Buffer.from([0xff, 0xd9])]),
  );
  const settings = { workflow: 'web', memoryBudget: 200e6, maxPixels: 500e6 };
  const calm = await appRun({ folder: join(root, 'calm'), photos: good, ...settings });
  const { run, failed, files, hosts } = await appRun({ folder: join(root, 'poisoned'), photos, ...settings });
  expect(failed).toEqual({
    'a-300-megapixels.png': 'image_too_large',
    'b-900-megapixels.png': 'image_too_large',
    'c-cut-off.jpg': 'image_truncated',
    'd-damaged.jpg': 'image_corrupt',
  });
  expect(run).toMatchObject({ status: 'partial', completedItems: 4, failedItems: 4 });
  expect(files).toEqual(calm.files);
  expect(hosts).toHaveLength(1);
}, 90_000);
