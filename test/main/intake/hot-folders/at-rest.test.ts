import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { pixelHostEntry } from '../../../../src/main/entries.ts';
import { lookWhetherComplete } from '../../../../src/main/intake/hot-folders/at-rest.ts';
import { fileStamp } from '../../../../src/main/intake/hot-folders/file-stamp.ts';
import { createPixelHost } from '../../../../src/main/pixel-host/supervisor.ts';
import { photo } from '../../../support/pictures.ts';
import { emptyFolder } from '../../store/folder.ts';

it('a picture is complete when all of it is there, whatever its size says', async () => {
  const folder = emptyFolder();
  const pixels = createPixelHost({
    entry: pixelHostEntry(),
    nodeBinary: process.execPath,
    settings: { workers: 1, memoryBudget: 1e9, maxPixels: 1e8 },
    defaultDeadlineMs: 60_000,
    log: () => {},
  });
  onTestFinished(() => pixels.close());
  const { data, width, height } = photo({ width: 96, height: 64 });
  const picture = sharp(data, { raw: { width, height, channels: 3 } });
  const look = async (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const stamp = (await fileStamp(path))!;
    return (await lookWhetherComplete(pixels, path, stamp, { folder, signal: new AbortController().signal })).is;
  };
  for (const [extension, whole] of [
    ['jpg', await picture.clone().jpeg().toBuffer()],
    ['png', await picture.clone().png().toBuffer()],
  ] as const) {
    expect(await look(`whole.${extension}`, whole)).toBe('complete');
    for (const part of [1 / 3, 2 / 3]) {
      const there = whole.subarray(0, Math.floor(whole.length * part));
      const preallocated = Buffer.concat([there, Buffer.alloc(whole.length - there.length)]);
      expect(await look(`copying-${part}.${extension}`, there)).toBe('broken');
      expect(await look(`preallocated-${part}.${extension}`, preallocated)).toBe('broken');
    }
    expect(await look(`empty.${extension}`, Buffer.alloc(whole.length))).toBe('broken');
  }
  writeFileSync(join(folder, 'whole.jpg'), 'another');
  const { signal } = new AbortController();
  expect(await lookWhetherComplete(pixels, join(folder, 'gone.jpg'), 'stamp', { folder, signal })).toEqual({
    is: 'notYet',
  });
});
