import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { UndoReport } from '../../src/contract/undo.ts';
import { createDelivery } from '../../src/main/delivery/delivery.ts';
import { filesIn, gate, openWorld, runSpec, runToEnd, type World, workflowWith } from '../main/engine/world.ts';

const PHOTOS = ['a.jpg', 'b.jpg', 'c.jpg'];
const overwriting = { output: { collision: 'overwrite' as const } };

/** Root needs no permission, and Windows has other ones. */
const MAY_WRITE_ANYWHERE = process.getuid?.() === 0 || process.platform === 'win32';
const OTHER_VOLUME = existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(tmpdir()).dev;

/** The world with one run over its photos done. */
async function worldWithRun(more: Parameters<typeof runSpec>[1] = {}, photos = PHOTOS): Promise<World> {
  const world = await openWorld({ photos });
  const run = await runToEnd(world, runSpec(world, more));
  expect(run.status).toBe('completed');
  return world;
}

const names = (world: World, paths: string[]): string[] => paths.map((path) => path.slice(world.out.length + 1)).sort();

function summary(world: World, report: UndoReport) {
  return {
    removed: names(world, report.removed),
    restored: names(world, report.restored),
    gone: names(world, report.alreadyGone),
    kept: report.kept.map(({ path, reason }) => `${path.slice(world.out.length + 1)}: ${reason}`).sort(),
  };
}

describe('undoing a run', () => {
  it('removes the files it made and the folders it made for them, and remembers that', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'day/b.jpg', 'day/late/c.jpg'] });
    const spec = runSpec(world, { recursive: true, output: { folder: join(world.out, 'new', 'results') } });
    const run = await runToEnd(world, spec);
    expect(run).toMatchObject({ status: 'completed', outputCount: 3, undoneAt: null });
    const before = filesIn(world.photos);

    const report = await world.app.runs.undo(run.id);
    expect(report.removed).toHaveLength(3);
    expect(existsSync(world.out)).toBe(false);
    expect(filesIn(world.photos)).toEqual(before);
    const after = await world.app.runs.get(run.id);
    expect(after).toMatchObject({ status: 'completed', completedItems: 3, outputCount: 0, outputBytes: 0 });
    expect(after.undoneAt).not.toBeNull();
    const { items } = await world.app.runs.items(run.id);
    expect(items.map((item) => item.outputs.map((output) => output.undone))).toEqual([
      ['removed'],
      ['removed'],
      ['removed'],
    ]);
    expect(items[0]!.receipt).not.toBeNull();
  });

  it('leaves what it did not make: other files, folders that were there, and folders that hold something', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'day/b.jpg'] });
    mkdirSync(world.out);
    writeFileSync(join(world.out, 'mine.txt'), 'mine');
    const run = await runToEnd(world, runSpec(world, { recursive: true }));
    writeFileSync(join(world.out, 'day', 'notes.txt'), 'notes');
    await world.app.runs.undo(run.id);
    expect(filesIn(world.out)).toEqual({ 'mine.txt': 'mine', 'day/notes.txt': 'notes' });
  });

  it('keeps a file that was changed since and names it, also when its size and modification time are as before', async () => {
    const world = await worldWithRun();
    const [a, b] = [join(world.out, 'a.jpg'), join(world.out, 'b.jpg')];
    appendFileSync(a, ' and more');
    const { atime, mtime } = statSync(b);
    const bytes = readFileSync(b);
    writeFileSync(b, Buffer.from(bytes).reverse());
    utimesSync(b, atime, mtime);

    const report = await world.app.runs.undo(1);
    expect(summary(world, report)).toEqual({
      removed: ['c.jpg'],
      restored: [],
      gone: [],
      kept: ['a.jpg: it was changed after the run made it', 'b.jpg: it was changed after the run made it'],
    });
    expect(Object.keys(filesIn(world.out))).toEqual(['a.jpg', 'b.jpg']);
    expect(await world.app.runs.get(1)).toMatchObject({ outputCount: 2 });
  });

  it('takes a file for its own that was only touched, copied back or moved away and back', async () => {
    const world = await worldWithRun();
    const [a, b, c] = PHOTOS.map((name) => join(world.out, name)) as [string, string, string];
    utimesSync(a, new Date(0), new Date(0));
    const bytes = readFileSync(b);
    unlinkSync(b);
    writeFileSync(b, bytes);
    renameSync(c, `${c}.away`);
    renameSync(`${c}.away`, c);
    expect((await world.app.runs.undo(1)).removed).toHaveLength(3);
  });

  it('never follows a link, nor takes a folder for a file', async () => {
    const world = await worldWithRun();
    const [a, b] = [join(world.out, 'a.jpg'), join(world.out, 'b.jpg')];
    const elsewhere = join(world.root, 'elsewhere.jpg');
    renameSync(a, elsewhere);
    symlinkSync(elsewhere, a);
    unlinkSync(b);
    mkdirSync(b);
    const report = await world.app.runs.undo(1);
    expect(summary(world, report)).toMatchObject({ removed: ['c.jpg'] });
    expect(report.kept).toHaveLength(2);
    expect(existsSync(elsewhere)).toBe(true);
    expect(lstatSync(a).isSymbolicLink()).toBe(true);
  });

  it('counts files that are gone already, and does nothing the second time', async () => {
    const world = await worldWithRun();
    unlinkSync(join(world.out, 'a.jpg'));
    expect(summary(world, await world.app.runs.undo(1))).toMatchObject({
      removed: ['b.jpg', 'c.jpg'],
      gone: ['a.jpg'],
    });
    expect(await world.app.runs.undo(1)).toMatchObject({ removed: [], restored: [], alreadyGone: [], kept: [] });
  });

  it('only tells with dryRun', async () => {
    const world = await worldWithRun();
    const before = filesIn(world.out);
    const report = await world.app.runs.undo(1, { dryRun: true });
    expect(summary(world, report).removed).toEqual(PHOTOS);
    expect(report.folders).toEqual([world.out]);
    expect(filesIn(world.out)).toEqual(before);
    expect(await world.app.runs.get(1)).toMatchObject({ undoneAt: null, outputCount: 3 });
  });

  it('is refused while the run is not over, and undoes a cancelled one', async () => {
    const { opened, open } = gate();
    let n = 0;
    const world = await openWorld({ photos: PHOTOS, workers: 1, before: () => (++n > 1 ? opened : undefined) });
    const run = await world.app.runs.create(runSpec(world));
    await new Promise<void>((resolve) => {
      world.app.events.on((event) => event.event === 'item.completed' && resolve());
    });
    await expect(world.app.runs.undo(run.id)).rejects.toMatchObject({
      code: 'run_state',
      message: expect.stringContaining('cancel it first'),
    });
    await world.app.runs.cancel(run.id);
    open();
    expect((await world.app.runs.undo(run.id)).removed).toHaveLength(1);
    expect(existsSync(world.out)).toBe(false);
  });

  it('does not take an unplugged disk for one on which everything was deleted', async () => {
    const world = await worldWithRun();
    renameSync(world.out, `${world.out}-unplugged`);
    await expect(world.app.runs.undo(1)).rejects.toMatchObject({ code: 'output_unwritable' });
    expect(await world.app.runs.get(1)).toMatchObject({ outputCount: 3, undoneAt: null });
    renameSync(`${world.out}-unplugged`, world.out);
    expect((await world.app.runs.undo(1)).removed).toHaveLength(3);
  });

  it.skipIf(MAY_WRITE_ANYWHERE)('says so of files that it may not remove, and can be asked again', async () => {
    const world = await worldWithRun();
    chmodSync(world.out, 0o500);
    const report = await world.app.runs.undo(1);
    chmodSync(world.out, 0o700);
    expect(report.kept).toHaveLength(3);
    expect((await world.app.runs.undo(1)).removed).toHaveLength(3);
  });

  it('removes the zip of a run that delivered one', async () => {
    const world = await openWorld({ photos: PHOTOS });
    mkdirSync(world.out);
    const run = await runToEnd(world, runSpec(world, { output: { zip: true } }));
    expect(existsSync(run.archivePath!)).toBe(true);
    const report = await world.app.runs.undo(run.id);
    expect(report.removed).toEqual([run.archivePath]);
    expect(filesIn(world.out)).toEqual({});
    expect(await world.app.runs.get(run.id)).toMatchObject({ outputCount: 0, archivePath: null });
  });

  it('puts back the zip that one replaced, also when it is asked a second time', async () => {
    const world = await openWorld({ photos: PHOTOS });
    const zipped = runSpec(world, { output: { zip: true, collision: 'overwrite' } });
    const first = await runToEnd(world, zipped);
    writeFileSync(first.archivePath!, 'an older zip');
    const second = await runToEnd(world, zipped);
    const { restored, removed } = await world.app.runs.undo(second.id, { dryRun: true });
    expect({ restored, removed }).toEqual({ restored: [first.archivePath], removed: [] });
    expect(await world.app.runs.undo(second.id)).toMatchObject({ restored, removed });
    expect(Object.values(filesIn(world.out))).toEqual(['an older zip']);
    expect(filesIn(join(world.dataDir, 'replaced'))).toEqual({});
    expect(await world.app.runs.undo(second.id)).toMatchObject({ restored: [], removed: [], kept: [] });
  });

  it('keeps a zip that was changed since', async () => {
    const world = await worldWithRun({ output: { zip: true } });
    const { archivePath } = await world.app.runs.get(1);
    appendFileSync(archivePath!, 'comment');
    const report = await world.app.runs.undo(1);
    expect(report.kept).toEqual([{ path: archivePath, reason: 'it was changed after the run made it' }]);
    expect(await world.app.runs.get(1)).toMatchObject({ outputCount: 3, archivePath });
  });
});

describe('a run that was undone', () => {
  it('is delivered afresh by a retry, under the same names', async () => {
    const world = await worldWithRun();
    const delivered = filesIn(world.out);
    await world.app.runs.undo(1);
    await world.app.runs.retryFailed(1);
    const again = await world.app.runs.whenFinished(1);
    expect(again).toMatchObject({ status: 'completed', completedItems: 3, outputCount: 3, undoneAt: null });
    expect(filesIn(world.out)).toEqual(delivered);
    const { items } = await world.app.runs.items(1);
    expect(items.every((item) => item.outputs.every((output) => output.undone === undefined))).toBe(true);
    expect((await world.app.runs.undo(1)).removed).toHaveLength(3);
  });

  it('lets one of its items be delivered afresh', async () => {
    const world = await worldWithRun();
    await world.app.runs.undo(1);
    const { items } = await world.app.runs.items(1);
    await world.app.runs.retryItem(1, items[1]!.id);
    await world.app.runs.whenFinished(1);
    expect(Object.keys(filesIn(world.out))).toEqual(['b.jpg']);
  });

  it('delivers a zip afresh', async () => {
    const world = await worldWithRun({ output: { zip: true } });
    const first = (await world.app.runs.get(1)).archivePath!;
    await world.app.runs.undo(1);
    await world.app.runs.retryFailed(1);
    const again = await world.app.runs.whenFinished(1);
    expect(again).toMatchObject({ status: 'completed', archivePath: first, outputCount: 3 });
    expect((await world.app.runs.undo(1)).removed).toEqual([first]);
  });
});

describe('what overwrite replaced', () => {
  /** Files of somebody else's that the run is to replace. */
  function putOthers(world: World): Record<string, string> {
    mkdirSync(world.out, { recursive: true });
    writeFileSync(join(world.out, 'a.jpg'), 'an older a');
    chmodSync(join(world.out, 'a.jpg'), 0o640);
    writeFileSync(join(world.out, 'b.jpg'), 'an older b');
    writeFileSync(join(world.out, 'untouched.txt'), 'other');
    return filesIn(world.out);
  }

  it('is put back just as it was', async () => {
    const world = await openWorld({ photos: PHOTOS });
    const before = putOthers(world);
    const { ino, mtimeMs, mode } = statSync(join(world.out, 'a.jpg'));
    const run = await runToEnd(world, runSpec(world, overwriting));
    expect(filesIn(world.out)['a.jpg']).toBe('a.jpg at export');

    const report = await world.app.runs.undo(run.id);
    expect(summary(world, report)).toEqual({ removed: ['c.jpg'], restored: ['a.jpg', 'b.jpg'], gone: [], kept: [] });
    expect(filesIn(world.out)).toEqual(before);
    expect(statSync(join(world.out, 'a.jpg'))).toMatchObject({ ino, mtimeMs, mode });
    const { items } = await world.app.runs.items(run.id);
    expect(items.map((item) => item.outputs[0]!.undone)).toEqual(['restored', 'restored', 'removed']);
    expect(filesIn(join(world.dataDir, 'replaced'))).toEqual({});
  });

  it('is put back where the new file was deleted meanwhile, and not over one that was changed', async () => {
    const world = await openWorld({ photos: PHOTOS });
    putOthers(world);
    const run = await runToEnd(world, runSpec(world, overwriting));
    unlinkSync(join(world.out, 'a.jpg'));
    appendFileSync(join(world.out, 'b.jpg'), ', retouched by hand');
    const report = await world.app.runs.undo(run.id);
    expect(summary(world, report)).toMatchObject({ removed: ['c.jpg'], restored: ['a.jpg'] });
    expect(report.kept).toHaveLength(1);
    expect(filesIn(world.out)).toMatchObject({ 'a.jpg': 'an older a', 'b.jpg': 'b.jpg at export, retouched by hand' });
    expect(Object.values(filesIn(join(world.dataDir, 'replaced')))).toEqual(['an older b']);
  });

  it('survives that items are retried: the first file comes back, not an earlier result of the run', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    mkdirSync(join(world.out, 'two', 'a.jpg'), { recursive: true });
    writeFileSync(join(world.out, 'a.jpg'), 'an older a');
    const workflow = { document: workflowWith({ one: { name: '{name}' }, two: { name: 'two/{name}' } }) };
    const run = await runToEnd(world, runSpec(world, { ...overwriting, workflow }));
    // The second file could not replace a folder; the first is there all the same.
    expect(run).toMatchObject({ status: 'failed', outputCount: 1 });
    expect(filesIn(world.out)).toEqual({ 'a.jpg': 'a.jpg at one' });
    rmdirSync(join(world.out, 'two', 'a.jpg'));
    await world.app.runs.retryFailed(run.id);
    expect(await world.app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed', outputCount: 2 });
    const report = await world.app.runs.undo(run.id);
    expect(summary(world, report)).toMatchObject({ removed: ['two/a.jpg'], restored: ['a.jpg'], kept: [] });
    expect(filesIn(world.out)).toEqual({ 'a.jpg': 'an older a' });
  });

  it('is nothing where the same bytes were there before; they stay', async () => {
    const world = await openWorld({ photos: PHOTOS });
    mkdirSync(world.out);
    writeFileSync(join(world.out, 'a.jpg'), 'a.jpg at export');
    const run = await runToEnd(world, runSpec(world, overwriting));
    const report = await world.app.runs.undo(run.id);
    expect(summary(world, report)).toMatchObject({
      removed: ['b.jpg', 'c.jpg'],
      kept: ['a.jpg: the same picture was there before the run'],
    });
    expect(filesIn(world.out)).toEqual({ 'a.jpg': 'a.jpg at export' });
  });

  it('may be the result of an earlier run, which comes back and can then be undone too', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    mkdirSync(world.out);
    const first = await runToEnd(world, runSpec(world));
    const workflow = { document: { ...workflowWith({ other: {} }), slug: 'second' } };
    const second = await runToEnd(world, runSpec(world, { ...overwriting, workflow }));
    expect(filesIn(world.out)).toEqual({ 'a.jpg': 'a.jpg at other' });

    expect((await world.app.runs.undo(first.id)).kept).toHaveLength(1);
    await world.app.runs.undo(second.id);
    expect(filesIn(world.out)).toEqual({ 'a.jpg': 'a.jpg at export' });
    await world.app.runs.undo(first.id);
    expect(filesIn(world.out)).toEqual({});
  });

  it('may be a link, which comes back as a link and whose target was never touched', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    mkdirSync(world.out);
    const target = join(world.root, 'target.txt');
    writeFileSync(target, 'target');
    symlinkSync(target, join(world.out, 'a.jpg'));
    const run = await runToEnd(world, runSpec(world, overwriting));
    expect(lstatSync(join(world.out, 'a.jpg')).isSymbolicLink()).toBe(false);
    await world.app.runs.undo(run.id);
    expect(readlinkSync(join(world.out, 'a.jpg'))).toBe(target);
    expect(readFileSync(target, 'utf8')).toBe('target');
  });

  it('keeps its other names', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    mkdirSync(world.out);
    const other = join(world.root, 'other-name.jpg');
    writeFileSync(other, 'older');
    linkSync(other, join(world.out, 'a.jpg'));
    const run = await runToEnd(world, runSpec(world, overwriting));
    expect(readFileSync(other, 'utf8')).toBe('older');
    await world.app.runs.undo(run.id);
    expect(statSync(join(world.out, 'a.jpg')).ino).toBe(statSync(other).ino);
  });

  it('is kept as long as the setting says; after that the new file stays rather than both being lost', async () => {
    const world = await openWorld({ photos: PHOTOS });
    putOthers(world);
    await runToEnd(world, runSpec(world, overwriting));
    const again = await world.reopen();
    expect(Object.keys(filesIn(join(world.dataDir, 'replaced')))).toHaveLength(2);
    await again.app.settings.set('keepReplacedDays', 0);
    await new Promise((resolve) => setImmediate(resolve));
    const later = await again.reopen();
    expect(Object.keys(filesIn(join(world.dataDir, 'replaced')))).toHaveLength(0);
    const report = await later.app.runs.undo(1);
    expect(summary(later, report)).toMatchObject({
      removed: ['c.jpg'],
      kept: [
        'a.jpg: the file that it replaced is not kept any more',
        'b.jpg: the file that it replaced is not kept any more',
      ],
    });
  });

  it('is in its place still when it could not be replaced', async () => {
    const real = createDelivery({
      calls: {
        link: () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' })),
        rename: () => Promise.reject(Object.assign(new Error('read error'), { code: 'EIO' })),
      },
    });
    const world = await openWorld({ photos: ['a.jpg'], delivery: real });
    const before = putOthers(world);
    const run = await runToEnd(world, runSpec(world, overwriting));
    expect(run).toMatchObject({ status: 'failed', failedItems: 1 });
    expect(filesIn(world.out)).toEqual(before);
    await world.app.runs.undo(run.id);
    expect(filesIn(world.out)).toEqual(before);
  });

  it.skipIf(!OTHER_VOLUME)('is copied whole where the data folder is on another volume', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const out = join('/dev/shm', `safelight-undo-${process.pid}`);
    mkdirSync(out);
    try {
      writeFileSync(join(out, 'a.jpg'), 'an older a');
      utimesSync(join(out, 'a.jpg'), new Date(5000), new Date(5000));
      const run = await runToEnd(world, runSpec(world, { output: { collision: 'overwrite', folder: out } }));
      expect(run.status).toBe('completed');
      expect(Object.values(filesIn(join(world.dataDir, 'replaced')))).toEqual(['an older a']);
      expect((await world.app.runs.undo(run.id)).restored).toHaveLength(1);
      expect(filesIn(out)).toEqual({ 'a.jpg': 'an older a' });
      expect(statSync(join(out, 'a.jpg')).mtimeMs).toBe(5000);
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});
