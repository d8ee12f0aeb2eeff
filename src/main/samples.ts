import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SAMPLE_NAMES } from '../contract/pixel-tasks.ts';
import type { PixelPort } from './engine/ports.ts';

/**
 * Writes the generated sample photos into a folder, made when missing. Those that are there already stay as they are.
 * @returns absolute paths of all of them
 */
export async function writeSamples(pixels: PixelPort, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    SAMPLE_NAMES.map(async (sample) => {
      const path = join(folder, `${sample}.jpg`);
      const there = await access(path).then(
        () => true,
        () => false,
      );
      if (!there) await pixels.run({ kind: 'sample', sample, path });
      return path;
    }),
  );
}
