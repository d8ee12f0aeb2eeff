import { rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { filesIn, openWorld, runSpec, runToEnd, type World, workflowWith } from '../engine/world.ts';

/** What the zip of a run holds, by name. */
async function zipOf(world: World, run: number): Promise<Record<string, string>> {
  const archive = await world.app.archive(run);
  if ('path' in archive) throw new Error('a file');
  const zip = await fromBufferPromise(await buffer(archive.stream));
  const entries: Record<string, string> = {};
  for await (const entry of zip.eachEntry())
    entries[entry.fileName] = await text(await zip.openReadStreamPromise(entry));
  return entries;
}

/** Paths below the folder that this process has open. */
async function openBelow(folder: string): Promise<string[]> {
  const handles = await readdir('/proc/self/fd');
  const paths = await Promise.all(handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => '')));
  return paths.filter((path) => path.startsWith(folder));
}

describe('the results of a run as a zip', () => {
  it('are the delivered files, under the names they have below the output folder', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'ü/b.jpg'] });
    const run = await runToEnd(world, runSpec(world, { recursive: true }));
    const archive = await world.app.archive(run.uuid);
    expect(archive.name).toMatch(/^test-\d{4}-\d\d-\d\d\.zip$/);
    expect(await zipOf(world, run.id)).toEqual(filesIn(world.out));
    if ('stream' in archive) await archive.stream.cancel();
  });

  it('are all in one folder when that was wished, none lost to a name of another', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'sub/a.jpg', 'sub/deep/A.jpg'] });
    const run = await runToEnd(world, runSpec(world, { recursive: true, output: { zipLayout: 'flatten' } }));
    expect(Object.keys(await zipOf(world, run.id))).toEqual(['a.jpg', 'a-2.jpg', 'A-3.jpg']);
  });

  it('are the very zip that the run delivered', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const run = await runToEnd(world, runSpec(world, { output: { zip: true } }));
    const [name] = Object.keys(filesIn(world.out));
    expect(await world.app.archive(run.id)).toEqual({ name, path: join(world.out, name!) });
  });

  it('are a zip of its zips where a retry delivered another', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg'] });
    const run = await runToEnd(world, runSpec(world, { output: { zip: true } }));
    const { items } = await world.app.runs.items(run.id);
    await world.app.runs.rerunItem(run.id, items[1]!.id, {});
    await world.app.runs.whenFinished(run.id);
    expect(Object.keys(await zipOf(world, run.id))).toEqual(Object.keys(filesIn(world.out)).sort().reverse());
  });

  it('hold many files, read from the store a page at a time', async () => {
    const names = Array.from({ length: 450 }, (_, n) => `${String(n).padStart(3, '0')}.jpg`);
    const world = await openWorld({ photos: names });
    const run = await runToEnd(world, runSpec(world));
    expect(Object.keys(await zipOf(world, run.id))).toEqual(names);
  });

  it('cannot be had while the run goes on, or when there are none', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const waiting = await world.app.runs.create(runSpec(world, { start: false }));
    await expect(world.app.archive(waiting.id)).rejects.toMatchObject({ code: 'RUN_NOT_FINISHED' });
    await expect(world.app.archive(99)).rejects.toMatchObject({ code: 'run_not_found' });
    const cancelled = await world.app.runs.cancel(waiting.id);
    await expect(world.app.archive(cancelled.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('break off visibly when a file is gone or was cut', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg', 'c.jpg'] });
    const run = await runToEnd(world, runSpec(world));
    rmSync(join(world.out, 'b.jpg'));
    await expect(zipOf(world, run.id)).rejects.toMatchObject({ code: 'file_not_found' });
    expect(await openBelow(world.out)).toEqual([]);
  });

  it('break off when a file gets shorter while it is read', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const run = await runToEnd(world, runSpec(world, { workflow: { document: workflowWith() } }));
    const path = join(world.out, 'a.jpg');
    writeFileSync(path, Buffer.alloc(4 << 20));
    const archive = await world.app.archive(run.id);
    if ('path' in archive) throw new Error('a file');
    const reader = archive.stream.getReader();
    await reader.read();
    truncateSync(path, 1000);
    const rest = (async () => {
      while (!(await reader.read()).done);
    })();
    await expect(rest).rejects.toMatchObject({ code: 'file_changed' });
    expect(statSync(path).size).toBe(1000);
  });

  it.skipIf(process.platform !== 'linux')('leave nothing open when nobody wants them any more', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg'] });
    const run = await runToEnd(world, runSpec(world));
    writeFileSync(join(world.out, 'a.jpg'), Buffer.alloc(8 << 20));
    const archive = await world.app.archive(run.id);
    if ('path' in archive) throw new Error('a file');
    const reader = archive.stream.getReader();
    await reader.read();
    expect(await openBelow(world.out)).toHaveLength(1);
    await reader.cancel();
    await expect.poll(() => openBelow(world.out)).toEqual([]);
  });
});
