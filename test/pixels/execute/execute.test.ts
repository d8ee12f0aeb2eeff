import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SafelightError } from '../../../src/contract/errors.ts';
import type { RenderResult, RenderTask } from '../../../src/contract/pixel-tasks.ts';
import type { NodeState } from '../../../src/contract/run.ts';
import { decode } from '../../../src/pixels/decoders/decode.ts';
import { executeRender } from '../../../src/pixels/execute.ts';
import { analyze } from '../../../src/pixels/kernels/analyze.ts';
import { applyColour } from '../../../src/pixels/kernels/colour.ts';
import { readWorkflow } from '../../../src/workflow/graph/read.ts';

vi.mock('../../../src/pixels/decoders/decode.ts', { spy: true });
vi.mock('../../../src/pixels/kernels/analyze.ts', { spy: true });
vi.mock('../../../src/pixels/kernels/colour.ts', { spy: true });

const folder = mkdtempSync(join(tmpdir(), 'safelight-execute-'));
const photo = join(folder, 'Coast 1.jpg');
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => {
  vi.mocked(decode).mockClear();
  vi.mocked(analyze).mockClear();
  vi.mocked(applyColour).mockClear();
});

/** A gradient with a red corner, so that nothing is symmetric: 240 × 160 px. */
await (async () => {
  const data = Buffer.alloc(240 * 160 * 3);
  for (let i = 0; i < 240 * 160; i++) {
    const x = i % 240;
    const y = Math.floor(i / 240);
    data.set(x < 60 && y < 40 ? [200, 30, 20] : [x, y, 90], i * 3);
  }
  const jpeg = await sharp(data, { raw: { width: 240, height: 160, channels: 3 } })
    .withExif({ IFD0: { Model: 'Sample One' } })
    .jpeg({ quality: 95 })
    .toBuffer();
  await writeFile(photo, jpeg);
})();

type NodeInput = { id: string; type: string; params?: object; from?: string; when?: string };

/** A workflow with input `in`; each node reads the one named by `from`, or the one before it. */
function workflow(...nodes: NodeInput[]) {
  const all = [{ id: 'in', type: 'imageInput' } as NodeInput, ...nodes];
  return readWorkflow({
    name: 'Test',
    nodes: all.map(({ id, type, params, from, when }, i) => ({
      id,
      type,
      ...(params === undefined ? {} : { params }),
      ...(when === undefined ? {} : { when }),
      inputs: type === 'imageInput' ? {} : { image: from ?? all[i - 1]!.id },
    })),
  });
}

let jobs = 0;
const context = { admit: async () => {}, maxPixels: 1e6 };

function task(document: RenderTask['workflow'], more: Partial<RenderTask> = {}): RenderTask {
  return {
    kind: 'render',
    workflow: document,
    sources: { in: { path: photo, name: 'Coast 1.jpg' } },
    tokens: { name: 'Coast 1.jpg', seq: 7, relativeFolder: '', workflow: 'test', runDate: '2026-03-09T12:00:00Z' },
    target: { kind: 'deliver' },
    temp: { folder, prefix: `.job${++jobs}-` },
    tolerant: false,
    ...more,
  };
}

const stateOf = (result: { nodeStates: NodeState[] }, id: string) =>
  result.nodeStates.find(({ nodeId }) => nodeId === id)!;
const fileOf = (result: RenderResult, id: string) => result.files.find(({ nodeId }) => nodeId === id)!;
const pixelsOf = async (path: string) =>
  sharp(await readFile(path))
    .raw()
    .toBuffer({ resolveWithObject: true });
const png = (id: string, from?: string): NodeInput => ({
  id,
  type: 'export',
  params: { format: 'png' },
  ...(from === undefined ? {} : { from }),
});

describe('rendering an item', () => {
  it('delivers every export of one decode', async () => {
    const result = await executeRender(
      task(
        workflow(
          { id: 'web', type: 'resize', params: { longEdge: 120 } },
          png('web-file'),
          { id: 'thumb', type: 'resize', params: { longEdge: 60 }, from: 'in' },
          png('thumb-file'),
        ),
      ),
      context,
    );
    expect(decode).toHaveBeenCalledTimes(1);
    expect(result.files.map(({ nodeId, width, height }) => [nodeId, width, height])).toEqual([
      ['web-file', 120, 80],
      ['thumb-file', 60, 40],
    ]);
    const { info } = await pixelsOf(fileOf(result, 'web-file').tempPath);
    expect(info).toMatchObject({ width: 120, height: 80 });
  });

  it('tells size, time and company of each node, also of those that were fused', async () => {
    const result = await executeRender(
      task(
        workflow(
          { id: 'small', type: 'resize', params: { longEdge: 120 } },
          { id: 'square', type: 'crop', params: { aspect: '1:1' } },
          png('out'),
        ),
      ),
      context,
    );
    expect(result.nodeStates.map(({ nodeId, status, width, height }) => [nodeId, status, width, height])).toEqual([
      ['in', 'completed', 240, 160],
      ['small', 'completed', 120, 80],
      ['square', 'completed', 80, 80],
      ['out', 'completed', 80, 80],
    ]);
    expect(stateOf(result, 'in')).toMatchObject({ result: { format: 'jpeg', exif: { model: 'Sample One' } } });
    expect(stateOf(result, 'small').fusedWith).toContain('in');
    expect(stateOf(result, 'out').result).toMatchObject({ format: 'png', width: 80 });
    for (const state of result.nodeStates) expect(state.milliseconds).toBeGreaterThanOrEqual(0);
  });

  it('gives the same bytes and the same plan hash each time', async () => {
    const document = workflow({ id: 'dark', type: 'exposure', params: { ev: -1 } }, png('out'));
    const [first, second] = [
      await executeRender(task(document), context),
      await executeRender(task(document), context),
    ];
    expect(second.files[0]!.sha256).toBe(first.files[0]!.sha256);
    expect(second.planHash).toBe(first.planHash);
    expect(second.inputHashes).toEqual(first.inputHashes);
  });

  it('never changes a picture in place while a branch still needs it', async () => {
    const branches = workflow(
      { id: 'small', type: 'resize', params: { longEdge: 100 } },
      { id: 'dark', type: 'exposure', params: { ev: -2 } },
      png('dark-file'),
      { id: 'sharp', type: 'sharpen', params: { amount: 200 }, from: 'small' },
      png('sharp-file'),
      png('plain-file', 'small'),
    );
    const plain = workflow({ id: 'small', type: 'resize', params: { longEdge: 100 } }, png('plain-file'));
    const all = await executeRender(task(branches), context);
    const alone = await executeRender(task(plain), context);
    expect(fileOf(all, 'plain-file').sha256).toBe(fileOf(alone, 'plain-file').sha256);
    const hashes = all.files.map(({ sha256 }) => sha256);
    expect(new Set(hashes).size).toBe(3);
  });

  it('hands the last reader of a picture its buffer', async () => {
    await executeRender(
      task(
        workflow(
          { id: 'small', type: 'resize', params: { longEdge: 100 } },
          { id: 'dark', type: 'exposure', params: { ev: -2 } },
          png('out'),
        ),
      ),
      context,
    );
    expect(vi.mocked(applyColour).mock.calls.map(([, , options]) => options)).toMatchObject([{ owned: true }]);
  });

  it('runs what a param is bound to first, and decodes and measures once', async () => {
    const result = await executeRender(
      task(
        workflow(
          { id: 'look', type: 'analyze' },
          { id: 'mount', type: 'pad', params: { margin: 10, color: { $ref: 'look.dominantColor' } } },
          png('out'),
        ),
      ),
      context,
    );
    expect(decode).toHaveBeenCalledTimes(1);
    expect(analyze).toHaveBeenCalledTimes(1);
    const found = stateOf(result, 'look').result!['dominantColor'] as string;
    const { data } = await pixelsOf(fileOf(result, 'out').tempPath);
    expect(`#${data.subarray(0, 3).toString('hex')}`).toBe(found.slice(0, 7));
  });

  it('passes over a node whose condition is false, and says so', async () => {
    const result = await executeRender(
      task(
        workflow({ id: 'grow', type: 'resize', params: { longEdge: 100 }, when: 'input.width > 1000' }, png('out'), {
          ...png('extra', 'in'),
          when: 'nodes["grow"].width < 50',
        }),
      ),
      context,
    );
    expect(result.files.map(({ nodeId, width }) => [nodeId, width])).toEqual([['out', 240]]);
    expect(stateOf(result, 'grow')).toMatchObject({ status: 'skipped', notes: [expect.stringContaining('condition')] });
    expect(stateOf(result, 'extra').status).toBe('skipped');
  });

  it('writes tokens into watermarks', async () => {
    const marked = (text: string) =>
      workflow({ id: 'mark', type: 'watermark', params: { text, scale: 60, opacity: 100 } }, png('out'));
    const byToken = await executeRender(task(marked('{name} {seq:3} {exif.model}')), context);
    const literally = await executeRender(task(marked('Coast 1 007 Sample One')), context);
    expect(byToken.files[0]!.sha256).toBe(literally.files[0]!.sha256);
  });

  it('lends one file to several inputs without reading it again', async () => {
    const document = workflow({ id: 'second', type: 'imageInput' }, png('a', 'in'), png('b', 'second'));
    const file = { path: photo, name: 'Coast 1.jpg' };
    const result = await executeRender(task(document, { sources: { in: file, second: file } }), context);
    expect(result.inputHashes['in']).toBe(result.inputHashes['second']);
    expect(result.files.map(({ nodeId }) => nodeId).sort()).toEqual(['a', 'b']);
  });
});

describe('a preview', () => {
  const document = workflow(
    { id: 'small', type: 'resize', params: { longEdge: 120 } },
    { id: 'look', type: 'analyze' },
    png('out'),
  );
  const preview = (nodeId: string, longEdge: number | null) =>
    executeRender(task(document, { target: { kind: 'preview', nodeId, longEdge, format: 'png' } }), context);

  it.each([
    ['in', 240, 160],
    ['small', 120, 80],
    ['look', 120, 80],
    ['out', 120, 80],
  ])('shows the picture at %s', async (nodeId, width, height) => {
    const result = await preview(nodeId, null);
    expect(result.files).toHaveLength(1);
    expect(result.files[0]).toMatchObject({ nodeId, width, height, format: 'png', extension: 'png' });
    const { info } = await pixelsOf(result.files[0]!.tempPath);
    expect(info).toMatchObject({ width, height });
  });

  it('is scaled down to fit, never up', async () => {
    expect((await preview('in', 60)).files[0]).toMatchObject({ width: 60, height: 40 });
    expect((await preview('in', 1000)).files[0]).toMatchObject({ width: 240, height: 160 });
  });

  it('is upright, also where the workflow keeps the orientation pending', async () => {
    const path = join(folder, 'lying.jpg');
    await writeFile(
      path,
      await sharp(await readFile(photo))
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer(),
    );
    const keeping = workflow(png('out'));
    keeping.nodes[0]!.params = { orientation: 'keep' };
    const target = { kind: 'preview', nodeId: 'in', longEdge: 120, format: 'png' } as const;
    const lying = task(keeping, { target, sources: { in: { path, name: 'lying.jpg' } } });
    const [file] = (await executeRender(lying, context)).files;
    expect(file).toMatchObject({ width: 80, height: 120 });
    expect((await pixelsOf(file!.tempPath)).info).toMatchObject({ width: 80, height: 120 });
  });

  it('runs no more than it needs', async () => {
    const result = await preview('in', null);
    expect(result.nodeStates.map(({ nodeId }) => nodeId)).toEqual(['in']);
  });
});

describe('an item that fails', () => {
  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (thrown: unknown) => thrown as RenderResult,
    );

  it('names the node, keeps the states so far, and leaves no temp file', async () => {
    const before = await readdir(folder);
    const document = workflow(
      png('first'),
      { id: 'logo', type: 'watermark', params: { image: join(folder, 'no-such-logo.png') }, from: 'in' },
      png('second'),
    );
    const error = await failure(executeRender(task(document), context));
    expect(error).toBeInstanceOf(SafelightError);
    expect(error).toMatchObject({ nodeId: 'logo', facts: { in: { width: 240 } } });
    expect(stateOf(error!, 'in').status).toBe('completed');
    expect(stateOf(error!, 'logo')).toMatchObject({ status: 'failed', error: { nodeId: 'logo' } });
    expect(stateOf(error!, 'second').status).toBe('pending');
    expect(await readdir(folder)).toEqual(before);
  });

  it('blames the input for a file that is no picture', async () => {
    const path = join(folder, 'notes.jpg');
    await writeFile(path, 'only words');
    const run = executeRender(task(workflow(png('out')), { sources: { in: { path, name: 'notes.jpg' } } }), context);
    await expect(run).rejects.toMatchObject({ code: 'not_an_image', nodeId: 'in' });
    await rm(path);
  });

  it('is refused before anything is decoded when it has too many pixels or needs too much memory', async () => {
    const document = workflow(png('out'));
    await expect(executeRender(task(document), { ...context, maxPixels: 1000 })).rejects.toMatchObject({
      code: 'image_too_large',
      nodeId: 'in',
    });
    const admit = vi.fn(async () => {
      throw new SafelightError('image_too_large', 'no');
    });
    await expect(executeRender(task(document), { ...context, admit })).rejects.toMatchObject({
      code: 'image_too_large',
    });
    expect(admit).toHaveBeenCalledWith(expect.objectContaining({ name: 'Coast 1.jpg', pixels: 240 * 160 }));
    expect(decode).not.toHaveBeenCalled();
  });
});
