import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../../src/client/client.ts';
import { BACKGROUND, openServer, type TestServer } from '../../api/support/server.ts';
import { nodeFailure } from '../engine/fake-pixels.ts';
import { gate } from '../engine/world.ts';

/** What the native API has beyond the text that it follows. */

let server: TestServer;
let photo: string;
let hold: Promise<void> | undefined;
beforeAll(async () => {
  server = await openServer({ fake: { before: () => hold } });
  photo = await server.photo('a.jpg');
  await server.json('POST', '/workflows', BACKGROUND, 201);
});
afterAll(() => server.close());

const client = () => createClient({ baseUrl: server.url, key: server.key });
const body = (out: string, more: object = {}) => ({
  inputs: { imageInput: { files: [{ path: photo }] } },
  output: { folder: join(server.out, out) },
  ...more,
});
const create = (out: string, more: object = {}, headers: { 'idempotency-key'?: string } = {}) =>
  client().createRun({ params: { id: 'background-removal' }, body: body(out, more), headers });
const problemOf = async (call: Promise<unknown>): Promise<unknown> =>
  await call.then(
    () => 'no problem',
    (error: { problem?: { code: string } }) => error.problem?.code ?? error,
  );

describe('creating a run', () => {
  it('dryRun=true answers what would be done, and does nothing', async () => {
    const before = (await client().listRuns()).total;
    const plan = await server.json('POST', '/workflows/background-removal/runs?dryRun=true', body('dry'));
    expect(plan).toMatchObject({ pictures: 1, files: 1, targets: [{ path: join(server.out, 'dry', 'a.png') }] });
    expect(await client().planRun({ params: { id: 'background-removal' }, body: body('dry') })).toEqual(plan);
    expect(existsSync(join(server.out, 'dry'))).toBe(false);
    expect((await client().listRuns()).total).toBe(before);
  });

  it('a dry run takes no number of the folders for runs that name none', async () => {
    const inputs = body('').inputs;
    const plan = (query: string) =>
      server.json<{ targets: { path: string }[] }>('POST', `/workflows/background-removal/runs${query}`, { inputs });
    const planned = (await plan('?dryRun=true')).targets[0]!.path;
    expect((await plan('?dryRun=true')).targets[0]!.path).toBe(planned);
    const again = await client().planRun({ params: { id: 'background-removal' }, body: { inputs } });
    expect(again.targets[0]!.path).toBe(planned);
    const run = await client().createRun({ params: { id: 'background-removal' }, body: { inputs } });
    expect(join(run.output.folder, 'a.png')).toBe(planned);
    expect((await plan('?dryRun=true')).targets[0]!.path).not.toBe(planned);
  });

  it('Idempotency-Key: the same request makes one run, another one with the same key is refused', async () => {
    const key = { 'idempotency-key': 'once' };
    const [first, second] = await Promise.all([create('idem', {}, key), create('idem', {}, key)]);
    expect(second.id).toBe(first.id);
    expect((await create('idem', {}, key)).id).toBe(first.id);
    expect(await problemOf(create('idem', { name: 'Another' }, key))).toBe('idempotency_conflict');
  });

  it('takes a name, a description, labels, params of its own and a workspace', async () => {
    const run = await create('rich', {
      name: 'Harbour',
      description: 'Second try',
      labels: { shoot: 'harbour' },
      params: { 'small-1': { longEdge: 60 } },
      workspaceId: 42,
    });
    expect(run).toMatchObject({
      name: 'Harbour',
      description: 'Second try',
      labels: { shoot: 'harbour' },
      params: { 'small-1': { longEdge: 60 } },
      workspaceId: 42,
    });
    expect(await problemOf(create('x', { params: { nothing: {} } }))).toBe('node_not_found');
    expect(await problemOf(create('x', { params: { 'small-1': { longEdge: 'wide' } } }))).toBe('param_invalid');
  });

  it('gives runs that name no folder one each', async () => {
    const params = { id: 'background-removal' };
    const request = { inputs: { imageInput: { files: [{ path: photo }] } }, name: 'Fish & chips: a/b' };
    const [one, two] = await Promise.all([
      client().createRun({ params, body: request }),
      client().createRun({ params, body: request }),
    ]);
    expect(one.output.folder).toMatch(/\d{4}-\d{2}-\d{2}-Fish & chips- ?a-b$/);
    expect(two.output.folder).toBe(`${one.output.folder}-2`);
    await client().updateSettings({ body: { defaultOutputFolder: join(server.root, 'mine') } });
    const third = await client().createRun({ params, body: request });
    expect(third.output.folder.startsWith(join(server.root, 'mine'))).toBe(true);
    await client().updateSettings({ body: { defaultOutputFolder: null } });
  });

  it('a path that is not there is told at once', async () => {
    const missing = body('x', { inputs: { imageInput: { folder: '/nowhere/at/all' } } });
    expect(await problemOf(client().createRun({ params: { id: 'web' }, body: missing }))).toBe('file_not_found');
  });
});

describe('finding runs', () => {
  it('by status, workflow, label and name', async () => {
    const run = await create('find', { name: 'Needle', labels: { shoot: 'hay' }, start: false });
    const ids = async (query: object) => (await client().listRuns({ query })).items.map(({ id }) => id);
    expect(await ids({ label: 'shoot:hay' })).toEqual([run.id]);
    expect(await ids({ q: 'nEEdle' })).toEqual([run.id]);
    expect(await ids({ workflow: 'background-removal', status: 'queued' })).toContain(run.id);
    expect(await ids({ workflow: 'web' })).toEqual([]);
    expect(await ids({ status: 'failed,cancelled' })).not.toContain(run.id);
    expect(await problemOf(client().listRuns({ query: { status: 'lost' } }))).toBe('request_invalid');
  });
});

describe('a run', () => {
  it('waits for its start, is renamed, goes on after a pause, and is taken off the list', async () => {
    const { id } = await create('life', { start: false });
    const params = { runId: id };
    expect(await client().updateRun({ params, body: { name: 'Renamed' } })).toMatchObject({ name: 'Renamed' });
    const { opened, open } = gate();
    hold = opened;
    await client().startRun({ params });
    expect(await problemOf(client().startRun({ params }))).toBe('run_state');
    await client().pauseRun({ params });
    open();
    await client().resumeRun({ params });
    expect(await client().finished(id)).toMatchObject({ status: 'completed' });
    await client().deleteRun({ params });
    expect((await client().listRuns({ query: { q: 'Renamed' } })).total).toBe(0);
    expect(existsSync(join(server.out, 'life', 'a.png'))).toBe(true);
  });

  it('tells how fast it goes, and its zip can be had only once it is over', async () => {
    const { opened, open } = gate();
    hold = opened;
    const { id } = await create('slow');
    const params = { runId: id };
    expect(await client().getProgress({ params })).toMatchObject({ runId: id, totalItems: 1, endedItems: 0 });
    expect(await problemOf(client().getArchive({ params }))).toBe('RUN_NOT_FINISHED');
    expect((await client().getRun({ params })).outputArchiveUrl).toBeNull();
    open();
    hold = undefined;
    await client().finished(id);
    expect(await client().getProgress({ params })).toMatchObject({ endedItems: 1 });
    const archive = await client().getArchive({ params });
    expect(archive.headers.get('content-disposition')).toMatch(/filename="background-removal-[\d-]+\.zip"/);
    expect(
      Buffer.from(await archive.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it('is undone and verified', async () => {
    const { id } = await create('undo');
    const params = { runId: id };
    await client().finished(id);
    expect(await client().verifyRun({ params })).toMatchObject({ ok: true, outputs: 1, differing: [] });
    writeFileSync(join(server.out, 'undo', 'a.png'), 'changed');
    expect(await client().verifyRun({ params })).toMatchObject({ ok: false, differing: [{ state: 'changed' }] });
    expect(await client().undoRun({ params, body: { dryRun: true } })).toMatchObject({ dryRun: true, removed: [] });
  });

  it('has a plan, of itself and of an item', async () => {
    const { id } = await create('plan');
    await client().finished(id);
    const { items } = await client().listItems({ params: { runId: id } });
    const plan = await client().getPlan({ params: { runId: id }, query: { item: String(items[0]!.id) } });
    expect(plan).toMatchObject({ runId: id, itemId: items[0]!.id, complete: true });
    expect(plan.steps.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['decode', 'resize', 'encode']));
    expect((await client().getPlan({ params: { runId: id } })).itemId).toBeNull();
  });

  it('reports what failed as CSV that a spreadsheet does not run', async () => {
    hold = Promise.reject(nodeFailure('small-1', 'It is\n"damaged".'));
    hold.catch(() => {});
    const { id } = await create('csv', { inputs: { imageInput: { files: [{ path: photo, name: '=1+1, x.jpg' }] } } });
    await client().finished(id);
    hold = undefined;
    const report = await client().getErrorReport({ params: { runId: id } });
    expect(report.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const bytes = Buffer.from(await report.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head, row] = bytes.subarray(3).toString().split('\r\n');
    expect(head).toBe('itemId,folder,name,status,code,nodeId,message');
    expect(row).toMatch(/^\d+,,"'=1\+1, x\.jpg",failed,image_corrupt,small-1,"It is\n""damaged""\."$/);
  });
});

describe('an item', () => {
  it('gets params of its own and is done again', async () => {
    const run = await create('again');
    await client().finished(run.id);
    const { items, total } = await client().listItems({ params: { runId: run.id }, query: { status: 'completed' } });
    expect(total).toBe(1);
    const params = { runId: run.id, itemId: items[0]!.uuid };
    const patched = await client().patchItem({ params, body: { params: { 'small-1': { longEdge: 50 } } } });
    expect(patched.item.overrides).toEqual({ 'small-1': { longEdge: 50 } });
    expect(await problemOf(client().retryItem({ params }))).toBe('run_state');
    await client().retryItem({ params, body: { fromNode: 'small-1' } });
    await client().finished(run.id);
    expect((await client().getItem({ params })).item.attempt).toBe(2);
  });
});

describe('1,000 list requests at once', () => {
  it('are all answered, while a run goes on', async () => {
    const { opened, open } = gate();
    hold = opened;
    const run = await create('busy');
    const answers = await Promise.all(Array.from({ length: 1000 }, () => server.ask('GET', '/workflows/runs')));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await Promise.all(answers.map((answer) => answer.body?.cancel()));
    open();
    hold = undefined;
    expect((await client().finished(run.id)).status).toBe('completed');
  });
});
