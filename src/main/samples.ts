import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SAMPLE_NAMES } from '../contract/pixel-tasks.ts';
import type { PixelPort } from './engine/ports.ts';

/**
 * Writes the generated sample photos into a folder, made when missing. Those that are there already stay as they are.
 * @returns absolute paths of all of them
 */
export function writeSamples(pixels: PixelPort, folder: string): Promise<string[]> {
  const running = painting.get(folder) ?? paint(pixels, folder).finally(() => painting.delete(folder));
  painting.set(folder, running);
  return running;
}

/** Folders at work: whoever asks for the same one meanwhile waits for it, since two cannot paint one file. */
const painting = new Map<string, Promise<string[]>>();

async function paint(pixels: PixelPort, folder: string): Promise<string[]> {
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
