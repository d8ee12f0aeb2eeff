import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../../src/client/client.ts';
import type { ItemResource } from '../../../src/contract/api.ts';
import { scaledToProxy } from '../../../src/main/api/preview/proxy-params.ts';
import { readWorkflow } from '../../../src/workflow/graph/read.ts';
import { BACKGROUND, openServer, type TestServer } from '../../api/support/server.ts';
import { zipBytes } from '../intake/zip-bytes.ts';

let server: TestServer;
let photo: string;
let runId: number;
let item: ItemResource;
const client = () => createClient({ baseUrl: server.url, key: server.key });

beforeAll(async () => {
  server = await openServer();
  photo = await server.photo('big.jpg', 1800, 1200);
  await server.json('POST', '/workflows', BACKGROUND, 201);
  const inputs = { imageInput: { files: [{ path: photo }] } };
  const run = await client().createRun({ params: { id: 'background-removal' }, body: { inputs } });
  runId = (await client().finished(run.id)).id;
  item = (await client().listItems({ params: { runId } })).items[0]!;
});
afterAll(() => server.close());

const sizeOf = async (response: Response): Promise<string> => {
  const { width, height, format } = await sharp(await response.bytes()).metadata();
  return `${format} ${width}×${height}`;
};

describe('pictures of a run', () => {
  it('small ones are there for tiles, of the source too while nothing is delivered', async () => {
    const params = { runId, itemId: item.id };
    expect(await sizeOf(await server.ask('GET', item.thumbUrl!))).toBe('webp 120×80');
    expect(await sizeOf(await client().getThumb({ params, query: { longEdge: 64 } }))).toBe('webp 64×43');
    const { uuid } = await client().createRun({
      params: { id: 'background-removal' },
      body: { inputs: { imageInput: { files: [{ path: photo }] } }, start: false },
    });
    const waiting = (await client().listItems({ params: { runId: uuid } })).items[0]!;
    expect(waiting.status).toBe('pending');
    expect(await sizeOf(await server.ask('GET', waiting.thumbUrl!))).toBe('webp 320×213');
  });

  it('of what turns out to be none are a problem, or nothing where a page shows many', async () => {
    const path = join(dirname(photo), 'no-photo.jpg');
    await writeFile(path, 'no picture at all');
    const run = await client().createRun({
      params: { id: 'background-removal' },
      body: { inputs: { imageInput: { files: [{ path }] } }, start: false },
    });
    const waiting = (await client().listItems({ params: { runId: run.uuid } })).items[0]!;
    expect((await server.ask('GET', waiting.thumbUrl!)).status).toBe(422);
    const params = { runId: run.id, itemId: waiting.id };
    const answer = await client().getThumb({ params, query: { ifNone: 'nothing' } });
    expect([answer.status, await answer.text()]).toEqual([204, '']);
  });

  it('have an ETag: who has the picture already gets it once', async () => {
    const url = item.outputs[0]!.url;
    const first = await server.ask('GET', url);
    const etag = first.headers.get('etag')!;
    const size = (await first.arrayBuffer()).byteLength;
    expect((await server.ask('GET', url, undefined, { 'if-none-match': etag })).status).toBe(304);
    const part = await server.ask('GET', url, undefined, { range: 'bytes=0-3', 'if-range': etag });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 0-3/${size}`);
    expect(await part.text()).toContain('PNG');
    const changed = await server.ask('GET', url, undefined, { range: 'bytes=0-3', 'if-range': '"another"' });
    expect((await changed.arrayBuffer()).byteLength).toBe(size);
    const beyond = await server.ask('GET', url, undefined, { range: `bytes=${size}-` });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${size}`]);
    const head = await server.ask('HEAD', url);
    expect(head.headers.get('content-length')).toBe(String(size));
  });

  it('of every node come in the size and format that is asked for', async () => {
    const params = { runId, itemId: item.id, file: 'imageInput-1.jpeg' };
    expect(await sizeOf(await client().getNodePicture({ params, query: { longEdge: 300 } }))).toBe('jpeg 300×200');
    const wrong = await server.ask('GET', `/artifacts/runs/${runId}/${item.id}/nodes/imageInput-1.gif`);
    expect(wrong.status).toBe(400);
  });
});

describe('pictures of a workflow that is edited', () => {
  const edited = (width: number) => ({
    name: 'Edited',
    nodes: [
      { id: 'in', type: 'imageInput' },
      { id: 'cut', type: 'crop', params: { width, height: 600, left: 0, top: 0 }, inputs: { image: 'in' } },
      { id: 'out', type: 'export', inputs: { image: 'cut' } },
    ],
  });

  it('are made on a small copy with its lengths scaled, or of the picture itself', async () => {
    const preview = (more: object) =>
      client().preview({
        body: { workflow: edited(900), nodeId: 'cut', source: { path: photo }, longEdge: 600, ...more },
      });
    // The copy is 800 px wide where the picture has 1,800.
    expect(await sizeOf(await preview({}))).toBe('webp 400×267');
    expect(await sizeOf(await preview({ exact: true, format: 'png' }))).toBe('png 600×400');
  });

  it('are made of uploads and of items too', async () => {
    const { uploadId } = await client().upload('up.png', await sharp(photo).resize(200).png().toBuffer());
    const body = { workflow: 'background-removal', nodeId: 'small-1', longEdge: 400 };
    expect(await sizeOf(await client().preview({ body: { ...body, source: { uploadId } } }))).toBe('webp 120×80');
    const params = { 'small-1': { longEdge: 450 } };
    const ofItem = await client().preview({ body: { ...body, params, source: { runId, itemId: item.id } } });
    expect(await sizeOf(ofItem)).toBe('webp 200×133');
  });

  it('are made of pictures in zips, given by path or uploaded', async () => {
    const [red, blue] = await Promise.all(
      ['#a02020', '#2020a0'].map((background) =>
        sharp({ create: { width: 300, height: 200, channels: 3, background } })
          .jpeg()
          .toBuffer(),
      ),
    );
    const zip = join(server.photos, 'day.zip');
    await writeFile(
      zip,
      zipBytes([
        { name: 'a/red.jpg', data: red! },
        { name: 'blue.jpg', data: blue!, deflate: true },
      ]),
    );
    const { zipExamples, examples } = await client().planRun({
      params: { id: 'background-removal' },
      body: { inputs: { imageInput: { paths: [zip] } } },
    });
    expect(examples).toEqual([]);
    expect(zipExamples).toEqual([
      { path: zip, entry: 'blue.jpg', name: 'blue.jpg' },
      { path: zip, entry: 'a/red.jpg', name: 'red.jpg' },
    ]);
    const source = { path: zip, entry: 'blue.jpg' };
    const body = { workflow: 'background-removal', nodeId: 'small-1', longEdge: 400 };
    expect(await sizeOf(await client().preview({ body: { ...body, source } }))).toBe('webp 120×80');
    const quick = await client().previewSource({ body: { source, longEdge: 100 } });
    expect(await sizeOf(quick)).toBe('webp 100×67');
    const { uploadId } = await client().upload('day.zip', await readFile(zip));
    const uploaded = { uploadId, entry: 'a/red.jpg' };
    expect(await sizeOf(await client().preview({ body: { ...body, source: uploaded } }))).toBe('webp 120×80');
    const none = await server.ask('POST', '/preview/source', { source: { uploadId, entry: 'green.jpg' } });
    expect([none.status, await none.json()]).toMatchObject([404, { code: 'file_not_found' }]);
  });

  it('a key with folders sees no zip outside of them', async () => {
    const key = await server.makeKey({ name: 'k', capabilities: ['workflow:run'], folders: [server.out] });
    const source = { path: join(server.photos, 'day.zip'), entry: 'blue.jpg' };
    for (const [path, body] of [
      ['/preview/source', { source }],
      ['/preview', { workflow: 'background-removal', nodeId: 'small-1', source }],
    ] as const) {
      const refused = await server.ask('POST', path, body, { authorization: `Bearer ${key}` });
      expect([path, refused.status]).toEqual([path, 403]);
    }
  });

  it('a newer request of the same client takes the place of an older one', async () => {
    const ask = (width: number) =>
      server.ask('POST', '/preview', {
        workflow: edited(width),
        nodeId: 'cut',
        source: { path: photo },
        client: 'slider',
        exact: true,
      });
    const answers = await Promise.all([ask(900), ask(901), ask(902), ask(903)]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(3);
  });

  it('say what is wrong', async () => {
    const code = async (body: object) =>
      ((await (await server.ask('POST', '/preview', body)).json()) as { code: string }).code;
    const source = { path: photo };
    expect(await code({ workflow: edited(9), nodeId: 'nothing', source })).toBe('node_not_found');
    expect(await code({ workflow: { name: 'x', nodes: [] }, nodeId: 'in', source })).toBe('workflow_invalid');
    const gone = join(server.photos, 'gone.jpg');
    await rm(gone, { force: true });
    expect(await code({ workflow: edited(9), nodeId: 'cut', source: { path: gone } })).toBe('file_not_found');
  });
});

it('only lengths in pixels are scaled to a smaller copy, and whole ones stay whole', () => {
  const document = readWorkflow({
    name: 'x',
    nodes: [
      { id: 'in', type: 'imageInput' },
      { id: 'cut', type: 'crop', params: { width: 901, height: 600 }, inputs: { image: 'in' } },
      { id: 'light', type: 'exposure', params: { ev: 1 }, inputs: { image: 'cut' } },
      { id: 'sharp', type: 'sharpen', params: { radius: 2 }, inputs: { image: 'light' } },
    ],
  });
  const params = scaledToProxy(document, 0.5).nodes.map((node) => node.params);
  expect(params[1]).toMatchObject({ width: 451, height: 300 });
  expect(params[2]).toEqual({ ev: 1 });
  expect(params[3]).toMatchObject({ radius: 1 });
  expect(scaledToProxy(document, 1)).toBe(document);
});
