import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, openWorld, runSpec, runToEnd } from './world.ts';

it('a second run over a folder that holds its own results passes them over', async () => {
  const world = await openWorld({ photos: ['a.jpg', 'b.jpg'] });
  const spec = runSpec(world, { output: { folder: world.photos, name: '{name}-small' } });
  await runToEnd(world, spec);
  const names = ['a-small.jpg', 'a.jpg', 'b-small.jpg', 'b.jpg'];
  expect(Object.keys(filesIn(world.photos))).toEqual(names);
  expect(await world.app.runs.plan(spec)).toMatchObject({ pictures: 2, skipped: { count: 2 } });
  const second = await runToEnd(world, spec);
  expect(second).toMatchObject({ completedItems: 2, skippedItems: 2 });
  const { items } = await world.app.runs.items(second.id, { status: 'skipped' });
  expect(items.map(({ name, error }) => [name, error?.code])).toEqual([
    ['a-small.jpg', 'earlier_result'],
    ['b-small.jpg', 'earlier_result'],
  ]);
  expect(Object.keys(filesIn(world.photos))).toEqual(names);
});

it('takes a result that somebody changed, was given by itself, or goes to another folder', async () => {
  const world = await openWorld({ photos: ['a.jpg'] });
  const spec = runSpec(world, { output: { folder: world.photos, name: '{name}-small' } });
  await runToEnd(world, spec);
  const result = join(world.photos, 'a-small.jpg');
  const given = { imageInput: { paths: [result], recursive: false } };
  expect(await world.app.runs.plan({ ...spec, inputs: given })).toMatchObject({ pictures: 1 });
  expect(await world.app.runs.plan(runSpec(world))).toMatchObject({ pictures: 2 });
  appendFileSync(result, 'retouched by hand');
  expect(await world.app.runs.plan(spec)).toMatchObject({ pictures: 2, skipped: { count: 0 } });
});
