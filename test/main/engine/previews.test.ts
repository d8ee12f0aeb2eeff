import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorld, runSpec, runToEnd } from './world.ts';

describe('previews', () => {
  it('are rendered when first asked for, once, and then kept', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const run = await runToEnd(world, runSpec(world));
    const rendered = world.pixels.rendered.length;
    const { renderPreview } = world.app.runs;
    const options = { longEdge: 400, format: 'webp' } as const;
    const [one, two] = await Promise.all([
      renderPreview(run.id, 1, 'input', options),
      renderPreview(run.uuid, 1, 'input', options),
    ]);
    expect(one).toEqual(two);
    expect(one.contentType).toBe('image/webp');
    expect(readFileSync(one.path, 'utf8')).toBe('a.jpg at input');
    expect(world.pixels.rendered).toHaveLength(rendered + 1);
    await renderPreview(run.id, 1, 'input', options);
    expect(world.pixels.rendered).toHaveLength(rendered + 1);
    expect((await renderPreview(run.id, 1, 'input', { ...options, longEdge: null })).path).not.toBe(one.path);
    await expect(renderPreview(run.id, 1, 'nowhere', options)).rejects.toMatchObject({ code: 'node_not_found' });
  });

  it('count as what the cache holds, and are made again when it had to drop them', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const run = await runToEnd(world, runSpec(world));
    const options = { longEdge: 400, format: 'webp' } as const;
    const { path } = await world.app.runs.renderPreview(run.id, 1, 'input', options);
    expect((await world.app.cache.usage()).entries).toBe(1);
    await world.app.cache.setLimit(1);
    expect(existsSync(path)).toBe(false);
    await world.app.cache.setLimit(1e9);
    expect(await world.app.runs.renderPreview(run.id, 1, 'input', options)).toMatchObject({ path });
    expect(existsSync(path)).toBe(true);
  });

  it('show the original itself', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const run = await runToEnd(world, runSpec(world));
    const shown = await world.app.runs.inputPath(run.id, 1);
    expect(shown).toEqual({ path: join(world.photos, 'a.jpg'), contentType: 'image/jpeg' });
    expect(existsSync(shown.path)).toBe(true);
    await expect(world.app.runs.inputPath(run.id, 1, 'nowhere')).rejects.toMatchObject({ code: 'node_not_found' });
  });
});
