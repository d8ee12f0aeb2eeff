import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CreateRun } from '../../../src/main/engine/run-service.ts';
import { addPhotos, countsAddUp, filesIn, openWorld, runSpec, type World, workflowWith } from './world.ts';

const photos = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg', 'f.jpg'];

/** Runs the spec in a process of its own that is killed at the point. */
function runUntilKilled(world: World, point: string, name: string, spec: CreateRun): void {
  const child = join(import.meta.dirname, 'crash-child.ts');
  const result = spawnSync(process.execPath, [child, world.dataDir, point, name, JSON.stringify(spec)], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(result.signal, result.stderr).toBe('SIGKILL');
}

/** A world whose app is closed, so that another process can have the folder. */
async function closedWorld(): Promise<World> {
  const world = await openWorld({ photos });
  await world.app.close();
  return world;
}

describe('after a kill', () => {
  for (const point of ['rendering', 'recorded', 'published']) {
    it(`while a picture was ${point}, the run goes on and ends as if nothing had happened`, async () => {
      const world = await closedWorld();
      const workflow = { document: workflowWith({ web: {}, thumb: {} }) };
      runUntilKilled(world, point, 'd', runSpec(world, { workflow }));
      const next = await world.reopen();
      const run = await next.app.runs.whenFinished(1);
      expect(run).toMatchObject({
        status: 'completed',
        totalItems: 6,
        completedItems: 6,
        runningItems: 0,
        outputCount: 12,
      });
      expect(countsAddUp(run)).toBe(true);
      const expected = photos.flatMap((photo) =>
        ['web', 'thumb'].map((node) => [photo.replace('.', `-${node}.`), `${photo} at ${node}`] as const),
      );
      expect(filesIn(world.out)).toEqual(Object.fromEntries(expected));
    });
  }

  it('a picture whose files were all published is not rendered again', async () => {
    const world = await closedWorld();
    runUntilKilled(world, 'published', 'c.jpg', runSpec(world));
    const next = await world.reopen();
    await next.app.runs.whenFinished(1);
    expect(next.pixels.rendered.map((task) => task.sources['input']!.name)).not.toContain('c.jpg');
    const { items } = await next.app.runs.items(1, { q: 'c.jpg' });
    expect(items[0]).toMatchObject({ status: 'completed', attempt: 1, outputs: [{ fileName: 'c.jpg' }] });
  });

  it('temp files of the run are swept and those of others stay', async () => {
    const world = await closedWorld();
    runUntilKilled(world, 'recorded', 'a.jpg', runSpec(world));
    expect(Object.keys(filesIn(world.out)).some((name) => name.startsWith('.safelight-'))).toBe(true);
    writeFileSync(join(world.out, '.safelight-someone-1-1-0.tmp'), 'of another data folder');
    const next = await world.reopen();
    await next.app.runs.whenFinished(1);
    expect(Object.keys(filesIn(world.out)).filter((name) => name.startsWith('.safelight-'))).toEqual([
      '.safelight-someone-1-1-0.tmp',
    ]);
  });

  it('the run waits as paused when the program is not asked to go on, and can be resumed', async () => {
    const world = await closedWorld();
    runUntilKilled(world, 'rendering', 'b.jpg', runSpec(world));
    const next = await world.reopen({ resumeUnfinished: false });
    expect(await next.app.runs.get(1)).toMatchObject({ status: 'paused', runningItems: 0, error: null });
    await next.app.runs.resume(1);
    expect(await next.app.runs.whenFinished(1)).toMatchObject({ status: 'completed', completedItems: 6 });
    expect(Object.keys(filesIn(world.out))).toEqual(photos);
  });

  it('a zip that was published already is not written twice', async () => {
    const world = await closedWorld();
    runUntilKilled(world, 'archived', '', runSpec(world, { output: { zip: true } }));
    const next = await world.reopen();
    const run = await next.app.runs.whenFinished(1);
    expect(run).toMatchObject({ status: 'completed', completedItems: 6 });
    expect(Object.keys(filesIn(world.out))).toHaveLength(1);
    expect(existsSync(join(world.dataDir, 'staging', run.uuid))).toBe(false);
  });

  it('with the output folder among the inputs, results of the first part are not taken for pictures', async () => {
    const world = await closedWorld();
    addPhotos(
      world.photos,
      Array.from({ length: 40 }, (_, n) => `z${n}.jpg`),
    );
    runUntilKilled(world, 'published', 'd', runSpec(world, { output: { folder: world.photos } }));
    const next = await world.reopen();
    expect(await next.app.runs.whenFinished(1)).toMatchObject({
      status: 'completed',
      totalItems: 46,
      completedItems: 46,
    });
    expect(Object.keys(filesIn(world.photos))).toHaveLength(92);
  });
});
