import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SpreadSample } from '../../../src/main/engine/spread-sample.ts';
import { addPhotos, filesIn, openWorld, runSpec, runToEnd, workflowWith } from './world.ts';

describe('a dry run', () => {
  it('names exactly the files that the run then delivers, and writes nothing', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'A.jpeg', 'b.jpg', 'x/a.jpg', 'x/b.jpg'] });
    addPhotos(world.out, ['b-web.jpg']);
    writeFileSync(join(world.photos, 'notes.txt'), 'no picture');
    const spec = runSpec(world, {
      recursive: true,
      workflow: { document: workflowWith({ web: {}, thumb: { name: 'thumbs/{seq:3}', format: 'webp' } }) },
    });
    const before = readdirSync(world.root, { recursive: true }).filter((name) => !String(name).startsWith('data'));
    const targets: (string | null)[] = [];
    const plan = await world.app.runs.plan(spec, { targets: 3, onTarget: (target) => targets.push(target.path) });
    expect(readdirSync(world.root, { recursive: true }).filter((name) => !String(name).startsWith('data'))).toEqual(
      before,
    );
    expect((await world.app.runs.list()).total).toBe(0);
    expect(await world.app.workflows.get('web')).toMatchObject({ builtIn: true });
    expect(plan).toMatchObject({
      workflow: { id: null, slug: 'test', name: 'Test workflow' },
      pictures: 5,
      files: 10,
      skipped: { count: 1, reasons: [{ count: 1, examples: ['notes.txt'] }] },
      refused: { count: 0 },
      collisions: { suffixed: 2, overwritten: 0, unchanged: 0, kept: 0 },
    });
    expect(plan.targets).toHaveLength(3);
    expect(world.pixels.rendered).toHaveLength(0);

    const run = await runToEnd(world, spec);
    const { items } = await world.app.runs.items(run.id);
    const delivered = items.flatMap((item) => item.outputs.map((output) => output.path));
    expect(delivered.sort()).toEqual(targets.toSorted());
    expect(targets).toContain(join(world.out, 'b-web-2.jpg'));
  });

  it('says what collides under each rule', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg'] });
    addPhotos(world.out, ['a.jpg']);
    const plan = async (collision: 'overwrite' | 'skip') =>
      await world.app.runs.plan(runSpec(world, { output: { collision } }));
    expect(await plan('overwrite')).toMatchObject({ pictures: 2, files: 2, collisions: { overwritten: 1, kept: 0 } });
    expect(await plan('skip')).toMatchObject({
      pictures: 1,
      files: 1,
      collisions: { overwritten: 0, kept: 1 },
      skipped: { count: 1, reasons: [{ code: 'output_exists' }] },
    });
  });

  it('estimates sizes and bytes from headers, and shows the passes', async () => {
    const world = await openWorld({ photos: Array.from({ length: 9 }, (_, n) => `${n}.jpg`) });
    const plan = await world.app.runs.plan(runSpec(world, { workflow: 'web' }), { sample: 4 });
    expect(plan.estimate!.sampled).toBeGreaterThan(1);
    expect(plan.estimate!.sampled).toBeLessThanOrEqual(4);
    expect(plan.estimate!.bytes).toBeGreaterThan(1000);
    expect(plan.estimate!.sizes[0]).toMatchObject({ width: 600, height: 400 });
    expect(plan.lines.join('\n')).toMatch(/decode|resize/);
    expect((await world.app.runs.plan(runSpec(world), { sample: 0 })).estimate).toBeNull();
  });

  it('names the zip, and leaves names open that need the rendered picture', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const plan = await world.app.runs.plan(runSpec(world, { output: { zip: true, name: '{width}' } }));
    expect(plan.archivePath).toMatch(/test-\d{4}-\d\d-\d\d\.zip$/);
    expect(plan.targets).toEqual([{ name: 'a.jpg', nodeId: 'export', path: null, collision: 'unknown' }]);
    expect(existsSync(world.out)).toBe(false);
    expect(Object.keys(filesIn(world.photos))).toEqual(['a.jpg']);
  });
});

describe('a spread sample', () => {
  it('is bounded and reaches over the whole stream', () => {
    for (const count of [0, 3, 10, 11, 1000, 12345]) {
      const sample = new SpreadSample<number>(10);
      for (let n = 0; n < count; n += 1) sample.offer(n);
      const taken = sample.taken();
      expect(taken.length).toBeLessThanOrEqual(10);
      expect(taken.length).toBeGreaterThanOrEqual(Math.min(count, 5));
      if (count > 10) expect(taken.at(-1)).toBeGreaterThanOrEqual(count / 3);
    }
  });
});
