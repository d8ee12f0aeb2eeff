import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RenderResult } from '../../../src/contract/pixel-tasks.ts';
import { executeRender } from '../../../src/pixels/execute.ts';
import { readWorkflow } from '../../../src/workflow/graph/read.ts';
import { productShot } from '../../support/product-shots.ts';

let folder: string;
let photo: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-cut-out-'));
  photo = join(folder, 'product.png');
  const { raster } = productShot();
  const pixels = { raw: { width: 240, height: 240, channels: 3 } } as const;
  await writeFile(
    photo,
    await sharp(raster.data as Uint8Array, pixels)
      .png()
      .toBuffer(),
  );
});
afterAll(() => rm(folder, { recursive: true }));

let runs = 0;
function render(nodes: object[], cached = false): Promise<RenderResult> {
  const workflow = readWorkflow({ name: 'Test', nodes: [{ id: 'in', type: 'imageInput' }, ...nodes] });
  return executeRender(
    {
      kind: 'render',
      workflow,
      sources: { in: { path: photo, name: 'product.png' } },
      tokens: { name: 'product', seq: 1, relativeFolder: '', workflow: 'test', runDate: '2026-01-01T00:00:00Z' },
      target: { kind: 'deliver' },
      temp: { folder, prefix: `run${++runs}-` },
      tolerant: false,
      cache: cached ? { folder: join(folder, 'cache'), keep: 'checkpoints' } : null,
    },
    { admit: async () => {}, maxPixels: 1e8 },
  );
}

const cut = (params: object = {}) => ({
  id: 'cut',
  type: 'removeBackground',
  inputs: { image: 'in' },
  params: { method: 'key', ...params },
});
const png = (image: string, id = 'out') => ({ id, type: 'export', inputs: { image }, params: { format: 'png' } });
const pixelsOf = async ({ files }: RenderResult, k = 0) =>
  sharp(await readFile(files[k]!.tempPath))
    .raw()
    .toBuffer({ resolveWithObject: true });

describe('a workflow that cuts out', () => {
  it('delivers the subject on white, whose background is exactly 255, and its mask', async () => {
    const result = await render([
      cut(),
      { id: 'grey', type: 'maskPicture', inputs: { mask: 'cut.mask' } },
      { id: 'white', type: 'replaceBackground', inputs: { image: 'cut.image' } },
      png('white', 'a'),
      png('grey', 'b'),
    ]);
    const laid = await pixelsOf(result, 0);
    const mask = await pixelsOf(result, 1);
    const step = mask.info.channels;
    let clear = 0;
    for (let i = 0; i < 240 * 240; i++) {
      if (mask.data[i * step] !== 0) continue;
      clear++;
      expect([...laid.data.subarray(i * 3, i * 3 + 3)]).toEqual([255, 255, 255]);
    }
    expect(clear).toBeGreaterThan(35_000);
  });

  it('tells what it found, for conditions and bindings', async () => {
    const { nodeStates } = await render([cut(), png('cut.image')]);
    const state = nodeStates.find(({ nodeId }) => nodeId === 'cut');
    expect(state).toMatchObject({ status: 'completed', result: { method: 'key', width: 240 } });
    const { coverage, confidence, bounds } = state!.result as Record<string, number> & { bounds: { width: number } };
    expect(coverage).toBeCloseTo(0.19, 1);
    expect(confidence).toBeGreaterThan(0.8);
    expect(bounds.width).toBeGreaterThan(115);
  });

  it('blurs the background of the picture before it was cut out, and says what is missing when there is none', async () => {
    const blur = (inputs: object) => ({ id: 'blur', type: 'replaceBackground', inputs, params: { fill: 'blur' } });
    const { files } = await render([cut(), blur({ image: 'cut.image', original: 'in' }), png('blur')]);
    expect(files).toHaveLength(1);
    await expect(render([cut(), blur({ image: 'cut.image' }), png('blur')])).rejects.toMatchObject({
      code: 'param_invalid',
      nodeId: 'blur',
      message: expect.stringContaining('Original'),
    });
  });

  it('keeps the mask, so that trying out edges does not find the subject again', async () => {
    const first = await render([cut(), png('cut.image')], true);
    const second = await render([cut({ decontaminate: 30 }), png('cut.image')], true);
    const maskBytes = 240 * 240 * 3;
    expect(first.keptBytes! - second.keptBytes!).toBeGreaterThanOrEqual(maskBytes);
    const found = (result: RenderResult) => result.nodeStates.find(({ nodeId }) => nodeId === 'cut')!.result;
    expect(found(second)).toEqual(found(first));
  });

  it('leaves no temp file when it fails', async () => {
    const before = await readdir(folder);
    const nothing = cut({ method: 'model', model: 'not-there' });
    await expect(render([nothing, png('cut.image')])).rejects.toMatchObject({ code: 'file_not_found', nodeId: 'cut' });
    expect(await readdir(folder)).toEqual(before);
  });
});
