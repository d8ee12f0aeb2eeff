import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/contract/run.ts';
import { EarlierNames } from '../../../src/main/engine/earlier-names.ts';
import { nameKey } from '../../../src/main/engine/naming.ts';
import { addPhotos, filesIn, openWorld, runSpec, runToEnd, type World, workflowWith } from './world.ts';

const pathsOf = (items: Item[]): string[] => items.flatMap(({ outputs }) => outputs.map(({ path }) => path));

async function itemsOf(world: World, runId: number): Promise<Item[]> {
  return (await world.app.runs.items(runId, { pageSize: 100 })).items;
}

describe('running the same twice into the same folder', () => {
  it('leaves the folder as it is, whatever else was there and however many want the same name', async () => {
    const world = await openWorld({ workers: 4 });
    // Those of one name give the same bytes.
    const photos = ['x/a.jpg', 'y/a.jpg', 'z/a.jpg', 'x/a.jpeg', 'x/a-2.jpg', 'x/b.jpg'];
    addPhotos(world.photos, photos);
    const inputs = { imageInput: { paths: photos.map((name) => join(world.photos, name)), recursive: false } };
    const others = fc.subarray(['a.jpg', 'a-2.jpg', 'a-3.jpg', 'a-2-2.jpg', 'b.jpg', 'b-2.jpg']);
    const names = fc.constantFrom('{name}', 'a', '{width}');
    let out = 0;
    await fc.assert(
      fc.asyncProperty(others, names, async (there, name) => {
        out += 1;
        const folder = join(world.root, `out-${out}`);
        mkdirSync(folder);
        for (const other of there) writeFileSync(join(folder, other), 'somebody else’s');
        const workflow = { document: workflowWith({ web: { name }, small: { name: `${name}-small` } }) };
        const spec = runSpec(world, { inputs, workflow, output: { folder } });
        const first = await runToEnd(world, spec);
        const files = filesIn(folder);
        expect(Object.keys(files)).toHaveLength(there.length + 12);
        const second = await runToEnd(world, spec);
        expect(second).toMatchObject({ status: 'completed', outputCount: first.outputCount });
        expect(filesIn(folder)).toEqual(files);
        const paths = pathsOf(await itemsOf(world, second.id));
        expect(new Set(paths).size).toBe(12);
        expect(paths.sort()).toEqual(pathsOf(await itemsOf(world, first.id)).sort());
      }),
      { numRuns: 12 },
    );
  });

  it('gives each of two equal pictures a file of its own, also when only one is there', async () => {
    const world = await openWorld({ photos: ['x/a.jpg', 'y/a.jpg'] });
    mkdirSync(world.out);
    writeFileSync(join(world.out, 'a.jpg'), 'a.jpg at export');
    const before = statSync(join(world.out, 'a.jpg')).ino;
    const paths = ['x', 'y'].map((folder) => join(world.photos, folder, 'a.jpg'));
    const run = await runToEnd(world, runSpec(world, { inputs: { imageInput: { paths, recursive: false } } }));
    const items = await itemsOf(world, run.id);
    expect(new Set(pathsOf(items)).size).toBe(2);
    expect(pathsOf(items)).toContain(join(world.out, 'a.jpg'));
    expect(readdirSync(world.out)).toHaveLength(2);
    expect(statSync(join(world.out, 'a.jpg')).ino).toBe(before);
    // Only the file that the run made goes.
    expect(await world.app.runs.undo(run.id)).toMatchObject({ removed: [{}], kept: [{}] });
    expect(readdirSync(world.out)).toEqual(['a.jpg']);
  });

  it('keeps the names of others as they are, so that a second result of the item has a place', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg'] });
    const named = (suffix: string) => ({ nodeId: 'export', params: { format: suffix } });
    await runToEnd(world, runSpec(world));
    const second = await runToEnd(world, runSpec(world));
    const [a] = await itemsOf(world, second.id);
    expect(a!.outputs[0]).toMatchObject({ fileName: 'a.jpg', path: join(world.out, 'a.jpg') });
    await world.app.runs.rerunItem(second.id, a!.id, { overrides: [named('png')] });
    await world.app.runs.whenFinished(second.id);
    expect(Object.keys(filesIn(world.out)).sort()).toEqual(['a-2.png', 'a.jpg', 'b.jpg']);
  });
});

describe('names before the one that was given', () => {
  const delivery = {
    alternative: (path: string, n: number) => (n < 2 ? path : path.replace(/(\.[^.]*)?$/, `-${n}$1`)),
  };

  it('are those that belong to no other file of the run', async () => {
    const names = new EarlierNames(delivery);
    const inRun = async (keys: string[]) => new Set(keys.filter((key) => key === nameKey('a-2.jpg')));
    const found = await names.of(
      [
        { wanted: 'a.jpg', given: 'a-4.jpg' },
        { wanted: 'b.jpg', given: 'b.jpg' },
        { wanted: 'c-2.jpg', given: 'c-2.jpg' },
        { wanted: 'd.jpg', given: 'e-7.jpg' },
      ],
      inRun,
    );
    expect(found.map((some) => some.map(({ relativePath }) => relativePath))).toEqual([
      ['a.jpg', 'a-3.jpg'],
      [],
      [],
      [],
    ]);
  });

  it('are found without looking at 10,000 others for each of 10,000', async () => {
    const names = new EarlierNames(delivery);
    let asked = 0;
    const given = new Set<string>();
    for (let n = 1; n <= 10_000; n += 1) {
      const name = delivery.alternative('a.jpg', n);
      await names.of([{ wanted: 'a.jpg', given: name }], async (keys) => {
        asked += keys.length;
        return new Set(keys.filter((key) => given.has(key)));
      });
      given.add(nameKey(name));
    }
    expect(asked).toBeLessThan(20_000);
  });
});
