import { rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { setupSharp } from '../src/pixels/decoders/sharp-setup.ts';
import { benchFiles } from './bench/photos.ts';
import { variants } from './bench/variants.ts';

/**
 * CPU seconds a photo for: resize 2048 → contrast → saturation → sharpen → logo → JPEG 85, on 24 MP photos, with one thread
 * a picture. Variants take turns on every photo in each round, so that a busy machine hits all of them alike; the first
 * round warms up and does not count; of the others the median is shown.
 *
 *     npm run bench -- [--photos 3] [--rounds 3] [--json]
 */
const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const photos = wholeNumber('photos', values.photos);
const rounds = wholeNumber('rounds', values.rounds);

const say = (line: string): void => {
  if (!values.json) console.log(line);
};
say('Preparing photos …');
const files = await benchFiles(photos);
// The process' libvips as in the pixel host: one thread, no cache, loaders from memory only. All sharp variants share it.
setupSharp();
const all = await variants(files);
const times = new Map<string, number[]>(all.map(({ name }) => [name, []]));
for (let round = 0; round <= rounds; round++) {
  for (const [index, photo] of files.photos.entries()) {
    say(round === 0 ? `Warming up, photo ${index + 1}` : `Round ${round} of ${rounds}, photo ${index + 1}`);
    for (const variant of all) {
      const seconds = await variant.run(photo);
      if (round > 0) times.get(variant.name)!.push(seconds);
    }
  }
}
await rm(files.work, { recursive: true, force: true });

const floor = median(times.get(all[0]!.name)!);
const rows = all.map(({ name }) => {
  const seconds = median(times.get(name)!);
  return { name, seconds: Number(seconds.toFixed(4)), ratioToFloor: Number((seconds / floor).toFixed(2)) };
});
if (values.json) {
  console.log(JSON.stringify({ photos, rounds, cpu: cpus()[0]?.model ?? '', results: rows }, null, 2));
} else {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`\n${'24 MP JPEG → 2048 px'.padEnd(width)}   CPU s   × floor`);
  for (const { name, seconds, ratioToFloor } of rows) {
    console.log(`${name.padEnd(width)}  ${seconds.toFixed(3).padStart(6)}  ${ratioToFloor.toFixed(2).padStart(7)}`);
  }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  console.error(`--${name} takes a whole number above 0, not "${text}".`);
  process.exit(2);
}
