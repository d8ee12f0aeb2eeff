import { mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createSmallCopies } from '../../../src/main/api/pictures/small-copies.ts';
import { createFakePixels } from '../engine/fake-pixels.ts';
import { emptyFolder } from '../store/folder.ts';

it('a copy that is worked on is not touched when it is asked for again: who reads it would find it changed', async () => {
  const dataDir = emptyFolder();
  const photo = join(dataDir, 'photo.jpg');
  writeFileSync(photo, 'photo');
  mkdirSync(join(dataDir, 'work'));
  const copies = createSmallCopies({ dataDir, pixels: createFakePixels(), cache: { grew() {} } as never });
  const path = await copies.get(photo, 800, 'work');
  utimesSync(path, 1000, 1000);
  expect(await copies.get(photo, 800, 'work')).toBe(path);
  expect(statSync(path).mtimeMs).toBe(1_000_000);
});
