import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesIn } from '../../engine/world.ts';
import { type HotWorld, hotWorld, photo, removeFolder } from './hot-world.ts';

const runsOf = async ({ app }: HotWorld) => (await app.runs.slice({ offset: 0, limit: 100 })).items.reverse();
const done =
  (world: HotWorld, count: number, id = 1) =>
  async () =>
    (await world.app.hotFolders.get(id)).counts.done === count;

describe('a hot folder', () => {
  it('does what is there and what comes, once each, and what comes together as one run', async () => {
    const world = await hotWorld();
    world.put('a.jpg');
    world.put('b.jpg');
    world.put('notes.txt', Buffer.from('no picture'));
    await world.watch();
    await world.until(done(world, 2));
    world.put('c.jpg');
    await world.until(done(world, 3));
    await world.pass(30);
    expect(Object.keys(filesIn(world.out))).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    const runs = await runsOf(world);
    expect(runs.map((run) => [run.totalItems, run.trigger])).toEqual([
      [2, 'hotFolder'],
      [1, 'hotFolder'],
    ]);
    expect(await world.app.hotFolders.get(1)).toMatchObject({
      state: 'watching',
      counts: { waiting: 0, settling: 0, done: 3, failed: 0 },
      lastFile: { name: 'c.jpg' },
    });
    expect(world.events.some(({ event }) => event === 'hotFolder.updated')).toBe(true);
  });

  it('never takes a file that is still being copied, however long the copy stalls', async () => {
    const world = await hotWorld();
    await world.watch();
    const whole = photo('large');
    world.put('large.jpg', whole.subarray(0, 9));
    world.put('preallocated.jpg', Buffer.concat([photo('x').subarray(0, 6), Buffer.alloc(50)]));
    world.put('small.jpg');
    await world.until(done(world, 1));
    await world.pass(100);
    expect(await world.app.hotFolders.get(1)).toMatchObject({
      counts: { done: 1, settling: 2, waiting: 0, failed: 0 },
    });
    world.put('large.jpg', whole);
    world.put('preallocated.jpg', photo('preallocated'));
    await world.until(done(world, 3));
    expect(await runsOf(world)).toHaveLength(2);
  });

  it('says at last what is wrong with a file that stays incomplete, and does it when it is whole', async () => {
    const world = await hotWorld();
    await world.watch({ afterwards: 'move' });
    world.put('broken.jpg', photo('broken').subarray(0, 9));
    await world.until(async () => (await world.app.hotFolders.get(1)).counts.failed === 1);
    expect(readFileSync(join(world.folder, 'failed/broken.jpg.txt'), 'utf8')).toContain('ends too early');
    world.put('broken.jpg');
    await world.until(done(world, 1));
    expect(readdirSync(world.out)).toEqual(['broken.jpg']);
  });

  it('remembers over restarts what was done, also under a new name or date', async () => {
    const before = await hotWorld();
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) before.put(name);
    await before.watch();
    await before.until(done(before, 3));
    const world = await before.reopen();
    renameSync(join(world.folder, 'a.jpg'), join(world.folder, 'renamed.jpg'));
    utimesSync(join(world.folder, 'b.jpg'), 1, 1);
    world.put('new.jpg');
    world.put('c.jpg', photo('another picture'));
    await world.until(done(world, 4));
    await world.pass(30);
    expect((await runsOf(world)).map((run) => run.totalItems)).toEqual([3, 2]);
  });

  it('moves sources that are done to processed, where their items find them', async () => {
    const world = await hotWorld();
    world.put('sub/a.jpg');
    await world.watch({ afterwards: 'move', recursive: true });
    await world.until(done(world, 1));
    expect(existsSync(join(world.folder, 'processed/sub/a.jpg'))).toBe(true);
    expect(existsSync(join(world.folder, 'sub/a.jpg'))).toBe(false);
    expect(existsSync(join(world.out, 'sub/a.jpg'))).toBe(true);
    const [run] = await runsOf(world);
    const { items } = await world.app.runs.items(run!.id);
    expect(items[0]!.sources['input']).toMatchObject({ path: join(world.folder, 'processed/sub/a.jpg') });
  });

  it('takes the wanted half of RAW and JPEG pairs, and only names that match', async () => {
    const world = await hotWorld();
    for (const name of ['a.jpg', 'a.CR2', 'b.jpg', 'c.png']) world.put(name);
    await world.watch({ pairs: 'raw-only', pattern: '*.{jpg,cr2}' });
    await world.until(done(world, 2));
    await world.pass(20);
    const [run] = await runsOf(world);
    expect((await world.app.runs.items(run!.id)).items.map(({ name }) => name).sort()).toEqual(['a.CR2', 'b.jpg']);
  });

  it('does not do its own results again, wherever they turn up in it', async () => {
    const world = await hotWorld();
    world.put('a.jpg');
    await world.watch({ recursive: true, output: { folder: join(world.folder, 'results'), collision: 'suffix' } });
    await world.until(done(world, 1));
    await world.pass(30);
    expect(await runsOf(world)).toHaveLength(1);
  });

  it('waits when the folder goes away, and goes on when it is back', async () => {
    const world = await hotWorld();
    world.put('a.jpg');
    await world.watch();
    await world.until(done(world, 1));
    renameSync(world.folder, `${world.folder}-away`);
    await world.until(async () => (await world.app.hotFolders.get(1)).state === 'away');
    expect((await world.app.hotFolders.get(1)).error).toContain('cannot be reached');
    renameSync(`${world.folder}-away`, world.folder);
    world.put('b.jpg');
    await world.until(done(world, 2));
    expect((await world.app.hotFolders.get(1)).state).toBe('watching');
    expect((await runsOf(world)).map((run) => run.totalItems)).toEqual([1, 1]);
  });

  it('is seen to be away, and to be back, also where nothing tells of changes and nobody looks around', async () => {
    const world = await hotWorld();
    await world.watch({ polling: 'never' });
    rmdirSync(world.folder);
    await world.until(async () => (await world.app.hotFolders.get(1)).state === 'away');
    mkdirSync(world.folder);
    await world.until(async () => (await world.app.hotFolders.get(1)).state === 'watching');
  });

  it('rests while it is off, and does what came meanwhile when it is on again', async () => {
    const world = await hotWorld();
    await world.watch({ enabled: false });
    world.put('a.jpg');
    await world.pass(30);
    expect(await world.app.hotFolders.get(1)).toMatchObject({ state: 'off', counts: { done: 0, settling: 0 } });
    await world.app.hotFolders.update(1, { enabled: true });
    await world.until(done(world, 1));
    await world.app.hotFolders.remove(1);
    expect(await world.app.hotFolders.list()).toEqual([]);
    expect(await runsOf(world)).toHaveLength(1);
  });

  it('refuses what cannot be watched', async () => {
    const world = await hotWorld();
    const codeOf = (promise: Promise<unknown>) => promise.then(String, (error: { code: string }) => error.code);
    await world.watch();
    expect(await codeOf(world.watch())).toBe('hot_folder_conflict');
    expect(await codeOf(world.watch({ folder: 'relative' }))).toBe('request_invalid');
    expect(await codeOf(world.watch({ folder: join(world.root, 'nowhere') }))).toBe('file_not_found');
    expect(await codeOf(world.watch({ folder: world.root, output: { folder: world.root, collision: 'suffix' } }))).toBe(
      'hot_folder_conflict',
    );
    expect(await codeOf(world.app.hotFolders.get(99))).toBe('hot_folder_not_found');
    removeFolder(world.folder);
  });

  it('hears of changes from the system too', async () => {
    const world = await hotWorld();
    await world.watch({ polling: 'never', recursive: true });
    await world.pass(1);
    world.put('deep/er/a.jpg');
    await world.until(done(world, 1));
  });
});
