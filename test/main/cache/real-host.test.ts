import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Item } from '../../../src/contract/run.ts';
import { type App, createApp } from '../../../src/main/app.ts';
import { sha256, untilSettled } from './cached-world.ts';

const root = mkdtempSync(join(tmpdir(), 'safelight-cache-host-'));
const photos = join(root, 'photos');
let app: App;

beforeAll(async () => {
  mkdirSync(photos);
  for (const n of [1, 2, 3]) {
    const picture = sharp({ create: { width: 90, height: 60, channels: 3, background: { r: n * 60, g: 90, b: 120 } } });
    await picture.jpeg().toFile(join(photos, `${n}.jpg`));
  }
  await untilSettled(root);
  app = await createApp({ dataDir: join(root, 'data'), workers: 1 });
});
afterAll(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

const document = (quality: number) => ({
  name: 'Small',
  slug: 'small',
  nodes: [
    { id: 'in', type: 'imageInput' },
    { id: 'resize', type: 'resize', params: { longEdge: 64 }, inputs: { image: 'in' } },
    { id: 'light', type: 'exposure', params: { ev: 0.3 }, inputs: { image: 'resize' } },
    { id: 'web', type: 'export', params: { quality }, inputs: { image: 'light' } },
  ],
});

/** Runs over the photos; says how many tasks the host was given and which nodes were not executed. */
async function run(quality: number, out: string): Promise<{ tasks: number; cached: string[][]; items: Item[] }> {
  const spy = vi.spyOn(app.pixels, 'run');
  const created = await app.runs.create({
    workflow: { document: document(quality) },
    inputs: { in: { paths: [photos], recursive: false } },
    output: { folder: join(root, out), collision: 'overwrite', zip: false, zipLayout: 'preserve' },
    trigger: 'cli',
  });
  expect(await app.runs.whenFinished(created.id)).toMatchObject({ status: 'completed', completedItems: 3 });
  const tasks = spy.mock.calls.length;
  spy.mockRestore();
  const { items } = await app.runs.items(created.id, { pageSize: 10 });
  const cached = items.map(({ nodeStates }) => nodeStates.flatMap(({ nodeId, cached }) => (cached ? [nodeId] : [])));
  return { tasks, cached, items };
}

it('executes nothing the second time, and the export alone once the export was changed', async () => {
  const first = await run(85, 'out');
  expect(first).toMatchObject({ tasks: 3, cached: [[], [], []] });

  const every = ['in', 'resize', 'light', 'web'];
  expect(await run(85, 'out')).toMatchObject({ tasks: 0, cached: [every, every, every] });
  expect(await run(85, 'other')).toMatchObject({ tasks: 0, cached: [every, every, every] });

  const before = ['in', 'resize', 'light'];
  const changed = await run(40, 'out');
  expect(changed).toMatchObject({ tasks: 3, cached: [before, before, before] });
  expect(changed.items[0]!.outputs[0]!.sha256).not.toBe(first.items[0]!.outputs[0]!.sha256);

  // The same bytes as from a rendering of everything.
  await app.cache.clear();
  const fresh = await run(40, 'fresh');
  expect(fresh.cached).toEqual([[], [], []]);
  const hashes = (items: Item[]) => items.map(({ outputs }) => sha256(readFileSync(outputs[0]!.path)));
  expect(hashes(changed.items)).toEqual(hashes(fresh.items));
});
