import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKey } from '../../../src/main/engine/naming.ts';
import { addPhotos, filesIn, openWorld, runSpec, runToEnd, workflowWith } from './world.ts';

describe('names', () => {
  it('are the same whichever picture is ready first', async () => {
    let turns: number[] = [];
    let asked = 0;
    const world = await openWorld({
      workers: 6,
      before: async () => {
        const wait = turns[asked++ % turns.length]!;
        for (let n = 0; n < wait; n += 1) await new Promise((resolve) => setImmediate(resolve));
      },
    });
    // Everything comes out as one of four names.
    addPhotos(world.photos, [
      'a.jpg',
      'A.jpeg',
      'b.jpg',
      'x/a.jpg',
      'x/a.jpeg',
      'x/b.jpg',
      'y/a.jpg',
      'y/b.jpg',
      'y/b.jpeg',
    ]);
    let out = 0;
    let first: Record<string, string> | null = null;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 40 }), { minLength: 9, maxLength: 9 }), async (waits) => {
        turns = waits;
        asked = 0;
        out += 1;
        const folder = join(world.root, `out-${out}`);
        const workflow = { document: workflowWith({ export: { name: '{relpath|top}-{name}' } }) };
        await runToEnd(world, runSpec(world, { workflow, recursive: true, output: { folder, zip: false } }));
        first ??= filesIn(folder);
        expect(filesIn(folder)).toEqual(first);
      }),
      { numRuns: 6 },
    );
    expect(Object.keys(first ?? {})).toHaveLength(9);
  });

  it('have the branch in them when there are several exports, unless an export has its own', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const workflow = {
      document: workflowWith({ web: {}, thumb: { name: 'small/{name}', format: 'webp' }, big: { format: 'tiff' } }),
    };
    await runToEnd(world, runSpec(world, { workflow }));
    expect(Object.keys(filesIn(world.out))).toEqual(['a-big.tif', 'a-web.jpg', 'small/a.webp']);
  });

  it('that need the rendered picture are given when it is there', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg'] });
    addPhotos(world.out, ['X100-600x400.jpg']);
    await runToEnd(world, runSpec(world, { output: { name: '{exif.model}-{width}x{height}' } }));
    expect(Object.keys(filesIn(world.out))).toEqual(['X100-600x400-2.jpg', 'X100-600x400-3.jpg', 'X100-600x400.jpg']);
    const skipped = await runToEnd(world, runSpec(world, { output: { name: '{width}', collision: 'skip' } }));
    expect(skipped).toMatchObject({ completedItems: 2 });
    const again = await runToEnd(world, runSpec(world, { output: { name: '{width}', collision: 'skip' } }));
    expect(again).toMatchObject({ status: 'completed', skippedItems: 2, completedItems: 0 });
  });

  it('are one name where a file system tells neither capitals nor Unicode forms apart', () => {
    expect(nameKey('Straße.JPG')).toBe(nameKey('STRASSE.jpg'));
    expect(nameKey('e\u0301.jpg')).toBe(nameKey('\u00c9.jpg'));
    expect(nameKey('a.jpg')).not.toBe(nameKey('b.jpg'));
  });
});
