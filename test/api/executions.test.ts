import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listener, openListener } from './support/listener.ts';
import { openServer, type TestServer } from './support/server.ts';

/** The text that this API follows, in its order: autoretouch-executions.txt. */

interface Execution {
  id: string;
  workflow: string;
  status: string;
  inputFileName: string;
  resultPath: string;
  resultContentHash: string;
  labels: Record<string, string>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const ORGANISATION = '69f7d0ac-bd88-494d-a38a-f825da7e0c88';
let server: TestServer;
let hook: Listener;
let photo: Buffer<ArrayBuffer>;
let workflow: { uuid: string; versionUuid: string; id: number; slug: string };
/** The execution that the details are asked of. */
let id: string;

const send = (path: string, body: FormData | undefined, key = server.key) =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body }),
  });
function form(name: string, bytes: Uint8Array<ArrayBuffer> = photo): FormData {
  const data = new FormData();
  data.set('file', new Blob([bytes], { type: 'image/jpeg' }), name);
  return data;
}
const details = (execution: string) => server.json<Execution>('GET', `/v1/workflow/execution/${execution}`);
const list = (query: string) =>
  server.json<{ entries: Execution[]; total: number }>('GET', `/v2/workflow/execution/?${query}`);
const create = async (query: string, body: object) => {
  const response = await server.ask('POST', `/v1/workflow/execution/create?${query}`, body);
  const text = await response.text();
  expect(response.status, text).toBe(201);
  return text;
};
const image = (name = 'product-photo.jpg') => ({
  name,
  contentHash: hash('sha256', photo, 'hex'),
  contentType: 'image/jpeg',
});

beforeAll(async () => {
  server = await openServer({ allowedHosts: ['127.0.0.1'] });
  hook = await openListener();
  photo = await readFile(await server.photo('product.jpg'));
  workflow = await server.json(
    'POST',
    '/workflows',
    {
      name: 'Product',
      nodes: [
        { id: 'input', type: 'imageInput' },
        { id: 'small', type: 'resize', params: { longEdge: 60 }, inputs: { image: 'input' } },
        { id: 'export', type: 'export', params: { format: 'png' }, inputs: { image: 'small' } },
      ],
    },
    201,
  );
});
afterAll(async () => {
  await hook.close();
  await server.close();
});

describe('POST /v1/upload', () => {
  it('answers 201 with the SHA-256 as plain text, and keeps the same bytes once', async () => {
    for (const name of ['product-photo.jpg', 'again.jpg']) {
      const response = await send('/v1/upload', form(name));
      expect(response.status).toBe(201);
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(await response.text()).toBe(image().contentHash);
    }
    expect((await server.app.uploads.usage()).bytes).toBe(photo.byteLength);
  });

  it('refuses a form without a file', async () => {
    const data = new FormData();
    data.set('other', 'x');
    expect((await send('/v1/upload', data)).status).toBe(422);
  });
});

describe('POST /v1/workflow/execution/create (uploaded image)', () => {
  it('answers 201 with the execution id as plain text', async () => {
    const response = await server.ask(
      'POST',
      `/v1/workflow/execution/create?workflow=${workflow.uuid}&organization=${ORGANISATION}`,
      {
        image: image(),
        labels: {
          autoretouch_batch_id: 'uuid',
          autoretouch_batch_name: 'Spring Collection',
          autoretouch_batch_createdAt: '2024-02-08T09:09:01.960Z',
        },
        webhooks: [hook.url],
      },
    );
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    id = await response.text();
    expect(id).toMatch(UUID);
  });

  it('tells the webhooks on completion: the execution as GET answers it, signed', async () => {
    const { headers, body } = await hook.next();
    const secret = await server.app.webhooks.secret();
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual(await details(id));
  });

  it('takes the workflow’s UUID, id or slug, and the version’s UUID', async () => {
    for (const ref of [workflow.uuid, workflow.id, workflow.slug]) {
      expect(await create(`workflow=${ref}&version=${workflow.versionUuid}`, { image: image() })).toMatch(UUID);
    }
  });

  it('401, 404 and 422 as in the table', async () => {
    const ask = async (query: string, body: unknown, headers = {}) =>
      (await server.ask('POST', `/v1/workflow/execution/create?${query}`, body, headers)).status;
    const good = `workflow=${workflow.uuid}`;
    expect(await ask(good, { image: image() }, { authorization: 'Bearer wrong' })).toBe(401);
    expect(await ask('workflow=c8031492-b74f-44d3-8a7c-08bad01579a5', { image: image() })).toBe(404);
    expect(await ask(`${good}&version=c8031492-b74f-44d3-8a7c-08bad01579a5`, { image: image() })).toBe(404);
    expect(await ask('', { image: image() })).toBe(422);
    expect(await ask(good, {})).toBe(422);
    expect(await ask(good, '{')).toBe(422);
    expect(await ask(good, { image: { ...image(), contentHash: 'f'.repeat(64) } })).toBe(422);
    expect(await ask(good, { image: { ...image(), contentHash: 'no hash' } })).toBe(422);
    expect(await ask(good, { image: image(), webhooks: ['http://10.0.0.1/hook'] })).toBe(422);
  });
});

describe('POST /v1/workflow/execution/create (file upload)', () => {
  it('takes the file as multipart and labels in the query', async () => {
    const query = new URLSearchParams({ workflow: workflow.uuid, 'label[season]': 'spring', 'label[a b]': 'ü' });
    const response = await send(`/v1/workflow/execution/create?${query}`, form('product.jpg'));
    expect(response.status).toBe(201);
    const execution = await response.text();
    expect(await details(execution)).toMatchObject({
      inputFileName: 'product.jpg',
      labels: { season: 'spring', 'a b': 'ü' },
    });
  });
});

describe('GET /v2/workflow/execution/', () => {
  it('answers entries, newest first, and their total; 50 a page', async () => {
    const { entries, total } = await list('');
    expect(total).toBe(5);
    expect(entries).toHaveLength(5);
    expect(entries.at(-1)!.id).toBe(id);
    const page = await list('limit=2&offset=3');
    expect(page.total).toBe(5);
    expect(page.entries.map((one) => one.id)).toEqual(entries.slice(3).map((one) => one.id));
    expect((await server.ask('GET', '/v2/workflow/execution?limit=1')).status).toBe(200);
  });

  it('filters by workflow, batch name, status, exact input file name, and executions without a batch', async () => {
    for (const one of (await list('')).entries) await server.app.runs.whenFinished(one.id);
    const ids = async (query: string) => (await list(query)).entries.map((one) => one.id);
    const all = await ids('');
    expect(await ids(`workflowId=${workflow.uuid}`)).toEqual(all);
    expect(await ids('workflowId=web')).toEqual([]);
    expect(await ids('batchName=Spring%20Collection')).toEqual([id]);
    expect(await ids('batchName=Spring')).toEqual([]);
    expect(await ids('noBatch=true')).toEqual(all.filter((one) => one !== id));
    expect(await ids('status=COMPLETED')).toEqual(all);
    expect(await ids('status=FAILED')).toEqual([]);
    expect(await ids('inputFileName=product.jpg')).toHaveLength(1);
    expect(await ids('inputFileName=product')).toEqual([]);
    expect(await ids(`organization=${ORGANISATION}&batchName=Spring%20Collection&status=COMPLETED`)).toEqual([id]);
  });
});

describe('GET /v1/workflow/execution/:executionId', () => {
  it('answers every field of the text', async () => {
    const execution = await details(id);
    expect(execution).toEqual({
      id,
      workflow: workflow.uuid,
      workflowVersion: workflow.versionUuid,
      organizationId: ORGANISATION,
      status: 'COMPLETED',
      userId: expect.any(String),
      createdAt: expect.stringMatching(TIME),
      startedAt: expect.stringMatching(TIME),
      finishedAt: expect.stringMatching(TIME),
      inputFileName: 'product-photo.jpg',
      inputContentHash: image().contentHash,
      resultContentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      resultFileName: 'product-photo.png',
      resultPath: `/image/${execution.resultContentHash}/product-photo.png`,
      labels: {
        autoretouch_batch_id: 'uuid',
        autoretouch_batch_name: 'Spring Collection',
        autoretouch_batch_createdAt: '2024-02-08T09:09:01.960Z',
      },
      chargedCredits: 0,
      error: null,
    });
  });

  it('404 for none', async () => {
    expect((await server.ask('GET', '/v1/workflow/execution/c8031492-b74f-44d3-8a7c-08bad01579a5')).status).toBe(404);
  });
});

describe('GET /v1/workflow/execution/:executionId/status', () => {
  it('blocks until the final state, sends one event and closes', async () => {
    const fresh = await create(`workflow=${workflow.slug}`, { image: image() });
    const response = await server.ask('GET', `/v1/workflow/execution/${fresh}/status?organization=${ORGANISATION}`);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const lines = (await response.text()).split('\n').filter((line) => line !== '');
    expect(lines).toEqual(['id:COMPLETED', 'event:COMPLETED', 'data:COMPLETED']);
    expect((await details(fresh)).status).toBe('COMPLETED');
  });

  it('404 for none', async () => {
    expect((await server.ask('GET', '/v1/workflow/execution/99999/status')).status).toBe(404);
  });
});

describe('GET /v1/workflow/execution/:executionId/result/default', () => {
  it('blocks until the result is ready and answers the image', async () => {
    const fresh = await create(`workflow=${workflow.slug}`, { image: image() });
    const response = await server.ask('GET', `/v1/workflow/execution/${fresh}/result/default`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 60 });
    expect(hash('sha256', bytes, 'hex')).toBe((await details(fresh)).resultContentHash);
  });

  it('404 for none, 422 with the error for one that failed', async () => {
    expect((await server.ask('GET', '/v1/workflow/execution/99999/result/default')).status).toBe(404);
    const broken = await send(
      `/v1/workflow/execution/create?workflow=${workflow.slug}`,
      form('x.jpg', photo.subarray(0, 400)),
    );
    const response = await server.ask('GET', `/v1/workflow/execution/${await broken.text()}/result/default`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('x.jpg') });
  });
});

describe('GET /image/:contentHash/:filename', () => {
  it('answers the result at its path, with ranges', async () => {
    const { resultPath, resultContentHash } = await details(id);
    const response = await server.ask('GET', `${resultPath}?organization=${ORGANISATION}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(hash('sha256', bytes, 'hex')).toBe(resultContentHash);
    const part = await server.ask('GET', resultPath, undefined, { range: 'bytes=0-3' });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(0, 4));
  });

  it('403 without the right to it, 404 for none', async () => {
    const { resultPath } = await details(id);
    const other = await server.makeKey({ name: 'other', capabilities: ['workflow:web:run'] });
    expect((await server.ask('GET', resultPath, undefined, { authorization: `Bearer ${other}` })).status).toBe(403);
    expect((await server.ask('GET', `/image/${'0'.repeat(64)}/a.png`)).status).toBe(404);
    expect((await server.ask('GET', '/image/..%2f..%2fetc/passwd')).status).toBe(404);
  });
});

describe('POST /v1/workflow/execution/:executionId/retry', () => {
  it('404 for one that is completed, or that is not there', async () => {
    expect((await server.ask('POST', `/v1/workflow/execution/${id}/retry`)).status).toBe(404);
    expect((await server.ask('POST', '/v1/workflow/execution/99999/retry')).status).toBe(404);
  });

  it('200 for one that failed, which then runs again', async () => {
    const broken = await send(
      `/v1/workflow/execution/create?workflow=${workflow.slug}`,
      form('y.jpg', photo.subarray(0, 400)),
    );
    const failed = await broken.text();
    await server.app.runs.whenFinished(failed);
    expect(await details(failed)).toMatchObject({ status: 'FAILED', resultPath: null });
    expect(
      (await server.ask('POST', `/v1/workflow/execution/${failed}/retry?organization=${ORGANISATION}`)).status,
    ).toBe(200);
    await server.app.runs.whenFinished(failed);
    const { items } = await server.app.runs.items(failed);
    expect(items[0]!.attempt).toBe(2);
  });
});

describe('a run that was made through another door', () => {
  it('is an execution too, and an execution is a run', async () => {
    const run = await server.json<{ uuid: string; id: number }>('POST', '/workflows/web/runs', {
      inputs: { imageInput: { paths: [`${server.photos}/product.jpg`] } },
    });
    await server.app.runs.whenFinished(run.id);
    expect(await details(run.uuid)).toMatchObject({ status: 'COMPLETED', inputFileName: 'product.jpg' });
    expect(await server.json('GET', `/workflows/runs/${id}`)).toMatchObject({ uuid: id, status: 'completed' });
  });
});
