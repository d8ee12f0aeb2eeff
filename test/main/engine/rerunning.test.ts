import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Item } from '../../../src/contract/run.ts';
import { type Api, createApi } from '../../../src/main/api/api.ts';
import { type App, createApp } from '../../../src/main/app.ts';
import type { Rerun } from '../../../src/main/engine/item-control.ts';
import { sha256, untilSettled } from '../cache/cached-world.ts';

let data: string;
let app: App;
let api: Api;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'safelight-rerun-data-'));
  app = await createApp({ dataDir: data, workers: 1 });
  api = createApi(app, { version: '0' });
});
afterAll(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

const document = {
  name: 'Small',
  slug: 'small',
  nodes: [
    { id: 'in', type: 'imageInput' },
    { id: 'resize', type: 'resize', params: { longEdge: 64 }, inputs: { image: 'in' } },
    { id: 'light', type: 'exposure', params: { ev: 0.3 }, inputs: { image: 'resize' } },
    { id: 'web', type: 'export', params: { quality: 80 }, inputs: { image: 'light' } },
  ],
};

let painted = 0;

/** Three small photos in a folder of their own that no other test has, and a finished run over them. */
async function finishedRun(more: { intermediates?: 'all' } = {}) {
  const root = mkdtempSync(join(tmpdir(), 'safelight-rerun-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const photos = join(root, 'photos');
  const out = join(root, 'out');
  mkdirSync(photos);
  for (const name of ['a', 'b', 'c']) {
    painted += 1;
    const background = { r: (painted * 37) % 256, g: 90, b: 120 };
    const picture = sharp({ create: { width: 96, height: 64, channels: 3, background } });
    await picture.jpeg().toFile(join(photos, `${name}.jpg`));
  }
  await untilSettled(root);
  const { id } = await app.runs.create({
    workflow: { document },
    inputs: { in: { paths: [photos], recursive: false } },
    output: { folder: out, collision: 'suffix', zip: false, zipLayout: 'preserve' },
    trigger: 'cli',
    ...more,
  });
  expect(await app.runs.whenFinished(id)).toMatchObject({ status: 'completed', completedItems: 3 });
  const { items } = await app.runs.items(id);
  return { id, root, photos, out, items };
}

async function rerun(runId: number, item: Item, how: Rerun): Promise<Item> {
  await app.runs.rerunItem(runId, item.id, how);
  expect(await app.runs.whenFinished(runId)).toMatchObject({ status: 'completed', completedItems: 3, outputCount: 3 });
  return await app.runs.item(runId, item.id);
}

const cachedNodes = ({ nodeStates }: Item): string[] =>
  nodeStates.flatMap(({ nodeId, cached }) => (cached ? [nodeId] : []));
const hashes = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, sha256(readFileSync(join(folder, name)))]),
  );

describe('doing one item again with params of its own', () => {
  it('replaces its own file under its name, executes only what changed, and tells it in the receipt', async () => {
    const { id, out, items } = await finishedRun();
    const before = hashes(out);
    const [a, b] = items as [Item, Item, Item];
    const again = await rerun(id, a, { overrides: [{ nodeId: 'web', params: { quality: 30 } }] });
    const after = hashes(out);
    expect(Object.keys(after)).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
    expect(after['a.jpg']).not.toBe(before['a.jpg']);
    expect({ ...after, 'a.jpg': '' }).toEqual({ ...before, 'a.jpg': '' });
    expect(cachedNodes(again)).toEqual(['in', 'resize', 'light']);
    expect(again).toMatchObject({ attempt: 2, overrides: { web: { quality: 30 } } });
    expect(again.receipt!.planHash).not.toBe(a.receipt!.planHash);
    expect(again.receipt!.outputs['web']).toBe(after['a.jpg']);
    expect(await app.runs.item(id, b.id)).toEqual(b);
    // What was decided since is not part of the proof.
    await app.runs.overrideItem(id, a.id, [{ nodeId: 'light', params: { ev: 1 } }]);
    expect(await app.runs.verify(id, { replay: true })).toMatchObject({ ok: true, replays: { same: 3, differs: 0 } });
  });

  it('executes from the given node on, whatever is kept', async () => {
    const { id, out, items } = await finishedRun();
    const before = hashes(out);
    const again = await rerun(id, items[0]!, { fromNode: 'light' });
    expect(cachedNodes(again)).not.toContain('light');
    expect(cachedNodes(again)).not.toContain('web');
    expect(hashes(out)).toEqual(before);
    const whole = await rerun(id, items[0]!, {});
    expect(cachedNodes(whole)).toEqual(['in', 'resize', 'light', 'web']);
  });

  it('leaves a result alone that somebody has changed, and delivers beside it', async () => {
    const { id, out, items } = await finishedRun();
    writeFileSync(join(out, 'a.jpg'), 'retouched by hand');
    await rerun(id, items[0]!, { overrides: [{ nodeId: 'light', params: { ev: 1 } }] });
    expect(readFileSync(join(out, 'a.jpg'), 'utf8')).toBe('retouched by hand');
    expect(Object.keys(hashes(out))).toEqual(['a-2.jpg', 'a.jpg', 'b.jpg', 'c.jpg']);
  });

  it('takes the file back that has another format now', async () => {
    const { id, out, items } = await finishedRun();
    const png = await rerun(id, items[0]!, { overrides: [{ nodeId: 'web', params: { format: 'png' } }] });
    expect(Object.keys(hashes(out))).toEqual(['a.png', 'b.jpg', 'c.jpg']);
    expect(png.outputs).toMatchObject([{ fileName: 'a.png', format: 'png' }]);
    await rerun(id, items[0]!, { overrides: [{ nodeId: 'web', params: {} }] });
    expect(Object.keys(hashes(out))).toEqual(['a.jpg', 'b.jpg', 'c.jpg']);
  });

  it('says every field that is wrong, and changes nothing then', async () => {
    const { id, items } = await finishedRun();
    const item = items[0]!;
    const wrong = [
      { nodeId: 'resize', params: { longEdge: 'big' } },
      { nodeId: 'light', params: { ev: 99, what: 1 } },
    ];
    for (const attempt of [
      app.runs.overrideItem(id, item.id, wrong),
      app.runs.rerunItem(id, item.id, { overrides: wrong }),
    ]) {
      const error = await attempt.then(
        () => null,
        (thrown: unknown) => thrown as { code: string; issues: { path: string }[] },
      );
      expect(error).toMatchObject({ code: 'param_invalid' });
      expect(error!.issues.map(({ path }) => path).sort()).toEqual([
        'nodes.light.params.ev',
        'nodes.light.params.what',
        'nodes.resize.params.longEdge',
      ]);
    }
    await expect(app.runs.overrideItem(id, item.id, [{ nodeId: 'web', params: { name: 'x' } }])).rejects.toMatchObject({
      code: 'param_invalid',
      issues: [{ path: 'nodes.web.params.name' }],
    });
    await expect(app.runs.overrideItem(id, item.id, [{ nodeId: 'webb', params: {} }])).rejects.toMatchObject({
      code: 'node_not_found',
      message: expect.stringContaining('Did you mean “web”?'),
    });
    await expect(app.runs.rerunItem(id, item.id, { fromNode: 'nowhere' })).rejects.toMatchObject({
      code: 'node_not_found',
    });
    expect(await app.runs.item(id, item.id)).toEqual(item);
  });

  it('works through the API: params first, then the retry', async () => {
    const { id, out, items } = await finishedRun();
    const before = hashes(out);
    const path = `http://127.0.0.1/workflows/runs/${id}/items/${items[0]!.id}`;
    const send = (method: string, url: string, body?: unknown) =>
      api.fetch(
        new Request(url, {
          method,
          ...(body === undefined
            ? {}
            : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
        }),
      );
    const refused = await send('PATCH', path, { params: { resize: { longEdge: 0 } } });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({
      code: 'param_invalid',
      errors: [{ path: 'nodes.resize.params.longEdge' }],
    });
    const patched = await send('PATCH', path, { params: { resize: { longEdge: 32 } } });
    expect(patched.status).toBe(200);
    expect(await patched.json()).toMatchObject({ item: { overrides: { resize: { longEdge: 32 } } } });
    expect(hashes(out)).toEqual(before);
    // Nothing sent is a retry of what failed; this one is done.
    expect((await send('POST', `${path}/retry`)).status).toBe(409);
    expect((await send('POST', `${path}/retry`, { fromNode: 'resize' })).status).toBe(200);
    await app.runs.whenFinished(id);
    const shown = (await (await send('GET', path)).json()) as { item: Item };
    expect(shown.item).toMatchObject({ attempt: 2, overrides: { resize: { longEdge: 32 } }, retryAt: null });
    expect(shown.item.outputs).toMatchObject([{ width: 32, fileName: 'a.jpg' }]);
    expect((await send('POST', `${path}/retry`, { what: 1 })).status).toBe(400);
  });
});

describe('looking at a step', () => {
  const full = { longEdge: null, format: 'png' } as const;

  it('shows what the item’s own params give, before it is done again', async () => {
    const { id, items } = await finishedRun();
    const widthOf = async () =>
      (await sharp(readFileSync((await app.runs.renderPreview(id, items[0]!.id, 'light', full)).path)).metadata())
        .width;
    expect(await widthOf()).toBe(64);
    await app.runs.overrideItem(id, items[0]!.id, [{ nodeId: 'resize', params: { longEdge: 40 } }]);
    expect(await widthOf()).toBe(40);
    await app.runs.overrideItem(id, items[0]!.id, [{ nodeId: 'resize', params: {} }]);
    expect(await widthOf()).toBe(64);
  });

  it('writes its picture to a new file and never over another one', async () => {
    const { id, root, items } = await finishedRun();
    const path = join(root, 'shown.png');
    await app.runs.savePicture(id, items[0]!.id, 'resize', path);
    expect(await sharp(readFileSync(path)).metadata()).toMatchObject({ width: 64, format: 'png' });
    await expect(app.runs.savePicture(id, items[0]!.id, 'resize', path)).rejects.toMatchObject({
      code: 'output_exists',
    });
    await expect(app.runs.savePicture(id, items[0]!.id, 'resize', join(root, 'x.tiff'))).rejects.toMatchObject({
      code: 'request_invalid',
    });
    expect(readdirSync(root).sort()).toEqual(['out', 'photos', 'shown.png']);
  });

  it('says that the source was changed, or is gone', async () => {
    const { id, photos, items } = await finishedRun();
    await app.cache.clear();
    const [a, b] = items as [Item, Item, Item];
    await sharp({ create: { width: 96, height: 64, channels: 3, background: '#123456' } })
      .jpeg()
      .toFile(join(photos, 'a.jpg'));
    rmSync(join(photos, 'b.jpg'));
    await expect(app.runs.renderPreview(id, a.id, 'resize', full)).rejects.toMatchObject({
      code: 'file_changed',
      message: expect.stringContaining('“a.jpg”'),
    });
    await expect(app.runs.renderPreview(id, b.id, 'resize', full)).rejects.toMatchObject({
      code: 'file_not_found',
      message: expect.stringContaining('b.jpg'),
    });
  });

  it('needs no source where all pictures were kept during the run', async () => {
    const { id, photos, items } = await finishedRun({ intermediates: 'all' });
    expect(existsSync(join(photos, 'a.jpg'))).toBe(true);
    rmSync(photos, { recursive: true });
    for (const { nodeId } of document.nodes.map((node) => ({ nodeId: node.id }))) {
      const shown = await app.runs.renderPreview(id, items[0]!.id, nodeId, full);
      expect((await sharp(readFileSync(shown.path)).metadata()).width, nodeId).toBe(nodeId === 'in' ? 96 : 64);
    }
  });
});
