import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addPhotos, filesIn, openWorld, runSpec, runToEnd, workflowWith } from './world.ts';

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing thrown',
    (error: { code?: string }) => error.code,
  );

describe('a run that is held', () => {
  it('waits until it is started, over a restart too', async () => {
    const before = await openWorld({ photos: ['a.jpg'] });
    const held = await before.app.runs.create(runSpec(before, { start: false }));
    expect(held).toMatchObject({ status: 'queued', held: true });
    const world = await before.reopen();
    expect(await world.app.runs.get(held.id)).toMatchObject({ status: 'queued', held: true, completedItems: 0 });
    await world.app.runs.start(held.id);
    expect(await world.app.runs.whenFinished(held.id)).toMatchObject({ status: 'completed', held: false });
    expect(await codeOf(world.app.runs.start(held.id))).toBe('run_state');
  });

  it('can be cancelled and taken off the list', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const held = await world.app.runs.create(runSpec(world, { start: false }));
    const removed = await world.app.runs.remove(held.id);
    expect(removed).toMatchObject({ status: 'cancelled', removedAt: expect.any(String) });
    expect((await world.app.runs.list()).total).toBe(0);
    expect((await world.app.runs.list({ includeRemoved: true })).total).toBe(1);
  });
});

describe('creating a run', () => {
  it('counts single files before it answers, and tells of those that are no pictures', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg'] });
    const paths = ['a.jpg', 'b.jpg'].map((name) => join(world.photos, name));
    const run = await world.app.runs.create(
      runSpec(world, { inputs: { imageInput: { paths, recursive: false } }, start: false }),
    );
    expect(run).toMatchObject({ totalItems: 2, pendingItems: 2, intakeDone: true });
    await world.app.runs.start(run.id);
    expect(await world.app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed', completedItems: 2 });
  });

  it('is done once for one idempotency key, also when asked twice at once and after a restart', async () => {
    const before = await openWorld({ photos: ['a.jpg'] });
    const spec = runSpec(before, { idempotency: { owner: 'me', key: 'k', fingerprint: 'f' } });
    const [first, second] = await Promise.all([before.app.runs.create(spec), before.app.runs.create(spec)]);
    expect(second.id).toBe(first.id);
    const world = await before.reopen();
    expect((await world.app.runs.create(spec)).id).toBe(first.id);
    expect((await world.app.runs.list()).total).toBe(1);
    const other = { ...spec, idempotency: { owner: 'me', key: 'k', fingerprint: 'g' } };
    expect(await codeOf(world.app.runs.create(other))).toBe('idempotency_conflict');
    const another = { ...spec, idempotency: { owner: 'you', key: 'k', fingerprint: 'g' } };
    expect((await world.app.runs.create(another)).id).not.toBe(first.id);
  });

  it('takes params of the run’s own, and refuses those that do not fit', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const run = await runToEnd(world, runSpec(world, { params: { export: { quality: 41 } } }));
    expect(run.params).toEqual({ export: { quality: 41 } });
    const document = await world.app.runs.document(run.id);
    expect(document.nodes.find(({ id }) => id === 'export')?.params).toEqual({ quality: 41 });
    expect(await codeOf(world.app.runs.create(runSpec(world, { params: { exprt: {} } })))).toBe('node_not_found');
    const wrong = runSpec(world, { params: { export: { quality: 999 } } });
    expect(await codeOf(world.app.runs.create(wrong))).toBe('param_invalid');
  });

  it('runs an earlier version of a workflow by its number or uuid', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const { id, versionUuid } = await world.app.workflows.create(workflowWith());
    await world.app.workflows.update(id, workflowWith({ export: { quality: 50 } }));
    for (const version of [1, versionUuid]) {
      expect(await runToEnd(world, runSpec(world, { workflow: id, version }))).toMatchObject({ workflowVersion: 1 });
    }
    expect(await codeOf(world.app.runs.create(runSpec(world, { workflow: id, version: 7 })))).toBe(
      'workflow_not_found',
    );
  });
});

describe('finding runs', () => {
  it('goes by labels, client data, dialect, file name and name, from any place on', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    addPhotos(join(world.root, 'other'), ['b.jpg']);
    const other = { imageInput: { paths: [join(world.root, 'other')], recursive: false } };
    const one = await runToEnd(world, runSpec(world, { name: 'Spring', labels: { batch: "o'ne" } }));
    const two = await runToEnd(
      world,
      runSpec(world, { name: 'Summer', inputs: other, client: { dialect: 'dag', data: { tenant: 't1' } } }),
    );
    const ids = async (filter: Parameters<typeof world.app.runs.slice>[0]) =>
      (await world.app.runs.slice(filter)).items.map(({ id }) => id);
    const all = { offset: 0, limit: 10 };
    expect(await ids(all)).toEqual([two.id, one.id]);
    expect(await ids({ offset: 1, limit: 1 })).toEqual([one.id]);
    expect(await ids({ ...all, labels: { batch: "o'ne" } })).toEqual([one.id]);
    expect(await ids({ ...all, withoutLabel: 'batch' })).toEqual([two.id]);
    expect(await ids({ ...all, dialect: 'dag', clientData: { tenant: 't1' } })).toEqual([two.id]);
    expect(await ids({ ...all, clientData: { tenant: 't2' } })).toEqual([]);
    expect(await ids({ ...all, inputFileName: 'b.jpg' })).toEqual([two.id]);
    expect(await ids({ ...all, q: 'SPR' })).toEqual([one.id]);
    expect(await ids({ ...all, workflowId: one.workflowId, statuses: ['failed'] })).toEqual([]);
  });

  it('knows a result by its hash while it is there unchanged', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const run = await runToEnd(world, runSpec(world));
    const { items } = await world.app.runs.items(run.id);
    const sha256 = items[0]!.outputs[0]!.sha256;
    expect(await world.app.runs.outputByHash(sha256)).toMatchObject({
      runId: run.id,
      output: { path: join(world.out, 'a.jpg') },
    });
    await world.app.runs.undo(run.id);
    expect(filesIn(world.root)).not.toHaveProperty('out/a.jpg');
    expect(await world.app.runs.outputByHash(sha256)).toBeNull();
  });
});

describe('changing a run', () => {
  it('renames it and replaces what its client keeps', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const run = await runToEnd(world, runSpec(world));
    const client = { dialect: 'dag', data: { note: 'x' } };
    const changed = await world.app.runs.change(run.id, { name: 'Renamed', description: 'Why', client });
    expect(changed).toMatchObject({ name: 'Renamed', description: 'Why', client });
  });
});

describe('waiting for a run', () => {
  it('ends when the one who waits goes away, and leaves nothing behind', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const run = await world.app.runs.create(runSpec(world, { start: false }));
    const gone = new AbortController();
    const waiting = world.app.runs.whenFinished(run.id, { signal: gone.signal });
    gone.abort();
    expect(await waiting).toMatchObject({ status: 'queued' });
  });
});
