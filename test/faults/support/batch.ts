import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { zipBytes } from '../../main/intake/zip-bytes.ts';
import { fileOf, photo } from '../../support/pictures.ts';

/** An empty folder that is removed with the test, unless SAFELIGHT_FAULT_KEEP is set. */
export function faultFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-fault-'));
  onTestFinished(() => {
    if (!process.env['SAFELIGHT_FAULT_KEEP']) rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

const WORKFLOW = {
  format: 1,
  name: 'Two sizes',
  slug: 'two-sizes',
  nodes: [
    { id: 'input', type: 'imageInput' },
    { id: 'small', type: 'resize', params: { longEdge: 64 }, inputs: { image: 'input' } },
    { id: 'tiny', type: 'resize', params: { longEdge: 24 }, inputs: { image: 'small' } },
    // Named when found, so that equal names get their numbers in input order.
    {
      id: 'web',
      type: 'export',
      params: { format: 'jpeg', quality: 80, name: '{name}' },
      inputs: { image: 'small' },
    },
    // Named when rendered.
    {
      id: 'thumb',
      type: 'export',
      params: { format: 'png', name: 'thumbs/{seq:3}-{width}' },
      inputs: { image: 'tiny' },
    },
  ],
};

export interface Batch {
  /** Arguments of the command line: a folder with pictures, a damaged one and a text file in it, and a zip. */
  paths: string[];
  /** A workflow file with two exports. */
  workflow: string;
  /** Pictures that can be rendered. */
  good: number;
}

/**
 * A small batch of everything that takes part in naming and intake: about `count` pictures of which some have equal names,
 * a sub-folder, a zip, one damaged picture, one file that is none.
 */
export async function makeBatch(root: string, count = 40): Promise<Batch> {
  const photos = join(root, 'photos');
  const write = (path: string, bytes: Buffer | string): void => {
    mkdirSync(dirname(join(photos, path)), { recursive: true });
    writeFileSync(join(photos, path), bytes);
  };
  const picture = (seed: number, format: 'jpeg' | 'png' = 'jpeg'): Promise<Buffer> =>
    fileOf(photo({ width: 96, height: 64, seed }), { format });
  const two = (n: number): string => String(n).padStart(2, '0');

  const twins = Math.ceil(count / 8);
  const zipped = Math.ceil(count / 8);
  const plain = count - twins - zipped;
  for (let n = 1; n <= plain; n += 1) write(n % 7 === 0 ? `more/p${two(n)}.jpg` : `p${two(n)}.jpg`, await picture(n));
  for (let n = 1; n <= twins; n += 1) write(`p${two(n)}.png`, await picture(100 + n, 'png'));
  const entries = [];
  for (let n = 1; n <= zipped; n += 1) entries.push({ name: `z${two(n)}.jpg`, data: await picture(200 + n) });
  const zip = join(root, 'card.zip');
  writeFileSync(zip, zipBytes(entries));
  write('p03-damaged.jpg', (await picture(300)).subarray(0, 400));
  write('notes.txt', 'not a picture');
  const workflow = join(root, 'two-sizes.json');
  writeFileSync(workflow, JSON.stringify(WORKFLOW));
  return { paths: [photos, zip], workflow, good: count };
}

/** Files of somebody else that lie in the output folder under names the run wants. */
export const FOREIGN: Record<string, string> = { 'p02.jpg': 'somebody else’s', 'p03-2.jpg': 'also somebody else’s' };

export function putForeignFiles(out: string): void {
  mkdirSync(out, { recursive: true });
  for (const [name, text] of Object.entries(FOREIGN)) writeFileSync(join(out, name), text);
}
