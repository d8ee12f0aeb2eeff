import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeFailure } from './fake-pixels.ts';
import { addPhotos, countsAddUp, filesIn, openWorld, runSpec, runToEnd, workflowWith } from './world.ts';

describe('a run', () => {
  it('delivers a file for every picture of the folder and says so', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg', 'c.jpg'] });
    const run = await runToEnd(world, runSpec(world));
    expect(run).toMatchObject({ status: 'completed', totalItems: 3, completedItems: 3, outputCount: 3, error: null });
    expect(run.workflowSlug).toBe('test');
    expect(filesIn(world.out)).toEqual({
      'a.jpg': 'a.jpg at export',
      'b.jpg': 'b.jpg at export',
      'c.jpg': 'c.jpg at export',
    });
    const kinds = world.events.map((event) => event.event);
    expect(kinds[0]).toBe('run.created');
    expect(kinds.at(-1)).toBe('run.finished');
    expect(kinds.filter((kind) => kind === 'item.completed')).toHaveLength(3);
  });

  it('keeps outputs, receipt, facts and node states with the item', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const run = await runToEnd(world, runSpec(world));
    const { items, total } = await world.app.runs.items(run.id);
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      name: 'a.jpg',
      seq: 1,
      attempt: 1,
      status: 'completed',
      outputs: [{ nodeId: 'export', path: join(world.out, 'a.jpg'), fileName: 'a.jpg', format: 'jpeg', width: 600 }],
      receipt: { planHash: 'plan', engineVersion: 'fake' },
      facts: { input: { width: 600 } },
    });
    expect(items[0]!.receipt!.outputs['export']).toBe(items[0]!.outputs[0]!.sha256);
    expect(items[0]!.nodeStates.map((state) => [state.nodeId, state.attempt])).toEqual([
      ['input', 1],
      ['export', 1],
    ]);
    expect(await world.app.runs.item(run.uuid, items[0]!.uuid)).toEqual(items[0]);
  });

  it('lets a bad picture fail alone, with its error and node', async () => {
    const world = await openWorld({
      photos: ['a.jpg', 'bad.jpg', 'c.jpg'],
      before: (task) => {
        if (task.sources['input']!.name === 'bad.jpg') throw nodeFailure('input');
      },
    });
    const run = await runToEnd(world, runSpec(world));
    expect(run).toMatchObject({ status: 'partial', completedItems: 2, failedItems: 1 });
    expect(countsAddUp(run)).toBe(true);
    const failed = await world.app.runs.items(run.id, { status: 'failed' });
    expect(failed.items[0]).toMatchObject({
      name: 'bad.jpg',
      error: { code: 'image_corrupt', nodeId: 'input' },
      nodeStates: [{ nodeId: 'input', status: 'failed' }],
      outputs: [],
    });
    expect(Object.keys(filesIn(world.out))).toEqual(['a.jpg', 'c.jpg']);
  });

  it('has failed when nothing of it could be done', async () => {
    const world = await openWorld({
      photos: ['a.jpg', 'b.jpg'],
      before: () => {
        throw nodeFailure('input');
      },
    });
    expect(await runToEnd(world, runSpec(world))).toMatchObject({ status: 'failed', failedItems: 2, error: null });
  });

  it('leaves no temp file when a later export of an item fails', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    // The first export delivers; the second meets a folder of its name.
    addPhotos(join(world.out, 'blocked.jpg'), ['inside.jpg']);
    const spec = runSpec(world, {
      workflow: { document: workflowWith({ one: { name: '{name}' }, two: { name: 'blocked' } }) },
      output: { collision: 'overwrite' },
    });
    const run = await runToEnd(world, spec);
    expect(run).toMatchObject({ status: 'failed', failedItems: 1, outputCount: 1 });
    expect(Object.keys(filesIn(world.out))).toEqual(['a.jpg', 'blocked.jpg/inside.jpg']);
    const { items } = await world.app.runs.items(run.id);
    expect(items[0]!.outputs.map((output) => output.fileName)).toEqual(['a.jpg']);
  });

  it('counts what is no picture as skipped and tells when there is none at all', async () => {
    const world = await openWorld();
    writeFileSync(join(world.photos, 'notes.txt'), 'no picture');
    const run = await runToEnd(world, runSpec(world));
    expect(run).toMatchObject({ status: 'failed', totalItems: 1, skippedItems: 1, error: { code: 'file_not_found' } });
    expect(run.error!.message).toContain(`No pictures found in “${world.photos}”`);
    expect(world.events.filter((event) => event.event === 'item.skipped')).toMatchObject([{ name: 'notes.txt' }]);
  });

  it('mirrors sub-folders and numbers pictures in the order found', async () => {
    const world = await openWorld({ photos: ['b.jpg', 'x/a.jpg'] });
    const spec = runSpec(world, { output: { name: '{seq:2}-{name}' }, recursive: true });
    await runToEnd(world, spec);
    expect(Object.keys(filesIn(world.out))).toEqual(['01-b.jpg', 'x/02-a.jpg']);
  });

  it('does not take its own results for inputs when its output folder lies in the input folder', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const spec = runSpec(world, { recursive: true, output: { folder: join(world.photos, 'out') } });
    await runToEnd(world, spec);
    expect(await runToEnd(world, spec)).toMatchObject({ totalItems: 1, completedItems: 1 });
    expect(Object.keys(filesIn(join(world.photos, 'out')))).toEqual(['a.jpg']);
  });

  it('is refused before it exists when a path is missing, a template is wrong or an input unknown', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const { runs } = world.app;
    const missing = runSpec(world, {
      inputs: { imageInput: { paths: [join(world.root, 'nowhere')], recursive: false } },
    });
    await expect(runs.create(missing)).rejects.toMatchObject({ code: 'file_not_found' });
    await expect(runs.create(runSpec(world, { output: { name: '{nome}' } }))).rejects.toMatchObject({
      code: 'name_template_invalid',
    });
    const unknown = runSpec(world, { inputs: { logo: { paths: [world.photos], recursive: false } } });
    await expect(runs.create(unknown)).rejects.toMatchObject({
      code: 'request_invalid',
      issues: [{ path: 'inputs.logo' }, { path: 'inputs.input' }],
    });
    await expect(runs.create(runSpec(world, { output: { folder: 'relative' } }))).rejects.toMatchObject({
      code: 'request_invalid',
    });
    expect((await runs.list()).total).toBe(0);
  });

  it('fails as a whole when the output folder cannot be made', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    writeFileSync(join(world.root, 'file'), '');
    const run = await runToEnd(world, runSpec(world, { output: { folder: join(world.root, 'file', 'out') } }));
    expect(run).toMatchObject({ status: 'failed', error: { code: 'output_unwritable' } });
  });

  it('never has more tasks in flight than workers and two', async () => {
    const world = await openWorld({
      photos: Array.from({ length: 30 }, (_, n) => `${n}.jpg`),
      workers: 3,
      before: () => new Promise((resolve) => setImmediate(resolve)),
    });
    await runToEnd(world, runSpec(world));
    expect(world.pixels.mostAtOnce).toBeLessThanOrEqual(5);
    expect(world.pixels.mostAtOnce).toBeGreaterThan(1);
  });
});

describe('collision rules', () => {
  it('suffix: never touches what is there', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    addPhotos(world.out, ['a.jpg']);
    await runToEnd(world, runSpec(world));
    const files = filesIn(world.out);
    expect(files['a.jpg']).toContain('photo a.jpg');
    expect(files['a-2.jpg']).toBe('a.jpg at export');
  });

  it('skip: does not render what is there', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg'] });
    addPhotos(world.out, ['a.jpg']);
    const run = await runToEnd(world, runSpec(world, { output: { collision: 'skip' } }));
    expect(run).toMatchObject({ status: 'completed', skippedItems: 1, completedItems: 1 });
    expect(world.pixels.rendered).toHaveLength(1);
    const again = await runToEnd(world, runSpec(world, { output: { collision: 'skip' } }));
    expect(again).toMatchObject({ status: 'completed', skippedItems: 2, completedItems: 0 });
    expect(world.pixels.rendered).toHaveLength(1);
  });

  it('overwrite: replaces results but never an original of the run', async () => {
    const world = await openWorld({ photos: ['1.jpg', '2.jpg'] });
    addPhotos(world.out, ['1.jpg']);
    const replaced = await runToEnd(world, runSpec(world, { output: { collision: 'overwrite' } }));
    expect(replaced.status).toBe('completed');
    expect(filesIn(world.out)['1.jpg']).toBe('1.jpg at export');
    // Each picture would be written over the other's original.
    const swapped = runSpec(world, {
      workflow: { document: workflowWith({ export: { name: '{seq}' } }) },
      inputs: { imageInput: { paths: [join(world.photos, '2.jpg'), join(world.photos, '1.jpg')], recursive: false } },
      output: { folder: world.photos, collision: 'overwrite' },
    });
    const run = await runToEnd(world, swapped);
    expect(run).toMatchObject({ status: 'failed', failedItems: 2 });
    expect((await world.app.runs.items(run.id)).items.map((item) => item.error?.code)).toEqual([
      'output_is_original',
      'output_is_original',
    ]);
    expect(filesIn(world.photos)['1.jpg']).toContain('photo 1.jpg');
  });

  it('two inputs of one run never share an output, whatever the rule', async () => {
    const world = await openWorld({ photos: ['a.jpeg', 'A.JPG', 'a.jpg'] });
    for (const collision of ['suffix', 'overwrite', 'skip'] as const) {
      const out = join(world.root, collision);
      await runToEnd(world, runSpec(world, { output: { folder: out, collision } }));
      expect(Object.keys(filesIn(out)), collision).toHaveLength(3);
    }
  });
});

describe('zip output', () => {
  it('delivers one zip and leaves nothing else', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'x/b.jpg'] });
    const run = await runToEnd(world, runSpec(world, { recursive: true, output: { zip: true } }));
    expect(run.status).toBe('completed');
    expect(run.archivePath).toMatch(/out.test-\d{4}-\d\d-\d\d\.zip$/);
    expect(Object.keys(filesIn(world.out))).toHaveLength(1);
    expect(existsSync(join(world.dataDir, 'staging', run.uuid))).toBe(false);
    const { items } = await world.app.runs.items(run.id);
    expect(items.flatMap(({ outputs }) => outputs.map(({ path, archive }) => [path, archive]))).toEqual([
      ['a.jpg', run.archivePath],
      ['x/b.jpg', run.archivePath],
    ]);
    const second = await runToEnd(world, runSpec(world, { recursive: true, output: { zip: true } }));
    expect(second.archivePath).toMatch(/-2\.zip$/);
  });

  it('takes the place of one that is there under the rule overwrite, but never that of an original or of its own', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const overwriting = runSpec(world, { output: { zip: true, collision: 'overwrite' } });
    const { archivePath } = await runToEnd(world, overwriting);
    writeFileSync(archivePath!, 'somebody else’s');
    expect((await world.app.runs.plan(overwriting)).collisions).toMatchObject({ overwritten: 1, suffixed: 0 });
    const second = await runToEnd(world, overwriting);
    expect(second).toMatchObject({ archivePath, status: 'completed' });
    expect(Object.keys(filesIn(world.out))).toHaveLength(1);
    expect(Object.values(filesIn(join(world.dataDir, 'replaced')))).toEqual(['somebody else’s']);

    await world.app.runs.rerunItem(second.id, (await world.app.runs.items(second.id)).items[0]!.id);
    expect((await world.app.runs.whenFinished(second.id)).archivePath).toMatch(/-2\.zip$/);

    const inputs = { imageInput: { paths: [archivePath!], recursive: false } };
    const third = await runToEnd(world, { ...overwriting, inputs });
    expect(third.archivePath).toMatch(/-2\.zip$/);
  });

  it('is refused before any work under the rule skip, where one is there', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const keeping = runSpec(world, { output: { zip: true, collision: 'skip' } });
    const { id, archivePath } = await runToEnd(world, keeping);
    await expect(world.app.runs.create(keeping)).rejects.toMatchObject({
      code: 'output_exists',
      message: expect.stringContaining(archivePath!),
    });
    expect((await world.app.runs.plan(keeping)).problems).toMatchObject([{ code: 'output_exists' }]);
    expect((await world.app.runs.list({ page: 1, pageSize: 9 })).items.map((run) => run.id)).toEqual([id]);
  });
});
