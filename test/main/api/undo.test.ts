import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createApi } from '../../../src/main/api/api.ts';
import { openWorld, runSpec, runToEnd } from '../engine/world.ts';

it('undoes a run over HTTP, only tells with dryRun, and refuses one that is not there', async () => {
  const world = await openWorld({ photos: ['a.jpg', 'b.jpg'] });
  const api = createApi(world.app, { version: '0' });
  const post = (path: string, body?: unknown) =>
    api.fetch(
      new Request(`http://127.0.0.1:4780${path}`, {
        method: 'POST',
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
    );
  const run = await runToEnd(world, runSpec(world));
  const path = `/workflows/runs/${run.id}/undo`;

  const told = await post(path, { dryRun: true });
  expect(told.status).toBe(200);
  expect(await told.json()).toMatchObject({ runId: run.id, dryRun: true, kept: [] });
  expect(existsSync(world.out)).toBe(true);

  const done = await post(path);
  expect(done.status).toBe(200);
  expect(((await done.json()) as { removed: string[] }).removed).toHaveLength(2);
  expect(existsSync(world.out)).toBe(false);
  const shown = await api.fetch(new Request(`http://127.0.0.1:4780/workflows/runs/${run.id}`));
  const body = (await shown.json()) as { undoneAt: string; items: { outputs: { undone: string }[] }[] };
  expect(body.undoneAt).toMatch(/^\d{4}-/);
  expect(body.items.map((item) => item.outputs[0]?.undone)).toEqual(['removed', 'removed']);
  expect((await post('/workflows/runs/99/undo')).status).toBe(404);
  expect((await post(path, { wrong: 1 })).status).toBe(400);
});
