import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type App, createApp } from '../src/main/app.ts';
import { makeBigRun } from './bench/many-items.ts';
import { stubDelivery, stubIntake, stubPixels } from './bench/stub-neighbours.ts';

/**
 * What a run of very many pictures costs the engine and the store, without pixels: CPU time, memory, how long the main thread
 * is kept from other work; and how long the list pages of a very large run take.
 *
 *     npm run bench:scale -- [--items 100000] [--list 1000000] [--only run|list] [--data <dir>]
 */
const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '100000' },
    list: { type: 'string', default: '1000000' },
    only: { type: 'string' },
    // A data folder made before, so that the large database need not be made again.
    data: { type: 'string' },
  },
});
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const folder = mkdtempSync(join(tmpdir(), 'safelight-scale-'));
const two = (value: number): string => value.toFixed(2);
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

try {
  if (values.only !== 'list') await measureRuns(Number(values.items));
  if (values.only !== 'run') await measureLists(Number(values.list));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureRuns(most: number): Promise<void> {
  console.log('Runs without pixels (CPU of the whole process; lag of its event loop)');
  await measureRun(1000);
  console.log('  above: warming up');
  const small = await measureRun(1000);
  const large = await measureRun(most);
  console.log(`  cost of an item at ${most} to that at 1000: ${two(large / small)} (at most 1.20)\n`);
}

/** Answers CPU milliseconds an item. */
async function measureRun(count: number): Promise<number> {
  let early = process.memoryUsage();
  let started = 0;
  const app = await createApp({
    dataDir: join(folder, `run-${count}-${Math.random()}`),
    intake: stubIntake(count),
    delivery: stubDelivery(),
    pixels: stubPixels(4, () => {
      started += 1;
      if (started !== Math.min(5000, count)) return;
      collectGarbage();
      early = process.memoryUsage();
    }),
  });
  const lag = monitorEventLoopDelay({ resolution: 1 });
  const cpu = process.cpuUsage();
  const start = performance.now();
  lag.enable();
  const run = await runToEnd(app);
  lag.disable();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - start) / 1000;
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  const each = (user + system) / 1000 / count;
  const milliseconds = (nanoseconds: number): string => two(nanoseconds / 1e6 - 1);
  console.log(
    `  ${count} items: ${two(each)} ms CPU each, ${(count / seconds).toFixed(0)} a second; ` +
      `lag p50 ${milliseconds(lag.percentile(50))} p99 ${milliseconds(lag.percentile(99))} max ${milliseconds(lag.max)} ms; ` +
      `heap ${mb(early.heapUsed)} and rss ${mb(early.rss)} at ${Math.min(5000, count)}, ${mb(heapUsed)} and ${mb(rss)} at the end; ${run}`,
  );
  await app.close();
  return each;
}

async function runToEnd(app: App): Promise<string> {
  const { id } = await app.runs.create({
    workflow: 'web',
    inputs: { imageInput: { paths: [folder], recursive: false } },
    output: { folder: join(folder, 'out'), collision: 'suffix', zip: false, zipLayout: 'preserve' },
    trigger: 'cli',
  });
  const run = await app.runs.whenFinished(id);
  return `${run.status}, ${run.completedItems} done`;
}

async function measureLists(count: number): Promise<void> {
  const dataDir = values.data ?? join(folder, 'list');
  if (!existsSync(join(dataDir, 'safelight.db')))
    await makeBigRun({ dataDir, name: 'Scale', items: count, photos: [] });
  const size = statSync(join(dataDir, 'safelight.db')).size;
  const before = performance.now();
  const app = await createApp({ dataDir, pixels: stubPixels(4, () => {}) });
  console.log(
    `Pages of a run of ${count} items (database of ${mb(size)}, opened in ${two(performance.now() - before)} ms; at most 20 ms)`,
  );
  const last = Math.floor(count / 100);
  const pages: [string, () => Promise<unknown>][] = [
    ['first page', () => app.runs.items(1, { page: 1, pageSize: 100 })],
    ['middle page', () => app.runs.items(1, { page: Math.floor(last / 2), pageSize: 100 })],
    ['last page', () => app.runs.items(1, { page: last, pageSize: 100 })],
    ['failed, first page', () => app.runs.items(1, { page: 1, pageSize: 100, status: 'failed' })],
    ['completed, first page', () => app.runs.items(1, { page: 1, pageSize: 100, status: 'completed' })],
    [
      'completed, middle page',
      () => app.runs.items(1, { page: Math.floor(last / 2.2), pageSize: 100, status: 'completed' }),
    ],
    ['name “0999123”', () => app.runs.items(1, { pageSize: 100, q: '0999123' })],
    ['name “img_0123”, first page', () => app.runs.items(1, { pageSize: 100, q: 'img_0123' })],
    ['name “img” (all), first page', () => app.runs.items(1, { pageSize: 100, q: 'img' })],
    ['name “99”, first page', () => app.runs.items(1, { pageSize: 100, q: '99' })],
    ['name “123”, failed', () => app.runs.items(1, { pageSize: 100, q: '123', status: 'failed' })],
    ['one item', () => app.runs.item(1, Math.floor(count / 2))],
    ['list of runs', () => app.runs.list({ pageSize: 100 })],
  ];
  for (const [what, ask] of pages) {
    const times: number[] = [];
    const lag = monitorEventLoopDelay({ resolution: 1 });
    lag.enable();
    const cpu = process.cpuUsage();
    for (let n = 0; n < 7; n += 1) {
      const start = performance.now();
      await ask();
      times.push(performance.now() - start);
    }
    const { user, system } = process.cpuUsage(cpu);
    lag.disable();
    const cold = times.shift()!;
    const median = times.sort((a, b) => a - b)[3]!;
    console.log(
      `  ${what}: ${two(median)} ms (${two((user + system) / 7000)} ms CPU), the first time ${two(cold)} ms; lag max ${two(lag.max / 1e6 - 1)} ms`,
    );
  }
  await app.close();
}
