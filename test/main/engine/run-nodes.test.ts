import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { WorkflowDocumentInput } from '../../../src/contract/workflow.ts';
import { type App, createApp } from '../../../src/main/app.ts';
import type { PixelPort } from '../../../src/main/engine/ports.ts';

/** Four photos: taken in another order than they are named, one of them upright and never dated. */
const PHOTOS = [
  ['a.jpg', 300, 200, '2024:05:03 10:00:00'],
  ['b.jpg', 300, 200, '2024:05:01 10:00:00'],
  ['c.jpg', 200, 300, null],
  ['d.jpg', 320, 200, '2024:05:02 10:00:00'],
] as const;

const SILENT = { info() {}, warn() {}, error() {} };

/** One pixel host for all tests of this file: starting it takes longer than any of them. */
let host: App;
let pixels: PixelPort;
const hostFolder = mkdtempSync(join(tmpdir(), 'safelight-run-nodes-host-'));
beforeAll(async () => {
  host = await createApp({ workers: 2, dataDir: hostFolder, log: SILENT });
  const { workers } = host.pixels;
  pixels = { workers, run: (task, options) => host.pixels.run(task, options), close: () => Promise.resolve() };
});
afterAll(async () => {
  await host.close();
  rmSync(hostFolder, { recursive: true, force: true });
});

interface Studio {
  root: string;
  out: string;
  app: App;
  run(document: WorkflowDocumentInput, more?: { zip?: boolean }): ReturnType<App['runs']['whenFinished']>;
  reopen(): Promise<Studio>;
}

async function openStudio(root?: string): Promise<Studio> {
  const folder = root ?? mkdtempSync(join(tmpdir(), 'safelight-run-nodes-'));
  if (root === undefined) {
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(join(folder, 'in'));
    for (const [name, width, height, takenAt] of PHOTOS) {
      const plain = sharp({ create: { width, height, channels: 3, background: '#4a7090' } });
      const dated = takenAt === null ? plain : plain.withExif({ IFD2: { DateTimeOriginal: takenAt } });
      await dated.jpeg().toFile(join(folder, 'in', name));
    }
  }
  const app = await createApp({ pixels, dataDir: join(folder, 'data'), log: SILENT });
  onTestFinished(() => app.close());
  const out = join(folder, 'out');
  return {
    root: folder,
    out,
    app,
    async run(document, { zip = false } = {}) {
      const { id } = await app.runs.create({
        workflow: { document },
        inputs: { imageInput: { paths: [join(folder, 'in')], recursive: false } },
        output: { folder: out, collision: 'suffix', zip, zipLayout: 'preserve' },
        trigger: 'cli',
      });
      return await app.runs.whenFinished(id);
    },
    async reopen() {
      await app.close();
      return await openStudio(folder);
    },
  };
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

const workflow = (...nodes: WorkflowDocumentInput['nodes']): WorkflowDocumentInput => ({
  name: 'Studio',
  slug: 'studio',
  nodes: [{ id: 'in', type: 'imageInput' }, ...nodes],
});
const out = { id: 'out', type: 'export', inputs: { image: 'in' } };
const sheet = {
  id: 'sheet',
  type: 'contactSheet',
  params: { columns: 2, rows: 1, cellWidth: 100, cellHeight: 80, caption: '{name}' },
  inputs: { image: 'in' },
};

describe('a rename over the run', () => {
  const rename = (params: Record<string, unknown>) => ({
    id: 'names',
    type: 'rename',
    params,
    inputs: { file: 'out' },
  });

  it('numbers by capture time, those without one last', async () => {
    const studio = await openStudio();
    const run = await studio.run(workflow(out, rename({ name: '{seq:2}-{name}', start: 7 })));
    expect(run.status).toBe('completed');
    expect(filesOf(studio.out)).toEqual(['07-b.jpg', '08-d.jpg', '09-a.jpg', '10-c.jpg']);
  });

  it('numbers by name, and plans what it then does', async () => {
    const studio = await openStudio();
    const document = workflow(out, rename({ name: 'shot-{seq}', order: 'name' }));
    const plan = await studio.app.runs.plan({
      workflow: { document },
      inputs: { imageInput: { paths: [join(studio.root, 'in')], recursive: false } },
      output: { folder: studio.out, collision: 'suffix', zip: false, zipLayout: 'preserve' },
      trigger: 'cli',
    });
    await studio.run(document);
    expect(plan.targets.map(({ path }) => path?.slice(studio.out.length + 1)).sort()).toEqual(filesOf(studio.out));
    expect(filesOf(studio.out)).toEqual(['shot-1.jpg', 'shot-2.jpg', 'shot-3.jpg', 'shot-4.jpg']);
  });
});

describe('a contact sheet of the run', () => {
  it('is made once all pictures are done, page by page, as an item of its own', async () => {
    const studio = await openStudio();
    const run = await studio.run(workflow(out, sheet));
    expect(run).toMatchObject({ status: 'completed', totalItems: 5, completedItems: 5, outputCount: 6 });
    expect(filesOf(studio.out)).toEqual([
      'a.jpg',
      'b.jpg',
      'c.jpg',
      'contact-sheet-2.jpg',
      'contact-sheet.jpg',
      'd.jpg',
    ]);
    const { items } = await studio.app.runs.items(run.id, { page: 1, pageSize: 10 });
    const item = items.at(-1)!;
    expect(item).toMatchObject({ name: 'Contact sheet', sources: { sheet: { kind: 'run' } } });
    expect(item.nodeStates).toMatchObject([
      { nodeId: 'sheet', status: 'completed', result: { pictures: 4, pages: 2 } },
    ]);
    expect(Object.keys(item.receipt!.outputs)).toEqual(['sheet', 'sheet.2']);
    const { width, height } = await sharp(join(studio.out, 'contact-sheet.jpg')).metadata();
    expect([width, height]).toEqual([2 * 100 + 3 * 24, 80 + 36 + 2 * 24]);
  });

  it('is planned as it is then delivered', async () => {
    const studio = await openStudio();
    const document = workflow(out, sheet);
    const plan = await studio.app.runs.plan({
      workflow: { document },
      inputs: { imageInput: { paths: [join(studio.root, 'in')], recursive: false } },
      output: { folder: studio.out, collision: 'suffix', zip: false, zipLayout: 'preserve' },
      trigger: 'cli',
    });
    await studio.run(document);
    expect(plan.files).toBe(6);
    expect(plan.targets.map(({ path }) => path?.slice(studio.out.length + 1)).sort()).toEqual(filesOf(studio.out));
  });

  it('is taken back with the run, and delivered anew with it', async () => {
    const studio = await openStudio();
    const { id } = await studio.run(workflow(out, sheet));
    await studio.app.runs.undo(id, { dryRun: false });
    expect(existsSync(studio.out) ? filesOf(studio.out) : []).toEqual([]);
    await studio.app.runs.retryFailed(id);
    expect(await studio.app.runs.whenFinished(id)).toMatchObject({ status: 'completed', completedItems: 5 });
    expect(filesOf(studio.out)).toHaveLength(6);
  });

  it('waits for pictures that are tried again, and is made anew of them', async () => {
    const studio = await openStudio();
    const { id } = await studio.run(workflow(out, sheet));
    const { items } = await studio.app.runs.items(id, { page: 1, pageSize: 10 });
    const before = items.at(-1)!;
    await studio.app.runs.rerunItem(id, items[0]!.id, { overrides: [{ nodeId: 'out', params: { quality: 20 } }] });
    await studio.app.runs.whenFinished(id);
    const after = (await studio.app.runs.items(id, { page: 1, pageSize: 10 })).items.at(-1)!;
    expect(after.attempt).toBe(before.attempt + 1);
    expect(filesOf(studio.out)).toHaveLength(6);
  });

  it('lies in the zip with the pictures', async () => {
    const studio = await openStudio();
    const run = await studio.run(workflow(out, sheet), { zip: true });
    expect(run).toMatchObject({ status: 'completed', outputCount: 6 });
    expect(filesOf(studio.out)).toHaveLength(1);
  });

  it('goes on after the program was closed in the middle', async () => {
    const studio = await openStudio();
    const { id } = await studio.app.runs.create({
      workflow: { document: workflow(out, sheet) },
      inputs: { imageInput: { paths: [join(studio.root, 'in')], recursive: false } },
      output: { folder: studio.out, collision: 'suffix', zip: false, zipLayout: 'preserve' },
      trigger: 'cli',
    });
    await new Promise<void>((resolve) => {
      studio.app.events.on((event) => {
        if (event.event === 'item.started' && event.name === 'Contact sheet') resolve();
      });
    });
    const again = await studio.reopen();
    expect(await again.app.runs.whenFinished(id)).toMatchObject({ status: 'completed', completedItems: 5 });
    expect(filesOf(again.out)).toHaveLength(6);
  });
});

describe('filters and checks in a run', () => {
  it('skips what no export is left for, with the condition as the reason', async () => {
    const studio = await openStudio();
    const wide = {
      id: 'wide',
      type: 'filter',
      params: { condition: 'input.width > input.height' },
      inputs: { image: 'in' },
    };
    const run = await studio.run(workflow(wide, { ...out, inputs: { image: 'wide.match' } }));
    expect(run).toMatchObject({ status: 'completed', completedItems: 3, skippedItems: 1 });
    const { items } = await studio.app.runs.items(run.id, { page: 1, pageSize: 10, status: 'skipped' });
    expect(items[0]).toMatchObject({ name: 'c.jpg', error: { code: 'not_selected' } });
    expect(items[0]!.error!.message).toContain('input.width > input.height');
  });

  it('puts files that fail their check into a folder, and takes them out again once they pass', async () => {
    const studio = await openStudio();
    const check = { id: 'check', type: 'assert', params: { width: 300, onFailure: 'route' }, inputs: { file: 'out' } };
    const { id } = await studio.run(workflow({ ...out, params: { quality: 80 } }, check));
    expect(filesOf(studio.out)).toEqual(['a.jpg', 'b.jpg', 'failed-check/c.jpg', 'failed-check/d.jpg']);
    const { items } = await studio.app.runs.items(id, { page: 1, pageSize: 10 });
    const routed = items.find(({ name }) => name === 'd.jpg')!;
    await studio.app.runs.rerunItem(id, routed.id, { overrides: [{ nodeId: 'check', params: { width: 320 } }] });
    await studio.app.runs.whenFinished(id);
    expect(filesOf(studio.out)).toEqual(['a.jpg', 'b.jpg', 'd.jpg', 'failed-check/c.jpg']);
  });

  it('fails a picture whose file breaks a rule, and delivers nothing of it', async () => {
    const studio = await openStudio();
    const check = { id: 'check', type: 'assert', params: { width: 300 }, inputs: { file: 'out' } };
    const run = await studio.run(workflow(out, check));
    expect(run).toMatchObject({ status: 'partial', completedItems: 2, failedItems: 2 });
    const { items } = await studio.app.runs.items(run.id, { page: 1, pageSize: 10, status: 'failed' });
    expect(items[0]!.error).toMatchObject({ code: 'check_failed', nodeId: 'check' });
    expect(filesOf(studio.out)).toEqual(['a.jpg', 'b.jpg']);
  });
});
