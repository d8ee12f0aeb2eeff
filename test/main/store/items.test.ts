import { describe, expect, it } from 'vitest';
import { NameTakenError } from '../../../src/main/engine/store-port.ts';
import { freshStore, newItem, runIn } from './folder.ts';

const file = (path: string) => ({
  path: `/out/${path}`,
  relativePath: path,
  key: path,
  tempPath: '/out/x.tmp',
  format: 'jpeg',
  width: 1,
  height: 1,
  bytes: 10,
  sha256: 'ff',
});

describe('items in the store', () => {
  it('are added once for each source, and counted', async () => {
    const store = await freshStore();
    const { id } = await runIn(store);
    expect(await store.items.add(id, [newItem('a.jpg'), newItem('b.jpg', 2)], 2)).toEqual([1, 2]);
    expect(await store.items.add(id, [newItem('b.jpg', 3), newItem('c.jpg', 3)], 3)).toEqual([
      null,
      expect.any(Number),
    ]);
    expect(await store.runs.find({ id })).toMatchObject({ totalItems: 3, pendingItems: 3, lastSeq: 3 });
    expect(await store.items.known(id, ['file:/photos/a.jpg', 'file:/photos/x.jpg'])).toEqual(
      new Set(['file:/photos/a.jpg']),
    );
  });

  it('are not added at all when one of their names is taken', async () => {
    const store = await freshStore();
    const { id } = await runIn(store);
    await store.items.add(id, [newItem('a.jpg')], 1);
    const clash = newItem('b.jpg', 3, { names: [{ nodeId: 'export', relativePath: 'A.jpg', key: 'a.jpg' }] });
    await expect(store.items.add(id, [newItem('c.jpg', 2), clash], 3)).rejects.toBeInstanceOf(NameTakenError);
    expect(await store.runs.find({ id })).toMatchObject({ totalItems: 1, lastSeq: 1 });
  });

  it('are claimed by one only, with a new attempt number', async () => {
    const store = await freshStore();
    const { id } = await runIn(store);
    await store.items.add(id, [newItem('a.jpg')], 1);
    const [pending] = await store.items.pending(id, 10);
    const claims = await Promise.all([store.items.claim(pending!.id), store.items.claim(pending!.id)]);
    expect(claims.map((item) => item?.attempt ?? null).sort()).toEqual([1, null]);
    expect(await store.runs.find({ id })).toMatchObject({ pendingItems: 0, runningItems: 1 });
  });

  it('cannot be changed or published by a stale attempt', async () => {
    const store = await freshStore();
    const { id } = await runIn(store);
    await store.items.add(id, [newItem('a.jpg')], 1);
    const [pending] = await store.items.pending(id, 1);
    const first = (await store.items.claim(pending!.id))!;
    const taken = { id: first.id, from: 'running', to: 'pending' } as const;
    expect(await store.items.transition({ ...taken, attempt: 1 })).toBe(true);
    await store.items.claim(first.id);
    const [output] = await store.outputs.ofItem(first.id);
    expect(await store.outputs.committing(output!.id, 1, file('a.jpg'))).toBe('stale');
    expect(await store.items.saveRendered(first.id, 1, {})).toBe(false);
    expect(await store.items.transition({ id: first.id, attempt: 1, from: 'running', to: 'completed' })).toBe(false);
    expect(await store.outputs.committing(output!.id, 2, file('a.jpg'))).toBe('recorded');
  });

  it('change together with their outputs and the counters of the run', async () => {
    const store = await freshStore();
    const { id } = await runIn(store);
    const unused = { nodeId: 'other', relativePath: 'other.jpg', key: 'other.jpg' };
    const item = newItem('a.jpg');
    await store.items.add(id, [{ ...item, names: [...item.names, unused] }], 1);
    const [pending] = await store.items.pending(id, 1);
    await store.items.claim(pending!.id);
    const [output] = await store.outputs.ofItem(pending!.id);
    await store.outputs.committing(output!.id, 1, file('a.jpg'));
    const change = { id: pending!.id, attempt: 1, from: 'running', to: 'completed' } as const;
    await store.items.transition({ ...change, published: [output!.id], dropUnused: true });
    expect(await store.runs.find({ id })).toMatchObject({ completedItems: 1, outputCount: 1, outputBytes: 10 });
    const done = await store.items.find(id, { id: pending!.id });
    expect(done!.outputs).toMatchObject([{ nodeId: 'export', path: '/out/a.jpg', fileName: 'a.jpg', bytes: 10 }]);
    expect(await store.outputs.ofItem(pending!.id)).toHaveLength(1);
  });

  it('never get a name that belongs to another output of the run', async () => {
    const store = await freshStore();
    const { id } = await runIn(store);
    await store.items.add(id, [newItem('a.jpg'), newItem('b.jpg', 2)], 2);
    const [a] = await store.items.pending(id, 1);
    await store.items.claim(a!.id);
    const [output] = await store.outputs.ofItem(a!.id);
    expect(await store.outputs.committing(output!.id, 1, file('b.jpg'))).toBe('taken');
    const name = { nodeId: 'late', relativePath: 'B.jpg', key: 'b.jpg' };
    expect(await store.outputs.allocate(id, a!.id, name)).toBeNull();
  });
});

describe('pages of items', () => {
  it('come in input order, by number, status and part of the name', async () => {
    const store = await freshStore();
    const { id } = await runIn(store);
    const other = await runIn(store);
    await store.items.add(other.id, [newItem('IMG_0001.jpg')], 1);
    const names = Array.from({ length: 25 }, (_, n) => `IMG_${String(n).padStart(4, '0')}.jpg`);
    await store.items.add(
      id,
      names.map((name, n) => newItem(name, n + 1, n % 2 ? { status: 'failed' } : {})),
      25,
    );
    await store.items.add(id, [newItem('E\u0301te\u0301 100%.jpg', 26)], 26);
    const namesOf = async (options: Parameters<typeof store.items.list>[1]) => {
      const { items, total } = await store.items.list(id, options);
      return [total, ...items.map((item) => item.name)];
    };
    expect(await namesOf({ page: 2, pageSize: 2 })).toEqual([26, 'IMG_0002.jpg', 'IMG_0003.jpg']);
    expect(await namesOf({ page: 2, pageSize: 2, status: 'failed' })).toEqual([12, 'IMG_0005.jpg', 'IMG_0007.jpg']);
    expect(await namesOf({ page: 6, pageSize: 2, status: 'failed' })).toEqual([12, 'IMG_0021.jpg', 'IMG_0023.jpg']);
    expect(await namesOf({ page: 7, pageSize: 2, status: 'failed' })).toEqual([12]);
    expect(await namesOf({ page: 1, pageSize: 2, q: 'img_000' })).toEqual([10, 'IMG_0000.jpg', 'IMG_0001.jpg']);
    expect(await namesOf({ page: 1, pageSize: 9, q: 'g_001', status: 'failed' })).toEqual([
      5,
      ...[11, 13, 15, 17, 19].map((n) => `IMG_00${n}.jpg`),
    ]);
    expect(await namesOf({ page: 1, pageSize: 9, q: '0%' })).toEqual([1, 'E\u0301te\u0301 100%.jpg']);
    expect(await namesOf({ page: 1, pageSize: 9, q: '\u00e9t\u00e9' })).toEqual([1, 'E\u0301te\u0301 100%.jpg']);
    expect(await namesOf({ page: 1, pageSize: 9, q: '"x" OR *' })).toEqual([0]);
    expect((await namesOf({ page: 1, pageSize: 99 })).length).toBe(27);
  });
});

describe('runs in the store', () => {
  it('end only when nothing of them is pending or running', async () => {
    const store = await freshStore();
    const { id } = await runIn(store);
    await store.items.add(id, [newItem('a.jpg')], 1);
    await store.runs.transition(id, 'queued', 'running');
    expect(await store.runs.transition(id, 'running', 'completed', {}, { idle: true })).toBe(false);
    expect(await store.runs.transition(id, 'queued', 'failed')).toBe(false);
    await store.items.transitionMany(id, 'pending', 'cancelled', { limit: 10 });
    expect(await store.runs.transition(id, 'running', 'completed', {}, { idle: true })).toBe(true);
  });

  it('are listed newest first, by page and status', async () => {
    const store = await freshStore();
    for (const name of ['first', 'second', 'third']) await runIn(store, { name });
    await store.runs.transition(2, 'queued', 'running');
    const list = async (page: number, status?: 'running') => {
      const found = await store.runs.list({
        offset: (page - 1) * 2,
        limit: 2,
        ...(status ? { statuses: [status] } : {}),
      });
      return [found.total, ...found.items.map((run) => run.name)];
    };
    expect(await list(1)).toEqual([3, 'third', 'second']);
    expect(await list(2)).toEqual([3, 'first']);
    expect(await list(1, 'running')).toEqual([1, 'second']);
    expect((await store.runs.unfinished()).map((run) => run.id)).toEqual([1, 2, 3]);
  });
});

describe('a group of writes', () => {
  it('loses none of the others when one of them fails', async () => {
    const store = await freshStore();
    const { id } = await runIn(store);
    await store.items.add(id, [newItem('a.jpg')], 1);
    const clash = newItem('x.jpg', 2, { names: [{ nodeId: 'export', relativePath: 'a.jpg', key: 'a.jpg' }] });
    const results = await Promise.allSettled([
      store.settings.set('one', 1),
      store.items.add(id, [clash], 2),
      store.settings.set('two', { nested: true }),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await store.settings.all()).toEqual({ one: 1, two: { nested: true } });
    await store.settings.set('one', undefined);
    expect(await store.settings.get('one')).toBeUndefined();
  });
});
