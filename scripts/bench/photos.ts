import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';

const WIDTH = 6000;
const HEIGHT = 4000;
const CORPUS = process.env['SAFELIGHT_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');

export interface BenchFiles {
  photos: string[];
  /** PNG with soft edges. */
  logo: string;
  /** Where results may be written. */
  work: string;
}

/**
 * 24 MP JPEGs (quality 92) for the benchmark: the largest sRGB photos of the corpus, brought to 6000×4000; without corpus,
 * generated ones with gradients and grain. Made once in the system's temp folder.
 */
export async function benchFiles(count: number): Promise<BenchFiles> {
  const folder = join(tmpdir(), 'safelight-bench');
  const work = join(folder, 'out');
  await mkdir(work, { recursive: true });
  const sources = await corpusPhotos(count);
  const photos: string[] = [];
  for (let i = 0; i < count; i++) {
    const path = join(folder, `${sources.length > 0 ? 'photo' : 'generated'}-${i}.jpg`);
    if (!existsSync(path)) {
      const source = sources[i % sources.length];
      await writeWhole(path, source === undefined ? await generated(i) : await enlarged(source));
    }
    photos.push(path);
  }
  const logo = join(folder, 'logo.png');
  if (!existsSync(logo)) await writeWhole(logo, await sharp(Buffer.from(LOGO)).png().toBuffer());
  return { photos, logo, work };
}

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200">
  <rect x="4" y="4" width="592" height="192" rx="40" fill="#102030" fill-opacity="0.6"/>
  <circle cx="110" cy="100" r="64" fill="none" stroke="#fff" stroke-width="20"/>
  <path d="M220 140 L300 60 L380 140 L460 60 L540 140" fill="none" stroke="#ffb000" stroke-width="24"/>
</svg>`;

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  await writeFile(`${path}.tmp`, bytes);
  await rename(`${path}.tmp`, path);
}

async function corpusPhotos(count: number): Promise<string[]> {
  const folder = join(CORPUS, 'photos');
  if (!existsSync(folder)) return [];
  const found: { path: string; pixels: number; bytes: number }[] = [];
  for (const name of (await readdir(folder)).filter((entry) => /\.jpe?g$/i.test(entry)).sort()) {
    const path = join(folder, name);
    const { width, height, space, icc } = await sharp(await readFile(path)).metadata();
    const sRgb = icc === undefined || icc.includes('sRGB', 0, 'latin1');
    if (space === 'srgb' && sRgb && width >= height) {
      found.push({ path, pixels: width * height, bytes: (await stat(path)).size });
    }
  }
  // Of two equally large ones the one with more in it.
  found.sort((a, b) => b.pixels - a.pixels || b.bytes - a.bytes);
  return found.slice(0, count).map(({ path }) => path);
}

async function enlarged(path: string): Promise<Buffer> {
  return sharp(await readFile(path))
    .resize(WIDTH, HEIGHT, { fit: 'cover' })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** Overlapping waves with grain, the same each time. */
async function generated(seed: number): Promise<Buffer> {
  const data = Buffer.allocUnsafe(WIDTH * HEIGHT * 3);
  let noise = seed + 1;
  for (let y = 0, i = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, i += 3) {
      noise = (Math.imul(noise, 1664525) + 1013904223) | 0;
      const grain = (noise >>> 28) - 8;
      const wave = Math.sin(x / (90 + 30 * seed)) * Math.cos(y / 130) * 50 + Math.sin((x + y) / 17) * 12;
      data[i] = Math.min(255, Math.max(0, 120 + wave + (x / WIDTH) * 60 + grain));
      data[i + 1] = Math.min(255, Math.max(0, 110 + wave * 0.8 + (y / HEIGHT) * 70 + grain));
      data[i + 2] = Math.min(255, Math.max(0, 150 - wave * 0.5 + grain));
    }
  }
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}
