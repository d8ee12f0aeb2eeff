import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exifr from 'exifr';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coast } from '../../../src/pixels/samples/coast.ts';
import { paint, type Scene } from '../../../src/pixels/samples/scene.ts';
import { writeSample } from '../../../src/pixels/samples/write.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-samples-'));
  for (const sample of ['coast', 'dunes', 'lantern'] as const) {
    await writeSample({ kind: 'sample', sample, path: join(folder, `${sample}.jpg`) }, 0.1);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('sample photos', () => {
  it('are JPEGs with the metadata of a camera', async () => {
    const tags = await exifr.parse(join(folder, 'coast.jpg'), { gps: true });
    expect(tags).toMatchObject({ Make: 'Safelight', Model: 'Sample One', ISO: 100, FNumber: 8, ExposureTime: 1 / 250 });
    expect(tags.DateTimeOriginal).toBeInstanceOf(Date);
    expect(tags.latitude).toBeCloseTo(54.57, 2);
  });

  it('has one that lies on its side until its orientation is applied', async () => {
    const path = join(folder, 'lantern.jpg');
    expect(await sharp(path).metadata()).toMatchObject({ width: 240, height: 160, orientation: 6 });
    // Upright, the lantern glows above the middle and the street below is dark.
    const upright = await sharp(path).autoOrient().resize(4, 6, { fit: 'fill' }).greyscale().raw().toBuffer();
    expect(upright[2 * 4 + 1]).toBeGreaterThan(2 * upright[5 * 4 + 1]!);
  });

  it('has one in Display P3 with its profile and the numbers as painted', async () => {
    const path = join(folder, 'dunes.jpg');
    const { icc } = await sharp(path).metadata();
    expect(icc?.toString('latin1').replaceAll('\0', '')).toContain('P3');
    expect((await exifr.parse(path)).Model).toBe('Sample Phone');
  });

  it('never go over a file that is there, and leave no temp file', async () => {
    const path = join(folder, 'mine.jpg');
    await writeFile(path, 'mine');
    await expect(writeSample({ kind: 'sample', sample: 'coast', path }, 0.1)).rejects.toThrow(/EEXIST/);
    expect(await readFile(path, 'utf8')).toBe('mine');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('are the same pixels each time', () => {
    const small: Scene = { ...coast, width: 60, height: 40 };
    expect(paint(small)).toEqual(paint(small));
  });
});
