import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RenderResult, RenderTask } from '../../../src/contract/pixel-tasks.ts';
import { executeRender } from '../../../src/pixels/execute.ts';
import { aWorkflow, type WorkflowBuilder } from '../../support/a-workflow.ts';
import { cubeText } from '../../support/cubes.ts';
import { fileOf, photo } from '../../support/pictures.ts';

const folder = mkdtempSync(join(tmpdir(), 'safelight-grading-'));
afterAll(() => rm(folder, { recursive: true }));
const source = join(folder, 'photo.png');
const table = join(folder, 'look.cube');
await writeFile(source, await fileOf(photo({ seed: 5 })));

let jobs = 0;
function render(workflow: WorkflowBuilder): Promise<RenderResult> {
  const task: RenderTask = {
    kind: 'render',
    workflow: workflow.document(),
    sources: { in: { path: source, name: 'photo.png' } },
    tokens: { name: 'photo.png', seq: 1, relativeFolder: '', workflow: 'test', runDate: '2026-11-22T00:00:00Z' },
    target: { kind: 'deliver' },
    temp: { folder, prefix: `.job${++jobs}-` },
    tolerant: false,
  };
  return executeRender(task, { admit: async () => {}, maxPixels: 1e6 });
}
const sha = (result: RenderResult): string => result.files[0]!.sha256;
const resultOf = (result: RenderResult, id: string) => result.nodeStates.find(({ nodeId }) => nodeId === id)!.result!;

describe('a LUT node', () => {
  const look = () => aWorkflow().with('lut', { file: table }).with('export', { format: 'png' });

  it('reads its table, and notices when the file has changed', async () => {
    await writeFile(
      table,
      cubeText(3, ([r, g, b]) => [b, g, r]),
    );
    const first = await render(look());
    await writeFile(
      table,
      cubeText(3, ([r, g, b]) => [g, r, b]),
    );
    const second = await render(look());
    expect(sha(second)).not.toBe(sha(first));
    expect(second.planHash).not.toBe(first.planHash);
  });

  it('that is missing or damaged fails its node with a sentence that names the file', async () => {
    await expect(
      render(
        aWorkflow()
          .with('lut', { file: join(folder, 'gone.cube') })
          .with('export'),
      ),
    ).rejects.toMatchObject({
      message: expect.stringContaining('“gone.cube” is not there any more'),
    });
    await writeFile(table, 'LUT_3D_SIZE 3\n0 0 0\n');
    await expect(render(look())).rejects.toMatchObject({
      message: expect.stringContaining('“look.cube” cannot be used'),
    });
  });
});

describe('what auto nodes find', () => {
  it('is a result that other nodes take over', async () => {
    const workflow = aWorkflow()
      .with('autoWhiteBalance', {}, { id: 'light' })
      .with('autoLevels', { strength: 50 }, { id: 'tones' })
      .from('in')
      .with('whiteBalance', { kelvin: { $ref: 'light.kelvin' }, tint: { $ref: 'light.tint' } })
      .with('levels', { black: { $ref: 'tones.black' }, white: { $ref: 'tones.white' } })
      .with('export', { format: 'png' });
    const result = await render(workflow);
    expect(resultOf(result, 'light')).toMatchObject({
      kelvin: expect.any(Number),
      tint: expect.any(Number),
      width: 120,
    });
    expect(resultOf(result, 'tones')).toMatchObject({ black: expect.any(Number), white: expect.any(Number) });
    expect(result.files).toHaveLength(1);
  });
});
