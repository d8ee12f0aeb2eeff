import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { addPhoto, type CachedWorld, openCachedWorld, sha256, touch, untilSettled, workflow } from './cached-world.ts';

let world: CachedWorld;
beforeEach(async () => {
  world = await openCachedWorld();
  await untilSettled(world.root);
});

const stampsOf = (names: string[]): bigint[] =>
  names.map((name) => statSync(join(world.out, name), { bigint: true }).ctimeNs);
const names = ['a.jpg', 'b.jpg', 'c.jpg'];
const allCached = { cached: true, status: 'completed' };

describe('a run over unchanged photos', () => {
  it('executes no node and does not touch outputs that are there already', async () => {
    const first = await world.run();
    expect(first.rendered).toBe(3);
    const before = stampsOf(names);

    const second = await world.run();
    expect(second.rendered).toBe(0);
    expect(second.run).toMatchObject({ status: 'completed', completedItems: 3, outputCount: 3 });
    expect(second.run.outputBytes).toBe(first.run.outputBytes);
    expect(stampsOf(names)).toEqual(before);
    for (const [n, item] of second.items.entries()) {
      expect(item.nodeStates).toEqual(
        ['in', 'resize', 'web'].map((nodeId) => expect.objectContaining({ nodeId, ...allCached })),
      );
      expect(item).toMatchObject({ attempt: 1, receipt: first.items[n]!.receipt, facts: first.items[n]!.facts });
      expect(item.outputs.map(({ path, sha256: hash }) => ({ path, hash }))).toEqual(
        first.items[n]!.outputs.map(({ path, sha256: hash }) => ({ path, hash })),
      );
    }
  });

  it('executes none after a restart either', async () => {
    await world.run();
    await world.reopen();
    expect((await world.run()).rendered).toBe(0);
  });

  it('copies what earlier runs delivered when it delivers somewhere else', async () => {
    const first = await world.run();
    const second = await world.run({ output: { folder: join(world.root, 'elsewhere'), collision: 'suffix' } });
    expect(second.rendered).toBe(0);
    for (const [n, item] of second.items.entries()) {
      const [file] = item.outputs;
      expect(sha256(readFileSync(file!.path))).toBe(first.items[n]!.outputs[0]!.sha256);
      // A file of its own: editing one copy must not reach the other.
      expect(statSync(file!.path).nlink).toBe(1);
      expect(item.nodeStates).toEqual(
        expect.arrayContaining([expect.objectContaining({ nodeId: 'web', ...allCached })]),
      );
    }
  });

  it('leaves the folder as it is under the rule suffix too, and says so beforehand', async () => {
    const suffix = { output: { collision: 'suffix' } } as const;
    await world.run(suffix);
    const before = stampsOf(names);
    const plan = await world.plan(suffix);
    expect(plan).toMatchObject({ files: 3, collisions: { suffixed: 0, overwritten: 0, unchanged: 3, kept: 0 } });
    expect(plan.targets.map(({ path }) => path)).toEqual(names.map((name) => join(world.out, name)));

    const second = await world.run(suffix);
    expect(second).toMatchObject({ rendered: 0, run: { status: 'completed', completedItems: 3, outputCount: 3 } });
    expect(second.items.map(({ outputs }) => outputs[0]!.fileName)).toEqual(names);
    expect(readdirSync(world.out).sort()).toEqual(names);
    expect(stampsOf(names)).toEqual(before);
    expect(await world.app.runs.undo(second.run.id)).toMatchObject({ removed: [], kept: [{}, {}, {}] });
    expect(readdirSync(world.out).sort()).toEqual(names);
  });

  it('numbers under the rule suffix only what is another picture now', async () => {
    const suffix = { output: { collision: 'suffix' } } as const;
    await world.run(suffix);
    writeFileSync(join(world.out, 'a.jpg'), 'scribbled on');
    addPhoto(world, 'b.jpg', 'another photo');
    await untilSettled(world.root);
    const plan = await world.plan(suffix);
    expect(plan.targets.map(({ path, collision }) => [path, collision])).toEqual([
      [join(world.out, 'a-2.jpg'), 'suffixed'],
      [join(world.out, 'b-2.jpg'), 'suffixed'],
      [join(world.out, 'c.jpg'), 'unchanged'],
    ]);
    const second = await world.run(suffix);
    expect(second.items.map(({ outputs }) => outputs[0]!.path)).toEqual(plan.targets.map(({ path }) => path));
    const settled = readdirSync(world.out).sort();
    expect(settled).toEqual(['a-2.jpg', 'a.jpg', 'b-2.jpg', 'b.jpg', 'c.jpg']);
    expect(await world.run(suffix)).toMatchObject({ rendered: 0, run: { completedItems: 3 } });
    expect(readdirSync(world.out).sort()).toEqual(settled);
  });

  it('finds its files again among others’ of the same name, each its own', async () => {
    // Two of them are the same picture.
    for (const name of ['d.jpg', 'e.jpg', 'f.jpg']) addPhoto(world, name, name === 'e.jpg' ? 'another' : 'the same');
    await untilSettled(world.root);
    mkdirSync(world.out);
    writeFileSync(join(world.out, 'one.jpg'), 'somebody else’s');
    const again = {
      document: workflow({ export: { name: 'one' } }),
      output: { collision: 'suffix' },
    } as const;
    const first = await world.run(again);
    const placed = first.items.map(({ outputs }) => outputs[0]!.path);
    expect(new Set(placed).size).toBe(6);
    expect(readdirSync(world.out)).toHaveLength(7);
    const plan = await world.plan(again);
    expect(plan.collisions).toMatchObject({ unchanged: 6, suffixed: 0 });
    expect(plan.targets.map(({ path }) => path)).toEqual(placed);
    const second = await world.run(again);
    expect(second.rendered).toBe(0);
    expect(second.items.map(({ outputs }) => outputs[0]!.path)).toEqual(placed);
    expect(readdirSync(world.out)).toHaveLength(7);
  });

  it('is rendered and then found to be there when the cache knows nothing of it', async () => {
    const suffix = { output: { collision: 'suffix' } } as const;
    await world.run(suffix);
    const before = stampsOf(names);
    await world.app.cache.clear();
    expect(await world.plan(suffix)).toMatchObject({ collisions: { suffixed: 3, unchanged: 0 } });
    const second = await world.run(suffix);
    expect(second).toMatchObject({ rendered: 3, run: { completedItems: 3, outputCount: 3 } });
    expect(readdirSync(world.out).sort()).toEqual(names);
    expect(stampsOf(names)).toEqual(before);
    expect((await world.run(suffix)).rendered).toBe(0);
  });

  it('says before an overwriting run which files stay as they are', async () => {
    await world.run();
    writeFileSync(join(world.out, 'a.jpg'), 'scribbled on');
    expect(await world.plan()).toMatchObject({ collisions: { overwritten: 1, unchanged: 2 } });
  });

  it('fills a zip without executing anything', async () => {
    await world.run();
    const zipped = await world.run({ output: { zip: true } });
    expect(zipped).toMatchObject({ rendered: 0, run: { status: 'completed', outputCount: 3 } });
    expect(statSync(zipped.run.archivePath!).size).toBeGreaterThan(100);
  });

  it('knows photos that were moved, touched or copied, by their bytes', async () => {
    await world.run();
    renameSync(join(world.photos, 'a.jpg'), join(world.photos, 'renamed.jpg'));
    touch(join(world.photos, 'b.jpg'));
    mkdirSync(join(world.photos, 'more'));
    writeFileSync(join(world.photos, 'more', 'copy.jpg'), readFileSync(join(world.photos, 'c.jpg')));
    await untilSettled(world.root);
    const second = await world.run();
    expect(second).toMatchObject({ rendered: 0, run: { completedItems: 4 } });
  });
});

describe('what must be executed', () => {
  it('is an item whose photo has other bytes, even of the same size and with the old time', async () => {
    await world.run();
    const path = join(world.photos, 'b.jpg');
    const { atime, mtime } = statSync(path);
    addPhoto(world, 'b.jpg', 'PHOTO b.jpg');
    utimesSync(path, atime, mtime);
    await untilSettled(world.root);
    const second = await world.run();
    expect(second.rendered).toBe(1);
    expect(world.pixels.tasks.at(-1)).toMatchObject({ sources: { in: { name: 'b.jpg' } } });
    expect(readFileSync(join(world.out, 'b.jpg'), 'utf8')).toContain('PHOTO b.jpg');
  });

  it.each([
    ['the params of the last node', workflow({ export: { quality: 50 } })],
    ['the params of a node before it', workflow({ resize: { longEdge: 50 } })],
    ['a node more', workflow({ watermark: { text: 'me' } })],
  ])('is everything after a change of %s', async (_what, changed) => {
    await world.run();
    expect((await world.run({ document: changed })).rendered).toBe(3);
    expect((await world.run({ document: changed })).rendered).toBe(0);
  });

  it('is nothing after a change of labels or of file names', async () => {
    await world.run();
    const renamed = workflow({ label: 'Smaller', export: { name: '{name}-small' } });
    const second = await world.run({ document: renamed });
    expect(second.rendered).toBe(0);
    expect(second.items[0]!.outputs[0]!.fileName).toBe('a-small.jpg');
  });

  it('is everything for a tolerant run, and where every picture is to be kept', async () => {
    await world.run();
    expect((await world.run({ tolerant: true })).rendered).toBe(3);
    await world.run({ intermediates: 'all' });
    const delivered = world.pixels.tasks.filter((task) => task.kind === 'render' && task.target.kind === 'deliver');
    expect(delivered).toHaveLength(9);
  });

  it('is everything when the content of a logo has changed', async () => {
    const logo = join(world.root, 'logo.svg');
    writeFileSync(logo, '<svg/>');
    await untilSettled(world.root);
    const marked = workflow({ watermark: { image: logo } });
    await world.run({ document: marked });
    expect((await world.run({ document: marked })).rendered).toBe(0);
    writeFileSync(logo, '<svg id="new"/>');
    await untilSettled(world.root);
    expect((await world.run({ document: marked })).rendered).toBe(3);
  });

  it('is a photo under another name when its name is in the picture', async () => {
    const named = workflow({ watermark: { text: '© {name}' } });
    await world.run({ document: named });
    expect((await world.run({ document: named })).rendered).toBe(0);
    renameSync(join(world.photos, 'a.jpg'), join(world.photos, 'd.jpg'));
    expect((await world.run({ document: named })).rendered).toBe(1);
  });

  it('is what is dated, because the date is another one', async () => {
    const dated = workflow({ watermark: { text: '{date}' } });
    await world.run({ document: dated });
    expect((await world.run({ document: dated })).rendered).toBe(3);
  });

  it('is an item whose output is nowhere any more', async () => {
    await world.run();
    rmSync(join(world.out, 'a.jpg'));
    const second = await world.run();
    expect(second).toMatchObject({ rendered: 1, run: { completedItems: 3 } });
    expect(statSync(join(world.out, 'a.jpg')).isFile()).toBe(true);
  });

  it('is an item whose output somebody has changed; the right bytes come back', async () => {
    const first = await world.run();
    writeFileSync(join(world.out, 'a.jpg'), 'scribbled on');
    const second = await world.run();
    expect(second.rendered).toBe(1);
    expect(sha256(readFileSync(join(world.out, 'a.jpg')))).toBe(first.items[0]!.outputs[0]!.sha256);
  });

  it('is everything after the cache was cleared, and when its limit is zero', async () => {
    await world.run();
    await world.app.cache.clear();
    expect((await world.run()).rendered).toBe(3);
    await world.app.cache.setLimit(0);
    expect((await world.run()).rendered).toBe(3);
  });

  it('is an item that failed before', async () => {
    const broken = createFailing(world);
    const first = await world.run();
    expect(first.run).toMatchObject({ status: 'partial', failedItems: 1 });
    broken.mend();
    expect((await world.run()).rendered).toBe(1);
  });
});

describe('originals', () => {
  it('are never taken for results of a run over them', async () => {
    // Results of the first run are the originals of the second, which would put the same files there.
    await world.run();
    const first = await world.run({ output: { folder: join(world.root, 'again') } });
    expect(first.rendered).toBe(0);
    const created = await world.app.runs.create({
      workflow: { document: workflow() },
      inputs: { in: { paths: [world.photos, join(world.out, 'a.jpg')], recursive: false } },
      output: { folder: world.out, collision: 'overwrite', zip: false, zipLayout: 'preserve' },
      trigger: 'cli',
    });
    const run = await world.app.runs.whenFinished(created.id);
    const { items } = await world.app.runs.items(run.id, { pageSize: 10 });
    expect(items.find(({ error }) => error !== null)?.error?.code).toBe('output_is_original');
  });
});

/** Makes the pixel port fail for b.jpg until it is mended. */
function createFailing({ pixels }: CachedWorld): { mend(): void } {
  const run = pixels.run.bind(pixels);
  pixels.run = async (task, options) => {
    if (task.kind === 'render' && task.tokens.name === 'b.jpg') throw new Error('broken');
    return await run(task, options);
  };
  return {
    mend() {
      pixels.run = run;
    },
  };
}
