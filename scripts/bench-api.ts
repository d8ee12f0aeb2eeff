import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createClient } from '../src/client/client.ts';
import { createApi } from '../src/main/api/api.ts';
import { startServer } from '../src/main/api/server.ts';
import { createApp } from '../src/main/app.ts';
import { writeSamples } from '../src/main/samples.ts';
import type { ListClients } from './bench/list-clients.ts';

/**
 * `npm run bench:api [photos]`: what 1,000 list requests, all at once, wait for while a run goes on, and what they cost the run. Also
 * how long a slider's picture takes.
 */
const PHOTOS = Number(process.argv[2] ?? 150);
const REQUESTS = 1000;

const root = mkdtempSync(join(tmpdir(), 'safelight-bench-api-'));
const app = await createApp({ dataDir: join(root, 'data') });
try {
  const api = createApi(app, { version: 'bench' });
  const server = await startServer(api, { port: 0, keys: app.keys });
  const { key } = await app.keys.create({ name: 'bench', capabilities: ['admin'], rateLimit: 0 });
  const client = createClient({ baseUrl: server.url, key });
  const photos = join(root, 'photos');
  mkdirSync(photos);
  await writeSamples(app.pixels, join(root, 'samples'));
  for (let n = 0; n < PHOTOS; n += 1) await copyFile(join(root, 'samples', 'coast.jpg'), join(photos, `${n}.jpg`));
  await client.updateSettings({ body: { cacheBytes: 0 } });

  const rate = async (out: string, meanwhile: () => Promise<void>): Promise<number> => {
    const began = performance.now();
    const run = await client.createRun({
      params: { id: 'web' },
      body: { inputs: { imageInput: { folder: photos } }, output: { folder: join(root, out) } },
    });
    const beside = meanwhile();
    await client.finished(run.id);
    const seconds = (performance.now() - began) / 1000;
    await beside;
    return PHOTOS / seconds;
  };

  await rate('warm', async () => {});
  const alone = await rate('alone', async () => {});
  const clients = (atOnce: number): Promise<number[]> =>
    new Promise((resolve, reject) => {
      const workerData: ListClients = { url: server.url, key, requests: REQUESTS, atOnce };
      const worker = new Worker(new URL('./bench/list-clients.ts', import.meta.url), { workerData });
      worker.once('message', (waits: number[]) => resolve(waits.sort((a, b) => a - b)));
      worker.once('error', reject);
    });
  const told = (waits: readonly number[]): string => {
    const at = (share: number): string => `${Math.round(waits[Math.floor((waits.length - 1) * share)] ?? 0)} ms`;
    return `median ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)}`;
  };
  for (const atOnce of [REQUESTS, 50]) {
    let waits: number[] = [];
    const busy = await rate(`busy-${atOnce}`, async () => {
      waits = await clients(atOnce);
    });
    console.log(`${REQUESTS} list requests, ${atOnce} at once: ${told(waits)}`);
    console.log(
      `run of ${PHOTOS} photos: ${alone.toFixed(1)} photos/s alone, ${busy.toFixed(1)} beside them (${Math.round((busy / alone) * 100)} %)`,
    );
  }

  const slider: number[] = [];
  for (let n = 0; n < 12; n += 1) {
    const began = performance.now();
    const picture = await client.preview({
      body: {
        workflow: {
          name: 'Edited',
          nodes: [
            { id: 'in', type: 'imageInput' },
            { id: 'light', type: 'exposure', params: { ev: n / 10 }, inputs: { image: 'in' } },
            { id: 'out', type: 'export', inputs: { image: 'light' } },
          ],
        },
        nodeId: 'light',
        source: { path: join(root, 'samples', 'coast.jpg') },
        longEdge: 1200,
        client: 'bench',
      },
    });
    await picture.arrayBuffer();
    slider.push(performance.now() - began);
  }
  const [first = 0, ...others] = slider;
  console.log(
    `preview: first ${Math.round(first)} ms, then ${Math.round(Math.min(...others))}–${Math.round(Math.max(...others))} ms for each move of a slider`,
  );
  await server.close();
} finally {
  await app.close();
  rmSync(root, { recursive: true, force: true });
}
