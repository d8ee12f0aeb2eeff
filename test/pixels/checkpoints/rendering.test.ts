import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RenderResult, RenderTask, TaskCache } from '../../../src/contract/pixel-tasks.ts';
import { RecentCheckpoints } from '../../../src/pixels/checkpoints/recent-checkpoints.ts';
import { executeStep } from '../../../src/pixels/execute/steps.ts';
import { executeRender } from '../../../src/pixels/execute.ts';
import { aWorkflow, type WorkflowBuilder } from '../../support/a-workflow.ts';

const engine = vi.hoisted(() => ({ version: '1' }));
vi.mock('../../../src/pixels/execute/steps.ts', { spy: true });
vi.mock('../../../src/workflow/plan/plan.ts', async (original) => ({
  ...(await original<object>()),
  get ENGINE_VERSION() {
    return engine.version;
  },
}));

const root = mkdtempSync(join(tmpdir(), 'safelight-cached-'));
const photo = join(root, 'photo.jpg');
afterAll(() => rm(root, { recursive: true }));

async function paint(path: string, tint: number): Promise<void> {
  const data = Buffer.alloc(120 * 80 * 3);
  for (let i = 0; i < 120 * 80; i++) data.set([(i % 120) * 2, Math.floor(i / 120) * 3, tint], i * 3);
  await writeFile(
    path,
    await sharp(data, { raw: { width: 120, height: 80, channels: 3 } })
      .jpeg()
      .toBuffer(),
  );
}
await paint(photo, 90);

let jobs = 0;
let cacheFolder: string;
let recent: RecentCheckpoints;
beforeEach(() => {
  recent = new RecentCheckpoints();
  cacheFolder = mkdtempSync(join(root, 'cache-'));
  vi.mocked(executeStep).mockClear();
});

async function render(
  workflow: WorkflowBuilder,
  { path = photo, ...more }: Partial<RenderTask> & { path?: string } = {},
): Promise<RenderResult & { executed: string[] }> {
  vi.mocked(executeStep).mockClear();
  jobs += 1;
  const result = await executeRender(
    {
      kind: 'render',
      workflow: workflow.document(),
      sources: { in: { path, name: 'photo.jpg' } },
      tokens: { name: 'photo.jpg', seq: 1, relativeFolder: '', workflow: 'test', runDate: '2026-03-09T12:00:00Z' },
      target: { kind: 'deliver' },
      temp: { folder: root, prefix: `job-${jobs}-` },
      tolerant: false,
      cache: { folder: cacheFolder, keep: 'checkpoints' },
      ...more,
    },
    { admit: async () => {}, maxPixels: 1e6, recent },
  );
  return { ...result, executed: vi.mocked(executeStep).mock.calls.map(([step]) => step.kind) };
}

const bytesOf = (result: RenderResult): Promise<Buffer[]> =>
  Promise.all(result.files.map(({ tempPath }) => readFile(tempPath)));
const cachedNodes = (result: RenderResult): string[] =>
  result.nodeStates.filter(({ cached }) => cached).map(({ nodeId }) => nodeId);
const checkpoints = async (): Promise<string[]> =>
  (await readdir(cacheFolder, { recursive: true })).filter((name) => name.endsWith('.checkpoint'));
const none: TaskCache | null = null;

const retouch = (ev = 0.5) =>
  aWorkflow().with('resize', { longEdge: 60 }).with('exposure', { ev }).with('sharpen', { amount: 80 });

describe('rendering with checkpoints', () => {
  it('executes the export alone when only the export was changed, and gives the bytes of a fresh rendering', async () => {
    const first = await render(retouch().with('export', { quality: 85 }));
    expect(first.executed).toEqual(['load', 'colour', 'sharpen', 'encode']);
    expect(cachedNodes(first)).toEqual([]);

    const second = await render(retouch().with('export', { quality: 60 }));
    expect(second.executed).toEqual(['encode']);
    expect(cachedNodes(second)).toEqual(['in', 'resize-1', 'exposure-1', 'sharpen-1']);

    const fresh = await render(retouch().with('export', { quality: 60 }), { cache: none });
    expect(await bytesOf(second)).toEqual(await bytesOf(fresh));
    expect(second.files.map(({ sha256 }) => sha256)).toEqual(fresh.files.map(({ sha256 }) => sha256));
  });

  it('tells the same of nodes that were not executed as of those that were', async () => {
    const workflow = retouch().with('export');
    const first = await render(workflow);
    const second = await render(workflow);
    const told = (result: RenderResult) =>
      result.nodeStates.map(({ nodeId, status, width, height, result: fields, notes, fusedWith }) => ({
        nodeId,
        status,
        width,
        height,
        fields,
        notes,
        fusedWith,
      }));
    expect(told(second)).toEqual(told(first));
    expect(second.planHash).toBe(first.planHash);
    expect(second.inputHashes).toEqual(first.inputHashes);
  });

  it('executes what a changed node feeds, and all before it that was not kept', async () => {
    await render(retouch(0.5).with('export'));
    const changed = await render(retouch(0.7).with('export'));
    expect(changed.executed).toEqual(['load', 'colour', 'sharpen', 'encode']);
    expect(cachedNodes(changed)).toEqual([]);
  });

  it('executes everything for other input bytes', async () => {
    await render(retouch().with('export'));
    const other = join(root, 'other.jpg');
    await paint(other, 10);
    expect((await render(retouch().with('export'), { path: other })).executed).toEqual([
      'load',
      'colour',
      'sharpen',
      'encode',
    ]);
  });

  it('knows the same bytes under another name and in another workflow', async () => {
    await render(retouch().with('export'));
    const copy = join(root, 'copy.jpg');
    await writeFile(copy, await readFile(photo));
    const renamed = aWorkflow()
      .with('resize', { longEdge: 60 }, { id: 'small' })
      .with('exposure', { ev: 0.5 }, { id: 'light' })
      .with('sharpen', { amount: 80 }, { id: 'crisp' })
      .with('export', { quality: 50 }, { id: 'web' });
    const second = await render(renamed, { path: copy });
    expect(second.executed).toEqual(['encode']);
    expect(second.nodeStates.find(({ nodeId }) => nodeId === 'small')).toMatchObject({ cached: true, width: 60 });
  });

  it('executes everything for another engine version', async () => {
    await render(retouch().with('export'));
    engine.version = 'another';
    expect((await render(retouch().with('export'))).executed).toEqual(['load', 'colour', 'sharpen', 'encode']);
    engine.version = '1';
    expect((await render(retouch().with('export'))).executed).toEqual(['encode']);
  });

  it('does not read analyses anew, and evaluates bindings with what was kept', async () => {
    const bound = (quality: number) =>
      aWorkflow()
        .with('resize', { longEdge: 60 })
        .with('analyze', {}, { id: 'look' })
        .from('resize-1')
        .with('pad', { aspect: 1, color: { $ref: 'look.dominantColor' } })
        .with('export', { quality });
    const first = await render(bound(85));
    expect(first.executed).toContain('analyze');
    const second = await render(bound(60));
    expect(second.executed).toEqual(['encode']);
    const look = (result: RenderResult) => result.nodeStates.find(({ nodeId }) => nodeId === 'look')?.result;
    expect(look(second)).toEqual(look(first));
    const fresh = await render(bound(60), { cache: none });
    expect(await bytesOf(second)).toEqual(await bytesOf(fresh));
  });

  it('makes a damaged checkpoint again instead of using it', async () => {
    const workflow = retouch().with('export', { quality: 70 });
    const first = await render(workflow);
    for (const name of await checkpoints()) {
      const path = join(cacheFolder, name);
      const bytes = await readFile(path);
      bytes[bytes.length - 5]! ^= 1;
      await writeFile(path, bytes);
    }
    const second = await render(workflow);
    expect(second.executed).toEqual(['load', 'colour', 'sharpen', 'encode']);
    expect(await bytesOf(second)).toEqual(await bytesOf(first));
    expect((await render(workflow)).executed).toEqual(['encode']);
  });

  it('does not pass what a tolerant run made for the result of a strict one', async () => {
    const workflow = retouch().with('export');
    await render(workflow, { tolerant: true });
    expect((await render(workflow)).executed).toContain('load');
    expect((await render(workflow, { tolerant: true })).executed).toEqual(['encode']);
  });

  it('executes nodes that somebody wants to see executed', async () => {
    const workflow = retouch().with('export');
    await render(workflow);
    const cache = { folder: cacheFolder, keep: 'checkpoints' as const, redo: ['sharpen-1', 'export-1'] };
    expect((await render(workflow, { cache })).executed).toEqual(['load', 'colour', 'sharpen', 'encode']);
  });

  it('keeps what exports read, every picture, or nothing, as it is told', async () => {
    const workflow = retouch().with('export');
    await render(workflow, { cache: { folder: cacheFolder, keep: 'none' } });
    expect(await checkpoints()).toHaveLength(0);
    const kept = await render(workflow);
    expect(await checkpoints()).toHaveLength(1);
    expect(kept.keptBytes).toBeGreaterThan(60 * 40 * 3);
    await render(workflow, { cache: { folder: cacheFolder, keep: 'all' } });
    expect((await checkpoints()).length).toBeGreaterThan(0);
  });

  it('shows a kept picture without executing anything', async () => {
    const workflow = retouch().with('export');
    await render(workflow);
    const preview = await render(workflow, {
      target: { kind: 'preview', nodeId: 'export-1', longEdge: null, format: 'png' },
    });
    expect(preview.executed).toEqual([]);
    const fresh = await render(workflow, {
      target: { kind: 'preview', nodeId: 'export-1', longEdge: null, format: 'png' },
      cache: none,
    });
    expect(await bytesOf(preview)).toEqual(await bytesOf(fresh));
  });
});

describe('rendering while somebody tries things out', () => {
  const target = { kind: 'preview', nodeId: 'sharpen-1', longEdge: null, format: 'png' } as const;
  const look = (amount: number, more: Partial<RenderTask> = {}) =>
    render(
      aWorkflow()
        .with('resize', { longEdge: 60 })
        .with('exposure', { ev: 0.5 })
        .with('sharpen', { amount })
        .with('export'),
      { target, ...more },
    );

  it('executes the changed node alone, gives the bytes of a fresh rendering, and writes nothing', async () => {
    const fresh = await bytesOf(await look(120, { cache: none }));
    await look(80, { interactive: true });
    const next = await look(120, { interactive: true });
    expect(next.executed).toEqual(['sharpen']);
    expect(await bytesOf(next)).toEqual(fresh);
    expect(await checkpoints()).toEqual([]);
  });

  it('changes none of the pixels that it remembers, though steps work in place', async () => {
    const first = await bytesOf(await look(80, { interactive: true }));
    for (const amount of [200, 150]) await look(amount, { interactive: true });
    const again = await look(80, { interactive: true });
    expect(await bytesOf(again)).toEqual(first);
    expect(again.executed).toEqual([]);
  });

  it('remembers nothing for others', async () => {
    await look(80, { cache: none });
    expect((await look(80, { cache: none, interactive: true })).executed).toContain('sharpen');
  });
});
