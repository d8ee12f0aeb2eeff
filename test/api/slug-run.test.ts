import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from './support/server.ts';

/** The text that this API follows, in its order: slug-run.txt. */

interface Picture {
  url: string;
  fileName: string;
  contentType: string;
  width: number;
  height: number;
}
interface Answer {
  success: true;
  output: Picture & Record<string, Picture>;
  creditsUsed: number;
  executionTimeMs: number;
}
interface Refusal {
  error: string;
  code?: string;
  required?: string;
}

let server: TestServer;
let photo: string;
const SLUG = 'my-thumbnail-pipeline';

const run = (inputs: unknown, slug = SLUG) => server.json<Answer>('POST', `/api/workflows/${slug}/run`, { inputs });

async function refused(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await server.ask('POST', path, body, headers);
  return { status: response.status, headers: response.headers, ...((await response.json()) as Refusal) };
}

beforeAll(async () => {
  server = await openServer({ allowedHosts: ['127.0.0.1'] });
  photo = await server.photo('photo.jpg');
  await server.json(
    'POST',
    '/workflows',
    {
      name: 'My thumbnail pipeline',
      nodes: [
        { id: 'photo', type: 'imageInput', label: 'Product photo' },
        { id: 'small', type: 'resize', params: { longEdge: 120 }, inputs: { image: 'photo' }, exposed: ['longEdge'] },
        { id: 'thumb', type: 'export', params: { format: 'png' }, inputs: { image: 'small' } },
      ],
    },
    201,
  );
  await server.json(
    'POST',
    '/workflows',
    {
      name: 'Two sizes',
      nodes: [
        { id: 'input', type: 'imageInput' },
        { id: 'a', type: 'resize', params: { longEdge: 60 }, inputs: { image: 'input' }, exposed: ['longEdge'] },
        { id: 'b', type: 'resize', params: { longEdge: 30 }, inputs: { image: 'input' }, exposed: ['longEdge'] },
        { id: 'large', type: 'export', params: { format: 'webp' }, inputs: { image: 'a' } },
        { id: 'tiny', type: 'export', params: { format: 'jpeg' }, inputs: { image: 'b' } },
      ],
    },
    201,
  );
});
afterAll(() => server.close());

describe('Authentication', () => {
  it('takes the key in the x-api-key header', async () => {
    const response = await fetch(`${server.url}/api/workflows/${SLUG}/schema`, {
      headers: { 'x-api-key': server.key },
    });
    expect(response.status).toBe(200);
  });

  it('is content with workflow:run, or with workflow:<slug>:run for this slug only', async () => {
    const all = await server.makeKey({ name: 'all', capabilities: ['workflow:run'] });
    const one = await server.makeKey({ name: 'one', capabilities: [`workflow:${SLUG}:run`] });
    for (const key of [all, one]) {
      const response = await server.ask(
        'POST',
        `/api/workflows/${SLUG}/run`,
        { inputs: { photo } },
        { authorization: `Bearer ${key}` },
      );
      expect(response.status).toBe(200);
    }
    const other = await refused(
      '/api/workflows/two-sizes/run',
      { inputs: { input: photo } },
      { authorization: `Bearer ${one}` },
    );
    expect(other).toMatchObject({ status: 403, code: 'CAPABILITY_DENIED', required: 'workflow:two-sizes:run' });
    const read = await server.makeKey({ name: 'read', capabilities: ['workflow:read'] });
    const denied = await refused(
      `/api/workflows/${SLUG}/run`,
      { inputs: { photo } },
      { authorization: `Bearer ${read}` },
    );
    expect(denied).toMatchObject({ status: 403, code: 'CAPABILITY_DENIED', required: 'workflow:run' });
    expect(
      await refused(`/api/workflows/${SLUG}/run`, { inputs: { photo } }, { authorization: 'Bearer wrong' }),
    ).toMatchObject({
      status: 401,
    });
  });
});

describe('Rate limits', () => {
  it('are told in three headers on every answer, and by 429 with Retry-After when they are passed', async () => {
    const key = await server.makeKey({ name: 'slow', capabilities: ['workflow:read'], rateLimit: 2 });
    const ask = () => server.ask('GET', `/api/workflows/${SLUG}/schema`, undefined, { authorization: `Bearer ${key}` });
    const [first, second, third] = [await ask(), await ask(), await ask()];
    expect([first.status, second.status, third.status]).toEqual([200, 200, 429]);
    for (const [response, remaining] of [
      [first, '1'],
      [second, '0'],
      [third, '0'],
    ] as const) {
      expect(response.headers.get('x-ratelimit-limit')).toBe('2');
      expect(response.headers.get('x-ratelimit-remaining')).toBe(remaining);
      const reset = Number(response.headers.get('x-ratelimit-reset'));
      expect(reset * 1000 - Date.now()).toBeGreaterThan(-1000);
      expect(reset * 1000 - Date.now()).toBeLessThanOrEqual(61_000);
    }
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await third.json()).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
  });
});

describe('GET /api/workflows/:slug/schema', () => {
  it('names the exact fields and types of the workflow’s inputs', async () => {
    const schema = await server.json<{ properties: Record<string, object>; required: string[] }>(
      'GET',
      `/api/workflows/${SLUG}/schema`,
    );
    expect(schema).toMatchObject({ type: 'object', title: 'My thumbnail pipeline', required: ['photo'] });
    expect(Object.keys(schema.properties)).toEqual(['photo', 'longEdge']);
    expect(schema.properties['photo']).toMatchObject({ title: 'Product photo' });
    expect(schema.properties['longEdge']).toMatchObject({ type: 'integer', minimum: 1, default: 120 });
  });

  it('tells params of one name apart by their nodes', async () => {
    const schema = await server.json<{ properties: object }>('GET', '/api/workflows/two-sizes/schema');
    expect(Object.keys(schema.properties)).toEqual(['input', 'a.longEdge', 'b.longEdge']);
  });
});

describe('POST /api/workflows/:slug/run', () => {
  it('answers with success, output, creditsUsed and executionTimeMs when all nodes completed', async () => {
    const answer = await run({ photo });
    expect(answer).toMatchObject({
      success: true,
      output: { fileName: 'photo.png', contentType: 'image/png', width: 120, height: 80 },
      creditsUsed: 0,
    });
    expect(answer.executionTimeMs).toBeGreaterThanOrEqual(0);
    const file = await server.ask('GET', answer.output.url);
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(await sharp(Buffer.from(await file.arrayBuffer())).metadata()).toMatchObject({ width: 120, format: 'png' });
  });

  it('answers with an object by export when there are several, and takes exposed params', async () => {
    const { output } = await run({ input: photo, 'a.longEdge': 90 }, 'two-sizes');
    expect(output['large']).toMatchObject({ contentType: 'image/webp', width: 90 });
    expect(output['tiny']).toMatchObject({ contentType: 'image/jpeg', width: 30 });
  });

  it('takes a picture as URL, path, upload id, data: URL or object, and by the node’s label', async () => {
    const upload = await server.ask('POST', '/uploads?name=up.jpg', undefined);
    expect(upload.status).not.toBe(500);
    const form = new FormData();
    form.set('file', new Blob([await readFile(photo)]), 'up.jpg');
    const sent = await fetch(`${server.url}/uploads`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${server.key}` },
    });
    const { uploadId } = (await sent.json()) as { uploadId: string };
    const data = `data:image/jpeg;base64,${(await readFile(photo)).toString('base64')}`;
    for (const value of [pathToFileURL(photo).href, uploadId, data, { path: photo, name: 'named.jpg' }]) {
      expect((await run({ photo: value })).output).toMatchObject({ width: 120, contentType: 'image/png' });
    }
    expect((await run({ 'Product photo': photo, longEdge: 50 })).output).toMatchObject({ width: 50 });
    expect((await run({ imageInput: { path: photo, name: 'named.jpg' } })).output.fileName).toBe('named.png');
  });
});

describe('POST /api/workflows/:slug/run?async=true', () => {
  it('answers 202 at once with an executionId that GET /api/executions/:id tells of', async () => {
    const path = `/api/workflows/${SLUG}/run?async=true`;
    const { executionId, ...more } = await server.json<{ executionId: string }>(
      'POST',
      path,
      { inputs: { photo } },
      202,
    );
    expect(more).toEqual({ status: 'queued' });
    await server.app.runs.whenFinished(executionId);
    expect(await server.json('GET', `/api/executions/${executionId}`)).toMatchObject({
      executionId,
      status: 'completed',
      output: { width: 120 },
      creditsUsed: 0,
      executionTimeMs: expect.any(Number),
    });
  });

  it('tells of a run that failed, and of one that was made elsewhere', async () => {
    const { id, uuid } = await server.app.runs.create({
      workflow: SLUG,
      inputs: { photo: { paths: [photo], recursive: false } },
      output: { folder: server.out, collision: 'suffix', zip: false, zipLayout: 'preserve' },
      trigger: 'cli',
    });
    await server.app.runs.whenFinished(id);
    expect(await server.json('GET', `/api/executions/${uuid}`)).toMatchObject({ status: 'completed' });
    const path = `/api/workflows/${SLUG}/run?async=true`;
    const inputs = { photo: `data:image/jpeg;base64,${Buffer.from('no picture').toString('base64')}` };
    const { executionId } = await server.json<{ executionId: string }>('POST', path, { inputs }, 202);
    await server.app.runs.whenFinished(executionId);
    const failed = await server.json<Refusal>('GET', `/api/executions/${executionId}`);
    expect(failed).toMatchObject({ status: 'failed', error: expect.any(String) });
    expect(failed).not.toHaveProperty('output');
    expect((await server.ask('GET', '/api/executions/99999')).status).toBe(404);
  });
});

describe('Errors', () => {
  const path = `/api/workflows/${SLUG}/run`;
  it('400 INVALID_INPUTS: inputs are missing, no object, or do not fit', async () => {
    for (const body of [{}, { inputs: 'x' }, { inputs: [] }, '{"inputs":', { inputs: {} }]) {
      expect(await refused(path, body)).toMatchObject({ status: 400, code: 'INVALID_INPUTS' });
    }
    for (const inputs of [
      { photo, nothing: 1 },
      { photo: 17 },
      { photo: 'relative.jpg' },
      { photo: '/there/is/none.jpg' },
      { photo: 'data:image/png;base64,!!!' },
      { photo, longEdge: -1 },
      { photo: { path: photo, url: 'https://example.com/a.jpg' } },
    ]) {
      const answer = await refused(path, { inputs });
      expect(answer, JSON.stringify(inputs)).toMatchObject({ status: 400, code: 'INVALID_INPUTS' });
      expect(answer.error).not.toBe('');
    }
  });

  it('404: there is no workflow with this slug', async () => {
    const answer = await refused('/api/workflows/no-such-slug/run', { inputs: {} });
    expect(answer).toMatchObject({ status: 404, error: expect.stringContaining('no-such-slug') });
    expect((await server.ask('GET', '/api/workflows/no-such-slug/schema')).status).toBe(404);
  });

  it('500 EXECUTION_FAILED: a node failed, and error describes the cause', async () => {
    const inputs = {
      photo: `data:image/png;base64,${Buffer.from('\x89PNG\r\n\x1a\nbroken', 'latin1').toString('base64')}`,
    };
    const answer = await refused(path, { inputs });
    expect(answer).toMatchObject({ status: 500, code: 'EXECUTION_FAILED' });
    expect(answer.error).toContain('picture.png');
  });
});
