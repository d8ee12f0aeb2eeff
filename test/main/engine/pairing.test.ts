import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../../src/contract/run.ts';
import { pairSources } from '../../../src/main/engine/pairing.ts';
import { addPhotos, filesIn, openWorld, runSpec, runToEnd, workflowWith } from './world.ts';

function pictures(...paths: string[]): Source[] {
  return paths.map((path) => ({
    kind: 'file',
    path: `/photos/${path}`,
    name: path.slice(path.lastIndexOf('/') + 1),
    relativeFolder: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '',
    bytes: 1,
    modifiedMs: 0,
  }));
}

/** Items as `photo+frame`, and the names left over. */
function paired(lists: Record<string, Source[]>): { items: string[]; unpaired: string[]; primary: string | undefined } {
  const { items, unpaired } = pairSources(lists);
  return {
    items: items.map(({ sources }) =>
      Object.values(sources)
        .map((source) => source.name)
        .join('+'),
    ),
    unpaired: unpaired.map(({ nodeId, source }) => `${nodeId}:${source.name}`),
    primary: items[0]?.primary,
  };
}

describe('pairing the inputs of several nodes', () => {
  it('lends a single picture to every item, which is named after the others', () => {
    expect(paired({ frame: pictures('frame.png'), photo: pictures('a.jpg', 'b.jpg') })).toEqual({
      items: ['frame.png+a.jpg', 'frame.png+b.jpg'],
      unpaired: [],
      primary: 'photo',
    });
  });

  it('pairs equally long lists in order, whatever they are called', () => {
    expect(paired({ photo: pictures('a.jpg', 'b.jpg'), mask: pictures('1.png', '2.png') }).items).toEqual([
      'a.jpg+1.png',
      'b.jpg+2.png',
    ]);
    expect(paired({ photo: pictures('a.jpg'), mask: pictures('1.png') })).toMatchObject({
      items: ['a.jpg+1.png'],
      primary: 'photo',
    });
  });

  it('otherwise pairs by name without extension and refuses the rest, each named', () => {
    const lists = { photo: pictures('a.jpg', 'B.jpg', 'c.jpg'), mask: pictures('b.png', 'c.png', 'x.png', 'y.png') };
    expect(paired(lists)).toMatchObject({
      items: ['B.jpg+b.png', 'c.jpg+c.png'],
      unpaired: ['photo:a.jpg', 'mask:x.png', 'mask:y.png'],
    });
    const { error } = pairSources(lists).unpaired[0]!;
    expect(error).toMatchObject({ code: 'inputs_unpaired', nodeId: 'photo' });
    expect(error.message).toContain('a.jpg');
    expect(error.message).toContain('mask');
  });

  it('prefers a partner from the same folder, and gives each away once', () => {
    const lists = {
      photo: pictures('x/a.jpg', 'y/a.jpg', 'z/a.jpg'),
      mask: pictures('y/a.png', 'x/a.png'),
    };
    const { items, unpaired } = pairSources(lists);
    expect(items.map(({ sources }) => sources['mask']!.relativeFolder)).toEqual(['x', 'y']);
    expect(unpaired.map(({ source }) => source.relativeFolder)).toEqual(['z']);
  });

  it('refuses all when a node has none', () => {
    expect(paired({ photo: pictures('a.jpg', 'b.jpg'), mask: [] })).toMatchObject({
      items: [],
      unpaired: ['photo:a.jpg', 'photo:b.jpg'],
    });
  });

  it('is what a run with two input nodes does', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg'] });
    addPhotos(join(world.root, 'logo'), ['logo.jpg']);
    const run = await runToEnd(
      world,
      runSpec(world, {
        workflow: { document: workflowWith({ export: {}, other: {} }, ['photo', 'logo']) },
        inputs: {
          photo: { paths: [world.photos], recursive: false },
          logo: { paths: [join(world.root, 'logo', 'logo.jpg')], recursive: false },
        },
      }),
    );
    expect(run).toMatchObject({ status: 'completed', completedItems: 2 });
    expect(filesIn(world.out)['a-export.jpg']).toBe('a.jpg + logo.jpg at export');
  });
});
