import { appendFileSync, existsSync, mkdirSync, readdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { VerifiedOutput } from '../../src/contract/undo.ts';
import { type App, createApp } from '../../src/main/app.ts';
import type { VerifyOptions } from '../../src/main/engine/verify-run.ts';
import { createFakePixels } from '../main/engine/fake-pixels.ts';
import { filesIn, openWorld, runSpec, runToEnd, type World } from '../main/engine/world.ts';
import { fileOf, photo } from '../support/pictures.ts';
import { faultFolder } from './support/batch.ts';

async function verified(app: App, options: VerifyOptions = {}) {
  const outputs: VerifiedOutput[] = [];
  const report = await app.runs.verify(1, { ...options, onOutput: (output) => outputs.push(output) });
  return { report, states: outputs.map((output) => output.replay ?? output.state), outputs };
}

describe('verifying delivered files', () => {
  async function worldWithRun(more: Parameters<typeof runSpec>[1] = {}): Promise<World> {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg', 'c.jpg'] });
    await runToEnd(world, runSpec(world, more));
    return world;
  }

  it('finds changed and missing files, in input order, and says when all is well', async () => {
    const world = await worldWithRun();
    expect(await verified(world.app)).toMatchObject({
      report: { ok: true, outputs: 3, states: { ok: 3 } },
      states: ['ok', 'ok', 'ok'],
    });
    appendFileSync(join(world.out, 'a.jpg'), '!');
    unlinkSync(join(world.out, 'c.jpg'));
    expect(await verified(world.app)).toMatchObject({
      report: { ok: false, outputs: 3, states: { ok: 1, changed: 1, missing: 1 } },
      states: ['changed', 'ok', 'missing'],
    });
  });

  it('changes nothing', async () => {
    const world = await worldWithRun();
    const before = filesIn(world.out);
    await verified(world.app, { replay: true });
    expect(filesIn(world.out)).toEqual(before);
    expect(readdirSync(join(world.dataDir, 'work'))).toEqual([]);
  });

  it('takes outputs in a zip for as good as the zip', async () => {
    const world = await worldWithRun({ output: { zip: true } });
    expect((await verified(world.app)).states).toEqual(['ok', 'ok', 'ok']);
    const { archivePath } = await world.app.runs.get(1);
    appendFileSync(archivePath!, 'x');
    const { outputs, report } = await verified(world.app);
    expect(outputs.map(({ state }) => state)).toEqual(['changed', 'changed', 'changed']);
    expect(outputs[0]!.message).toContain(archivePath);
    expect(report.ok).toBe(false);
    unlinkSync(archivePath!);
    expect((await verified(world.app)).states).toEqual(['missing', 'missing', 'missing']);
  });

  it('does not miss what was undone', async () => {
    const world = await worldWithRun();
    await world.app.runs.undo(1);
    expect(await verified(world.app, { replay: true })).toMatchObject({
      report: { ok: true, states: { undone: 3 } },
      states: ['undone', 'undone', 'undone'],
    });
  });

  it('can be stopped', async () => {
    const world = await worldWithRun();
    await expect(world.app.runs.verify(1, { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});

describe('making pictures again from their sources', () => {
  it('gives the same bytes, and says what became of the sources', async () => {
    const root = faultFolder();
    const inputs = join(root, 'photos');
    mkdirSync(inputs);
    for (const name of ['a', 'b', 'c', 'd']) {
      const picture = photo({ width: 60, height: 40, seed: name.charCodeAt(0) });
      writeFileSync(join(inputs, `${name}.jpg`), await fileOf(picture, { format: 'jpeg' }));
    }
    const app = await createApp({ dataDir: join(root, 'data'), workers: 1 });
    onTestFinished(() => app.close());
    const workflow = {
      document: {
        name: 'Small',
        nodes: [
          { id: 'in', type: 'imageInput' },
          { id: 'small', type: 'resize', params: { longEdge: 30 }, inputs: { image: 'in' } },
          { id: 'out', type: 'export', params: { format: 'jpeg' }, inputs: { image: 'small' } },
        ],
      },
    };
    const run = await app.runs.create({ ...runSpec({ photos: inputs, out: join(root, 'out') }), workflow });
    expect(await app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed', completedItems: 4 });
    expect(await verified(app, { replay: true })).toMatchObject({
      report: { ok: true, states: { ok: 4 }, replays: { same: 4 } },
      states: ['same', 'same', 'same', 'same'],
    });
    unlinkSync(join(root, 'out', 'a.jpg'));
    renameSync(join(inputs, 'b.jpg'), join(inputs, 'b.jpg.away'));
    writeFileSync(join(inputs, 'c.jpg'), await fileOf(photo({ width: 61, height: 40 }), { format: 'jpeg' }));
    writeFileSync(join(inputs, 'd.jpg'), 'no picture any more');
    const { report, outputs } = await verified(app, { replay: true });
    expect(outputs.map(({ state, replay }) => `${state} ${replay}`)).toEqual([
      'missing same',
      'ok sourceMissing',
      'ok sourceChanged',
      'ok sourceChanged',
    ]);
    expect(report).toMatchObject({ ok: false, replays: { same: 1, sourceMissing: 1, sourceChanged: 2 } });
    expect(outputs[1]!.message).toContain('b.jpg');
    expect(existsSync(join(root, 'out', 'a.jpg'))).toBe(false);
  });
});

describe('a replay with pictures that come out otherwise', () => {
  it('tells another engine version from a difference that nothing explains', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    await runToEnd(world, runSpec(world));
    await world.app.close();
    for (const [engineVersion, expected] of [
      ['fake', 'differs'],
      ['fake-2', 'engineChanged'],
    ] as const) {
      const fake = createFakePixels();
      const app = await createApp({
        dataDir: world.dataDir,
        pixels: {
          ...fake,
          async run(task, options) {
            const result = await fake.run(task, options);
            if (!('files' in result)) return result;
            const files = result.files.map((file) => ({ ...file, sha256: 'f'.repeat(64) }));
            return { ...result, files, engineVersion };
          },
        },
      });
      expect((await verified(app, { replay: true })).states).toEqual([expected]);
      await app.close();
    }
  });
});
