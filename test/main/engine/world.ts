import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { onTestFinished } from 'vitest';
import type { SafelightEvent } from '../../../src/contract/events.ts';
import type { OutputSpec, Run } from '../../../src/contract/run.ts';
import type { WorkflowDocumentInput } from '../../../src/contract/workflow.ts';
import { type App, type AppOptions, createApp } from '../../../src/main/app.ts';
import type { PixelPort } from '../../../src/main/engine/ports.ts';
import type { CreateRun } from '../../../src/main/engine/run-service.ts';
import { createFakePixels, type FakePixels, type FakePixelsOptions } from './fake-pixels.ts';

/** A folder of photos, an output folder and a data folder, with an app on it that renders nothing. */
export interface World {
  root: string;
  photos: string;
  out: string;
  dataDir: string;
  app: App;
  pixels: FakePixels;
  events: SafelightEvent[];
  /** Closes the app and opens another on the same folders. */
  reopen(options?: WorldOptions): Promise<World>;
}

export type WorldOptions = FakePixelsOptions &
  Pick<AppOptions, 'resumeUnfinished' | 'allowedHosts' | 'intake' | 'delivery' | 'clock' | 'timers'> & {
    realPixels?: PixelPort;
  };

export async function openWorld(options: WorldOptions & { photos?: string[] } = {}): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), 'safelight-engine-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const photos = join(root, 'photos');
  addPhotos(photos, options.photos ?? []);
  return await open(root, options);
}

async function open(root: string, options: WorldOptions): Promise<World> {
  const dataDir = join(root, 'data');
  const pixels = createFakePixels(options);
  const { resumeUnfinished, allowedHosts, intake, delivery, clock, timers, realPixels } = options;
  const app = await createApp({
    dataDir,
    pixels: realPixels ?? pixels,
    ...(clock === undefined ? {} : { clock }),
    ...(timers === undefined ? {} : { timers }),
    ...(resumeUnfinished === undefined ? {} : { resumeUnfinished }),
    ...(allowedHosts === undefined ? {} : { allowedHosts }),
    ...(intake === undefined ? {} : { intake }),
    ...(delivery === undefined ? {} : { delivery }),
  });
  onTestFinished(() => app.close());
  const events: SafelightEvent[] = [];
  app.events.on((event) => events.push(event));
  return {
    root,
    photos: join(root, 'photos'),
    out: join(root, 'out'),
    dataDir,
    app,
    pixels,
    events,
    async reopen(next = {}) {
      await app.close();
      return await open(root, next);
    },
  };
}

/** Files that look like JPEG to intake. */
export function addPhotos(folder: string, names: string[]): void {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(`photo ${name}`)]));
  }
}

/** One input, one export each for the ids given; more params by node id. */
export function workflowWith(
  exports: Record<string, Record<string, unknown>> = { export: {} },
  inputs: string[] = ['input'],
): WorkflowDocumentInput {
  return {
    name: 'Test workflow',
    slug: 'test',
    nodes: [
      ...inputs.map((id) => ({ id, type: 'imageInput' })),
      ...Object.entries(exports).map(([id, params], n) => ({
        id,
        type: 'export',
        params,
        inputs: { image: inputs[n % inputs.length]! },
      })),
    ],
  };
}

/** A run over the world's photos. */
export function runSpec(
  world: Pick<World, 'photos' | 'out'>,
  more: Partial<Omit<CreateRun, 'output'>> & { output?: Partial<OutputSpec>; recursive?: boolean } = {},
): CreateRun {
  const { output, recursive = false, ...rest } = more;
  return {
    workflow: { document: workflowWith() },
    inputs: { imageInput: { paths: [world.photos], recursive } },
    output: { folder: world.out, collision: 'suffix', zip: false, zipLayout: 'preserve', ...output },
    trigger: 'cli',
    ...rest,
  };
}

export async function runToEnd(world: World, spec: CreateRun): Promise<Run> {
  const run = await world.app.runs.create(spec);
  return await world.app.runs.whenFinished(run.id);
}

/** Every file below a folder with its text, by its path. */
export function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries
      .map((entry): [string, string] => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length + 1).replaceAll(sep, '/'), readFileSync(path, 'utf8')];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The run's counters add up to its total. */
export function countsAddUp(run: Run): boolean {
  const { pendingItems, runningItems, completedItems, failedItems, skippedItems, cancelledItems } = run;
  return pendingItems + runningItems + completedItems + failedItems + skippedItems + cancelledItems === run.totalItems;
}

/** A promise and what opens it. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
