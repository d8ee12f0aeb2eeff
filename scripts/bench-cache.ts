/**
 * What the cache saves and costs: `node scripts/bench-cache.ts [items] [long edge of the photos, px] [times]`. Default: 1,000 photos
 * of 640 px. Runs a workflow over them and again: into the same folder, into another one, with its last node changed, and
 * (`times` > 1) first runs with and without the cache in turn. Writes to a temp folder only.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { createApp } from '../src/main/app.ts';
import type { PixelPort } from '../src/main/engine/ports.ts';
import { pixelHostEntry } from '../src/main/entries.ts';
import { findNodeBinary } from '../src/main/pixel-host/node-binary.ts';
import { createPixelHost } from '../src/main/pixel-host/supervisor.ts';

const items = Number(process.argv[2] ?? 1000);
const longEdge = Number(process.argv[3] ?? 640);
const times = Number(process.argv[4] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'safelight-bench-cache-'));
const photos = join(folder, 'photos');

async function paint(): Promise<void> {
  mkdirSync(photos);
  const width = longEdge;
  const height = Math.round((longEdge * 2) / 3);
  const pixels = Buffer.alloc(width * height * 3);
  for (let n = 0; n < items; n++) {
    for (let i = 0; i < pixels.length; i += 3) {
      const x = (i / 3) % width;
      const y = Math.floor(i / 3 / width);
      const grain = (Math.imul(i + n, 2654435761) >>> 28) & 15;
      pixels[i] = ((x * 200) / width + n + grain) & 255;
      pixels[i + 1] = (y * 200) / height + grain;
      pixels[i + 2] = 60 + 50 * Math.sin((x + n) / 40) + grain;
    }
    const picture = sharp(pixels, { raw: { width, height, channels: 3 } });
    await picture.jpeg({ quality: 90 }).toFile(join(photos, `photo-${String(n).padStart(5, '0')}.jpg`));
  }
}

const document = (quality: number) => ({
  name: 'Bench',
  slug: 'bench',
  nodes: [
    { id: 'in', type: 'imageInput' },
    { id: 'resize', type: 'resize', params: { longEdge: Math.min(2048, longEdge / 2) }, inputs: { image: 'in' } },
    { id: 'exposure', type: 'exposure', params: { ev: 0.3 }, inputs: { image: 'resize' } },
    { id: 'sharpen', type: 'sharpen', inputs: { image: 'exposure' } },
    { id: 'export', type: 'export', params: { quality }, inputs: { image: 'sharpen' } },
  ],
});

let tasks = 0;
function countedHost(): PixelPort {
  const host = createPixelHost({
    entry: pixelHostEntry(),
    nodeBinary: findNodeBinary(),
    settings: { workers: availableParallelism(), memoryBudget: totalmem() / 2, maxPixels: 5e8 },
    defaultDeadlineMs: 120_000,
    log: (_level, message) => console.error(message),
  });
  return {
    workers: host.workers,
    run(task, options) {
      tasks += 1;
      return host.run(task, options);
    },
    close: () => host.close(),
  };
}

type App = Awaited<ReturnType<typeof createApp>>;

async function measure(
  app: App,
  name: string,
  run: { quality?: number; out: string; collision?: 'suffix' | 'overwrite' },
): Promise<number> {
  tasks = 0;
  const start = performance.now();
  const created = await app.runs.create({
    workflow: { document: document(run.quality ?? 85) },
    inputs: { in: { paths: [photos], recursive: false } },
    output: {
      folder: join(folder, run.out),
      collision: run.collision ?? 'overwrite',
      zip: false,
      zipLayout: 'preserve',
    },
    trigger: 'cli',
  });
  const finished = await app.runs.whenFinished(created.id);
  const ms = performance.now() - start;
  const { items: first } = await app.runs.items(created.id, { pageSize: 1 });
  const states = (first[0]?.nodeStates ?? []).map(({ nodeId, cached }) => `${nodeId}${cached ? ' (cached)' : ''}`);
  console.log(
    `${name.padEnd(44)} ${ms.toFixed(0).padStart(7)} ms  ${(ms / items).toFixed(2).padStart(7)} ms/item  ${String(tasks).padStart(5)} tasks  ${finished.status} ${finished.completedItems}  ${states.join(', ')}`,
  );
  return ms;
}

console.log(`${items} photos of ${longEdge} px …`);
await paint();
const open = (data: string) => createApp({ dataDir: join(folder, data), pixels: countedHost() });
try {
  let app = await open('data');
  await app.pixels.run({ kind: 'hash', path: join(photos, 'photo-00000.jpg') });
  const first = await measure(app, 'first run', { out: 'out' });
  await app.close();
  app = await open('data');
  for (const collision of ['overwrite', 'suffix'] as const) {
    const again = await measure(app, `again, same folder, ${collision}`, { out: 'out', collision });
    console.log(`${''.padEnd(44)} ${(first / again).toFixed(1)} × faster`);
  }
  const copied = await measure(app, 'again, another folder', { out: 'out-2', collision: 'suffix' });
  console.log(`${''.padEnd(44)} ${(first / copied).toFixed(1)} × faster`);
  await measure(app, 'last node changed', { out: 'out', quality: 80 });
  const { bytes, entries } = await app.cache.usage();
  console.log(`cache: ${(bytes / 1e6).toFixed(0)} MB in ${entries} files`);
  await app.close();
  for (let n = 1; n < times; n++) {
    for (const limit of [0, 10e9]) {
      app = await open(`data-${n}-${limit}`);
      await app.cache.setLimit(limit);
      await app.pixels.run({ kind: 'hash', path: join(photos, 'photo-00000.jpg') });
      await measure(app, limit === 0 ? 'first run without cache' : 'first run with cache', {
        out: `out-${n}-${limit}`,
      });
      await app.close();
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
