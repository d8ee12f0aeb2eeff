import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import config from '../playwright.config.ts';
import { createApp } from '../src/main/app.ts';
import { serve } from '../test/e2e/serve.ts';
import { fillWithItems } from './bench/many-items.ts';
import { stubDelivery, stubIntake, stubPixels } from './bench/stub-neighbours.ts';

/**
 * What the screens cost in Chromium, over a run of very many photos in the database: time until the first screen answers, frames a
 * second and long tasks while its grid scrolls, and tiles that were empty. Needs a build.
 *
 *     npm run bench:ui -- [--items 100000] [--photos <folder>]
 */
const { values } = parseArgs({
  options: {
    items: { type: 'string', default: '100000' },
    photos: { type: 'string', default: join(process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus', 'photos') },
  },
});
const count = Number(values.items);
const folder = mkdtempSync(join(tmpdir(), 'safelight-bench-ui-'));
const dataDir = join(folder, 'data');

/** Frames of a scroll, in milliseconds, and how many tiles were drawn without their photo. */
interface Scrolled {
  frames: number[];
  longTasks: number[];
  tiles: number;
  blank: number;
}

try {
  await makeRun();
  const served = await serve(dataDir);
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'dark' });
    await page.goto(served.uiUrl);
    await firstScreen(page);
    await scrollGrid(page);
  } finally {
    await browser.close();
    await served.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A run as the engine leaves it, multiplied; its sources are the photos of the folder, again and again. */
async function makeRun(): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const app = await createApp({
    dataDir,
    intake: stubIntake(1000),
    delivery: stubDelivery(),
    pixels: stubPixels(4, () => {}),
  });
  const run = await app.runs.create({
    workflow: 'web',
    name: 'A hundred thousand',
    inputs: { imageInput: { paths: [folder], recursive: false } },
    output: { folder: join(folder, 'out'), collision: 'suffix', zip: false, zipLayout: 'preserve' },
    trigger: 'cli',
  });
  await app.runs.whenFinished(run.id);
  await app.close();
  fillWithItems(join(dataDir, 'safelight.db'), count);
  const photos = readdirSync(resolve(values.photos)).filter((name) => /\.jpe?g$/i.test(name));
  const db = new Sqlite(join(dataDir, 'safelight.db'));
  const put = db.prepare(
    `UPDATE items SET sources = json_set(sources, '$.input.path', ?) WHERE id % ${photos.length} = ?`,
  );
  db.transaction(() => {
    for (const [n, name] of photos.entries()) put.run(join(resolve(values.photos), name), n);
  })();
  db.close();
}

/** From an empty page to a screen that shows its batches and answers keys. */
async function firstScreen(page: Page): Promise<void> {
  const times: number[] = [];
  for (let n = 0; n < 5; n++) {
    await page.goto('about:blank');
    const start = performance.now();
    await page.goBack({ waitUntil: 'commit' });
    await page.locator('.batch-row-link').first().waitFor();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(
    `First screen interactive: median ${times[2]!.toFixed(0)} ms, worst ${times[4]!.toFixed(0)} ms (at most 1500)`,
  );
}

async function scrollGrid(page: Page): Promise<void> {
  await page.locator('.batch-row-link').first().click();
  await page.locator('.tile .thumb[data-state=loaded]').first().waitFor({ timeout: 60_000 });
  for (const [what, pixels] of [
    ['wheel, a row every few frames', 40],
    ['fast, two rows a frame', 400],
    ['scroll bar, 500 rows a frame', 90_000],
  ] as const) {
    const { frames, longTasks, tiles, blank } = await page.evaluate(scrolled, pixels);
    const sorted = frames.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)]!;
    const slow = sorted[Math.floor(sorted.length * 0.99)]!;
    console.log(
      `${what}: ${(1000 / median).toFixed(1)} frames a second (median, at least 55), p99 ${slow.toFixed(1)} ms; ` +
        `longest task ${Math.max(0, ...longTasks).toFixed(0)} ms (at most 100); ${((blank / tiles) * 100).toFixed(2)} % of tiles without their photo yet`,
    );
  }
}

/** Runs in the page: four seconds of scrolling down, so many pixels a frame. */
function scrolled(pixels: number): Promise<Scrolled> {
  const grid = document.getElementById('batch-grid')!;
  const longTasks: number[] = [];
  const observer = new PerformanceObserver((list) => {
    longTasks.push(...list.getEntries().map((entry) => entry.duration));
  });
  observer.observe({ type: 'longtask' });
  return new Promise((resolve) => {
    const result: Scrolled = { frames: [], longTasks, tiles: 0, blank: 0 };
    const start = performance.now();
    let before = start;
    grid.scrollTop = 0;
    const step = (now: number) => {
      result.frames.push(now - before);
      before = now;
      grid.scrollTop += pixels;
      if (result.frames.length % 10 === 0) {
        result.tiles += grid.querySelectorAll('.tile').length;
        result.blank += grid.querySelectorAll('.tile[data-status=loading]').length;
      }
      if (now - start < 4000) requestAnimationFrame(step);
      else {
        observer.disconnect();
        result.frames.shift();
        resolve(result);
      }
    };
    requestAnimationFrame(step);
  });
}
