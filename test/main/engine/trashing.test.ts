import { appendFileSync, existsSync, mkdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TrashCalls } from '../../../src/main/engine/trash-outputs.ts';
import { filesIn, openWorld, runSpec, runToEnd, type World } from './world.ts';

const PHOTOS = ['a.jpg', 'b.jpg', 'c.jpg'];

/** A desktop whose trash is nowhere. */
function desktop(more: Partial<TrashCalls> = {}) {
  const asked: number[] = [];
  const calls: TrashCalls = {
    confirm: async (files) => {
      asked.push(files);
      return true;
    },
    trash: async (path) => rmSync(path),
    ...more,
  };
  return { asked, calls };
}

async function worldWithRun(more: Parameters<typeof runSpec>[1] = {}): Promise<World> {
  const world = await openWorld({ photos: PHOTOS });
  expect(await runToEnd(world, runSpec(world, more))).toMatchObject({ status: 'completed', outputCount: 3 });
  return world;
}

async function itemIds(world: World): Promise<number[]> {
  return (await world.app.runs.items(1)).items.map(({ id }) => id);
}

async function undoneOf(world: World): Promise<unknown[]> {
  return (await world.app.runs.items(1)).items.map((item) => item.outputs[0]?.undone);
}

describe('results that are moved to the trash', () => {
  it('are no longer claimed to be there', async () => {
    const world = await worldWithRun();
    const { asked, calls } = desktop();
    const [a, b] = await itemIds(world);
    expect(await world.app.runs.trashOutputs(1, [a!, b!], calls)).toEqual({ trashed: 2, kept: [] });
    expect(asked).toEqual([2]);
    expect(Object.keys(filesIn(world.out))).toEqual(['c.jpg']);
    expect(await undoneOf(world)).toEqual(['trashed', 'trashed', undefined]);
    expect(await world.app.runs.get(1)).toMatchObject({ status: 'completed', outputCount: 1, undoneAt: null });
    expect(await world.app.runs.verify(1)).toMatchObject({ ok: true, states: { ok: 1, undone: 2, missing: 0 } });
  });

  it('stay when somebody changed them, and say so, as do those that are gone', async () => {
    const world = await worldWithRun();
    appendFileSync(join(world.out, 'a.jpg'), ', retouched');
    unlinkSync(join(world.out, 'b.jpg'));
    const report = await world.app.runs.trashOutputs(1, await itemIds(world), desktop().calls);
    expect(report).toEqual({
      trashed: 1,
      kept: [
        { path: join(world.out, 'a.jpg'), why: 'changed' },
        { path: join(world.out, 'b.jpg'), why: 'gone' },
      ],
    });
    expect(Object.keys(filesIn(world.out))).toEqual(['a.jpg']);
    expect(await undoneOf(world)).toEqual([undefined, undefined, 'trashed']);
  });

  it('stay when they are changed while the question is asked, or the system keeps them', async () => {
    const world = await worldWithRun();
    const { calls } = desktop({
      confirm: async () => {
        appendFileSync(join(world.out, 'a.jpg'), ', retouched');
        return true;
      },
      trash: async (path) => {
        if (path.endsWith('b.jpg')) throw new Error('no trash on this volume');
        rmSync(path);
      },
    });
    const report = await world.app.runs.trashOutputs(1, await itemIds(world), calls);
    expect(report?.kept.map(({ why }) => why)).toEqual(['changed', 'refused']);
    expect(Object.keys(filesIn(world.out)).sort()).toEqual(['a.jpg', 'b.jpg']);
    expect(await undoneOf(world)).toEqual([undefined, undefined, 'trashed']);
  });

  it('stay when the answer is no, and are not asked about where there is nothing to move', async () => {
    const world = await worldWithRun();
    const { asked, calls } = desktop();
    const no = { ...calls, confirm: async () => false };
    expect(await world.app.runs.trashOutputs(1, await itemIds(world), no)).toBeNull();
    expect(Object.keys(filesIn(world.out))).toHaveLength(3);
    expect(await world.app.runs.trashOutputs(1, [4711], calls)).toEqual({ trashed: 0, kept: [] });
    expect(asked).toEqual([]);
  });

  it('do not come back when failed photos are retried, only when they are asked for', async () => {
    const world = await worldWithRun();
    const [a] = await itemIds(world);
    await world.app.runs.trashOutputs(1, [a!], desktop().calls);
    await expect(world.app.runs.retryFailed(1)).rejects.toMatchObject({ code: 'run_state' });
    await world.app.runs.retryItem(1, a!);
    expect(await world.app.runs.whenFinished(1)).toMatchObject({ status: 'completed', outputCount: 3 });
    expect(Object.keys(filesIn(world.out)).sort()).toEqual(PHOTOS);
    expect(await undoneOf(world)).toEqual([undefined, undefined, undefined]);
  });

  it('give way to what they had replaced when the run is undone', async () => {
    const world = await openWorld({ photos: PHOTOS });
    mkdirSync(world.out, { recursive: true });
    writeFileSync(join(world.out, 'a.jpg'), 'an older a');
    await runToEnd(world, runSpec(world, { output: { collision: 'overwrite' } }));
    await world.app.runs.trashOutputs(1, (await itemIds(world)).slice(0, 2), desktop().calls);
    const report = await world.app.runs.undo(1);
    expect(report).toMatchObject({ restored: [join(world.out, 'a.jpg')], removed: [join(world.out, 'c.jpg')] });
    expect(filesIn(world.out)).toEqual({ 'a.jpg': 'an older a' });
    expect(await undoneOf(world)).toEqual(['restored', 'trashed', 'removed']);
    expect(await world.app.runs.get(1)).toMatchObject({ outputCount: 0, outputBytes: 0 });
  });

  it('are never taken out of a zip', async () => {
    const world = await worldWithRun({ output: { zip: true } });
    const { archivePath } = await world.app.runs.get(1);
    expect(await world.app.runs.trashOutputs(1, await itemIds(world), desktop().calls)).toEqual({
      trashed: 0,
      kept: [],
    });
    expect(existsSync(archivePath!)).toBe(true);
  });
});
