import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { PixelResult, PixelTask, RenderTask } from '../../../src/contract/pixel-tasks.ts';
import type { Item, Run } from '../../../src/contract/run.ts';
import { type App, createApp } from '../../../src/main/app.ts';
import type { PixelPort } from '../../../src/main/engine/ports.ts';
import type { RunPlan } from '../../../src/main/engine/run-plan.ts';
import type { CreateRun } from '../../../src/main/engine/run-service.ts';
import { ENGINE_VERSION } from '../../../src/workflow/plan/plan.ts';
import { FAKE_FACTS } from '../engine/fake-pixels.ts';

/** A pixel port that writes what it was asked for as text, and hashes as the real one does. */
export interface HashingPixels extends PixelPort {
  /** Every task it was given. */
  readonly tasks: PixelTask[];
}

export function createHashingPixels(): HashingPixels {
  const tasks: PixelTask[] = [];
  return {
    workers: 2,
    tasks,
    async run<T extends PixelTask>(task: T): Promise<PixelResult<T>> {
      tasks.push(task);
      if (task.kind !== 'render') throw new Error(`no ${task.kind} expected`);
      return (await render(task)) as PixelResult<T>;
    },
    async close() {},
  };
}

async function render({ workflow, sources, temp, tokens }: RenderTask) {
  const inputs = await Promise.all(
    Object.entries(sources).map(async ([node, { path }]) => [node, await readFile(path)] as const),
  );
  const files = [];
  for (const [n, node] of workflow.nodes.filter(({ type }) => type === 'export').entries()) {
    const pictured = workflow.nodes.map(({ params }) => JSON.stringify(params).replaceAll('{name}', tokens.name));
    const text = Buffer.concat([...inputs.map(([, bytes]) => bytes), Buffer.from(`${pictured} ${node.id}`)]);
    const tempPath = join(temp.folder, `${temp.prefix}${n}.tmp`);
    await writeFile(tempPath, text, { flag: 'wx' });
    const file = { nodeId: node.id, tempPath, format: 'jpeg', extension: 'jpg', width: 60, height: 40 };
    files.push({ ...file, bytes: text.length, sha256: sha256(text) });
  }
  return {
    files,
    nodeStates: workflow.nodes.map(({ id }) => ({ nodeId: id, status: 'completed' as const, milliseconds: 5 })),
    facts: Object.fromEntries(inputs.map(([node, bytes]) => [node, { ...FAKE_FACTS, bytes: bytes.length }])),
    inputHashes: Object.fromEntries(inputs.map(([node, bytes]) => [node, sha256(bytes)])),
    planHash: 'plan',
    engineVersion: ENGINE_VERSION,
  };
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface CachedWorld {
  root: string;
  photos: string;
  out: string;
  app: App;
  pixels: HashingPixels;
  /** Runs over all photos and waits for the end; `rendered` says how many tasks the pixel port was given. */
  run(request?: RunOptions): Promise<{ run: Run; items: Item[]; rendered: number }>;
  /** What such a run would do. */
  plan(request?: RunOptions): Promise<RunPlan>;
  /** Closes the app and opens another one on the same data folder. */
  reopen(): Promise<void>;
}

export interface RunOptions extends Partial<Pick<CreateRun, 'tolerant' | 'intermediates'>> {
  document?: unknown;
  output?: Partial<CreateRun['output']>;
}

export async function openCachedWorld(photos: string[] = ['a.jpg', 'b.jpg', 'c.jpg']): Promise<CachedWorld> {
  const root = mkdtempSync(join(tmpdir(), 'safelight-cache-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const world: CachedWorld = {
    root,
    photos: join(root, 'photos'),
    out: join(root, 'out'),
    ...(await open(root)),
    async run(request = {}) {
      const before = world.pixels.tasks.length;
      const created = await world.app.runs.create(specOf(world, request));
      const run = await world.app.runs.whenFinished(created.id);
      const { items } = await world.app.runs.items(run.id, { pageSize: 100 });
      return { run, items, rendered: world.pixels.tasks.length - before };
    },
    plan: (request = {}) => world.app.runs.plan(specOf(world, request), { sample: 0 }),
    async reopen() {
      await world.app.close();
      Object.assign(world, await open(root));
    },
  };
  mkdirSync(world.photos);
  for (const name of photos) addPhoto(world, name);
  return world;
}

function specOf(world: CachedWorld, { document = workflow(), output = {}, ...more }: RunOptions): CreateRun {
  return {
    workflow: { document },
    inputs: { in: { paths: [world.photos], recursive: true } },
    output: { folder: world.out, collision: 'overwrite', zip: false, zipLayout: 'preserve', ...output },
    trigger: 'cli',
    ...more,
  };
}

async function open(root: string): Promise<Pick<CachedWorld, 'app' | 'pixels'>> {
  const pixels = createHashingPixels();
  const app = await createApp({ dataDir: join(root, 'data'), pixels });
  onTestFinished(() => app.close());
  return { app, pixels };
}

/** What looks like a JPEG to intake. */
export function addPhoto({ photos }: Pick<CachedWorld, 'photos'>, name: string, content = `photo ${name}`): string {
  const path = join(photos, name);
  writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(content)]));
  return path;
}

/**
 * Waits until the times of the photos and logos can be trusted: what was written a moment ago may be written again within the
 * same tick of the clock, so the cache does not rely on it.
 */
export async function untilSettled(root: string): Promise<void> {
  const written = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(jpg|svg)$/.test(name))
    .map((name) => statSync(join(root, name)).ctimeMs);
  await setTimeout(Math.max(0, Math.max(...written) + 110 - Date.now()));
}

/** Gives a file another time of modification. */
export function touch(path: string): void {
  utimesSync(path, new Date(1.7e12), new Date(1.7e12 + Math.random() * 1e9));
}

interface Change {
  resize?: Record<string, unknown>;
  watermark?: Record<string, unknown>;
  export?: Record<string, unknown>;
  label?: string;
}

export function workflow({ resize = {}, watermark, export: exported = {}, label }: Change = {}): unknown {
  return {
    name: 'Cached',
    slug: 'cached',
    nodes: [
      { id: 'in', type: 'imageInput' },
      {
        id: 'resize',
        type: 'resize',
        params: { longEdge: 60, ...resize },
        inputs: { image: 'in' },
        ...(label === undefined ? {} : { label }),
      },
      ...(watermark === undefined
        ? []
        : [{ id: 'mark', type: 'watermark', params: watermark, inputs: { image: 'resize' } }]),
      { id: 'web', type: 'export', params: exported, inputs: { image: watermark ? 'mark' : 'resize' } },
    ],
  };
}
