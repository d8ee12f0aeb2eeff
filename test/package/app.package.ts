import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Run } from '../../src/contract/run.ts';
import { openArchive, type PackedApp, startPackedApp } from './packed-app.ts';

const ROOT = join(import.meta.dirname, '../..');
const CORPUS = resolve(ROOT, process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus');
const packed = inject('packed');

let home: string;
let app: PackedApp;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'safelight-packed-'));
  const resources = join(home, 'resources');
  const from =
    process.platform === 'darwin' ? join(packed, 'Safelight.app/Contents/Resources') : join(packed, 'resources');
  await cp(from, resources, { recursive: true, verbatimSymlinks: true });
  await openArchive(resources);
  app = await startPackedApp(resources, home);
});
afterAll(async () => {
  await app?.stop();
  await rm(home, { recursive: true, force: true });
});

async function json<Answer>(path: string, body?: unknown): Promise<Answer> {
  const { status, text } = await app.ask(path, body === undefined ? {} : { method: 'POST', body });
  if (status >= 400) throw new Error(`${path}: ${status} ${text}`);
  return JSON.parse(text) as Answer;
}

/** Runs a workflow in the packed program; answers the folder with what it made. */
async function made(workflow: string, photo: string): Promise<string> {
  const folder = join(home, `${workflow} ${basename(photo)}`);
  const { id } = await json<Run>(`/workflows/${workflow}/runs`, {
    inputs: { imageInput: { paths: [photo] } },
    output: { folder },
  });
  let run: Run;
  do {
    await setTimeout(100);
    run = await json<Run>(`/workflows/runs/${id}`);
  } while (run.status === 'running' || run.status === 'queued');
  expect(run).toMatchObject({ status: 'completed', completedItems: 1 });
  return folder;
}

/** The same in the checkout's build. */
function madeInCheckout(workflow: string, photo: string): string {
  const folder = join(home, `checkout ${workflow} ${basename(photo)}`);
  const args = ['run', workflow, photo, '--out', folder, '--data', join(home, 'checkout')];
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'out/main/cli.js'), ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return folder;
}

async function hashes(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const contents = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return Object.fromEntries(names.map((name, at) => [name, createHash('sha256').update(contents[at]!).digest('hex')]));
}

/** How different the lights of a picture are: a grey sheet has 0. */
async function spread(path: string): Promise<number> {
  const { channels } = await sharp(path).stats();
  return Math.max(...channels.slice(0, 3).map(({ stdev }) => stdev));
}

it('opens its window on the screens', async () => {
  expect(app.address).toBe('app://safelight/');
  const { text } = await app.ask('/');
  const [, script] = /src="([^"]+\.js)"/.exec(text)!;
  expect((await app.ask(script!)).status).toBe(200);
});

it('knows what it is made of', async ({ task }) => {
  const { items } = await json<{ items: { name: string; licence: string; text: string }[] }>('/licences');
  task.meta.measured = `${items.length} works`;
  expect(items.find(({ name }) => name === 'sharp')).toMatchObject({ licence: 'Apache-2.0' });
  expect(items.filter(({ text }) => text.length < 100)).toEqual([]);
});

const PHOTOS: Record<string, [workflow: string, photo: string]> = {
  JPEG: ['web', 'photos/blue-periwinkle.jpg'],
  HEIC: ['web', 'formats/heic/cheers-1440x960.heic'],
  RAW: ['web', 'formats/raw/canon-550d-colorchart.dng'],
  'JPEG XL': ['web', 'formats/jxl/sunset_logo.jxl'],
  'a subject to cut out': ['cutout', 'photos/perched-osprey.jpg'],
};

describe('in the Node that it brings, it makes the same files as the checkout of', () => {
  for (const [what, [workflow, path]] of Object.entries(PHOTOS)) {
    const photo = join(CORPUS, path);
    it.skipIf(!existsSync(photo))(what, async ({ task }) => {
      const folder = await made(workflow, photo);
      const files = await hashes(folder);
      const [first] = Object.keys(files);
      const { width, height } = await sharp(join(folder, first!)).metadata();
      task.meta.measured = `${Object.keys(files).length} of ${width} × ${height}`;
      expect(await spread(join(folder, first!))).toBeGreaterThan(10);
      expect(files).toEqual(await hashes(madeInCheckout(workflow, photo)));
    });
  }

  it('a drawing that needs no corpus', async () => {
    const folder = join(home, 'drawn');
    await mkdir(folder);
    const photo = join(folder, 'drawn.jpg');
    const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
    await sharp({ create: { width: 900, height: 600, channels: 3, background: '#808080', noise } })
      .jpeg()
      .toFile(photo);
    expect(await hashes(await made('web', photo))).toEqual(await hashes(madeInCheckout('web', photo)));
  });
});

it.runIf(process.platform === 'linux')('loads the updater only where a package names a feed', async () => {
  const resources = join(home, 'resources');
  const log = async (folder: string) => readFile(join(folder, 'data', 'logs', 'safelight.log'), 'utf8').catch(() => '');
  // What electron-updater says of a program that is no AppImage, which here is proof that it runs.
  const updater = /APPIMAGE/;
  expect(await log(home)).not.toMatch(updater);
  await writeFile(join(resources, 'app-update.yml'), 'provider: generic\nurl: http://127.0.0.1:9/\n');
  const other = join(home, 'with a feed');
  await mkdir(other);
  const withFeed = await startPackedApp(resources, other);
  try {
    await expect.poll(() => log(other), { timeout: 60_000 }).toMatch(updater);
    expect((await withFeed.ask('/health')).status).toBe(200);
  } finally {
    await withFeed.stop();
  }
});
