import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemDetailResource, RunResource } from '../../../src/contract/api.ts';
import { type Api, createApi } from '../../../src/main/api/api.ts';
import { type App, createApp } from '../../../src/main/app.ts';

const ORIGIN = 'http://127.0.0.1:4780';
let folder: string;
let app: App;
let api: Api;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-api-'));
  app = await createApp({ dataDir: join(folder, 'data'), workers: 1 });
  api = createApi(app, { version: '0' });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function get<Body>(path: string): Promise<Body> {
  const response = await api.fetch(new Request(ORIGIN + path));
  expect(response.status, path).toBe(200);
  return (await response.json()) as Body;
}
const post = (path: string, body?: unknown) =>
  api.fetch(
    new Request(ORIGIN + path, {
      method: 'POST',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }),
  );

describe('a script that uses the API', () => {
  it('writes samples, runs a workflow over them, and fetches every node’s picture and the file', async () => {
    const samples = (await (await post('/samples')).json()) as { folder: string };
    const created = await post('/workflows/web/runs', {
      inputs: { imageInput: { paths: [join(samples.folder, 'mug.jpg')] } },
      output: { folder: join(folder, 'out') },
    });
    expect(created.status).toBe(200);
    const run = (await created.json()) as RunResource;
    expect(run).toMatchObject({ workspaceId: 1, trigger: 'api', workflowSlug: 'web' });
    await app.runs.whenFinished(run.id);

    const page = await get<RunResource & { items: { id: number; outputs: { url: string }[] }[]; itemsTotal: number }>(
      `/workflows/runs/${run.id}`,
    );
    expect(page).toMatchObject({ status: 'completed', completedItems: 1, itemsTotal: 1, page: 1, pageSize: 25 });
    const { item } = await get<{ item: ItemDetailResource }>(`/workflows/runs/${run.id}/items/${page.items[0]!.id}`);
    expect(item.outputs[0]!.processedNodeChain.length).toBe(item.nodeStates.length);
    for (const state of item.nodeStates.filter((one) => one.status === 'completed')) {
      const picture = await api.fetch(new Request(`${state.fileUrls[0]}?longEdge=64`));
      expect(picture.status, state.nodeId).toBe(200);
      expect(picture.headers.get('content-type')).toBe('image/png');
      expect((await picture.arrayBuffer()).byteLength).toBe(Number(picture.headers.get('content-length')));
    }
    expect(await get<{ total: number }>('/workflows/runs')).toMatchObject({
      total: 1,
      page: 1,
      items: [{ id: run.id }],
    });
    const part = await api.fetch(new Request(item.outputs[0]!.url, { headers: { range: 'bytes=0-1' } }));
    expect(part.status).toBe(206);
    expect([...new Uint8Array(await part.arrayBuffer())]).toEqual([0xff, 0xd8]);
  });

  it.each([
    ['GET', '/workflows/runs/999', 404, 'run_not_found'],
    ['GET', '/workflows/nothing-like-it', 404, 'workflow_not_found'],
    ['GET', '/workflows/runs?page=0', 400, 'request_invalid'],
    ['GET', '/nowhere', 404, 'not_found'],
    ['POST', '/workflows/web/runs', 400, 'request_invalid'],
    ['GET', '/artifacts/runs/1/1/nodes/..%2f..%2fsecret.png', 404, 'node_not_found'],
  ])('%s %s is answered with %i %s', async (method, path, status, code) => {
    const response = await api.fetch(
      new Request(
        ORIGIN + path,
        method === 'POST' ? { method, headers: { 'content-type': 'application/json' }, body: '{}' } : {},
      ),
    );
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(((await response.json()) as { code: string }).code).toBe(code);
  });

  it('hears of everything that happens, and leaves nothing behind when it goes', async () => {
    const away = new AbortController();
    const response = await api.fetch(new Request(`${ORIGIN}/events`, { signal: away.signal }));
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('retry');
    await post('/workflows/web/runs', {
      inputs: { imageInput: { paths: [join(folder, 'data', 'samples', 'dunes.jpg')] } },
      output: { folder: join(folder, 'out') },
    });
    let heard = '';
    while (!heard.includes('run.finished')) heard += (await reader.read()).value ?? '';
    expect(heard).toContain('item.completed');
    await reader.cancel();
    away.abort();
  });
});
