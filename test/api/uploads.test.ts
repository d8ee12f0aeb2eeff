import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/client.ts';
import { openServer, type TestServer } from './support/server.ts';

/** Raw uploads, as programs send them that were told nothing about content types, and what becomes of them. */

let server: TestServer;
let photo: Buffer<ArrayBuffer>;
beforeAll(async () => {
  server = await openServer();
  photo = await readFile(await server.photo('photo.jpg'));
});
afterAll(() => server.close());

const send = (method: string, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  // A view has no type of its own that fetch would tell.
  fetch(server.url + path, {
    method,
    headers: { authorization: `Bearer ${server.key}`, ...headers },
    body: new Uint8Array(photo),
  });

describe('a raw upload', () => {
  it.each([
    ['image/jpeg', 'image/jpeg'],
    ['image/x-adobe-dng', 'image/x-adobe-dng'],
    ['application/octet-stream', null],
    // curl --data-binary
    ['application/x-www-form-urlencoded', null],
    ['', null],
  ])('may say that it is “%s”', async (type, kept) => {
    const answer = await send('POST', '/uploads?name=a.jpg', type === '' ? {} : { 'content-type': type });
    const upload = (await answer.json()) as { fileName: string; bytes: number; contentType: string | null };
    expect(answer.status).toBe(201);
    expect(upload).toMatchObject({ fileName: 'a.jpg', bytes: photo.length, contentType: kept });
  });

  it('may be PUT, as curl -T does', async () => {
    const answer = await send('PUT', '/uploads?name=put.jpg');
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ fileName: 'put.jpg', bytes: photo.length });
  });

  it('is no JSON, and says how it is called', async () => {
    const json = await server.ask('POST', '/uploads?name=a.json', { a: 1 });
    expect(json.status).toBe(415);
    const nameless = await send('POST', '/uploads', { 'content-type': 'image/jpeg' });
    expect(nameless.status).toBe(400);
    expect(await nameless.json()).toMatchObject({ errors: [{ path: 'name' }] });
  });
});

it('an original that was uploaded is answered with the content type of its name', async () => {
  const client = createClient({ baseUrl: server.url, key: server.key });
  const { uploadId } = await client.upload('mine.jpg', new Uint8Array(photo));
  const run = await client.createRun({
    params: { id: 'web' },
    body: { inputs: { imageInput: { files: [{ uploadId }] } }, output: { folder: server.out } },
  });
  await client.finished(run.id);
  const item = (await client.listItems({ params: { runId: run.id } })).items[0]!;
  const original = await server.ask('GET', item.uploadInputs['input']!.url);
  expect(original.headers.get('content-type')).toBe('image/jpeg');
  expect((await original.arrayBuffer()).byteLength).toBe(photo.length);
});

it('files in a delivered zip have addresses of their own, which answer with them', async () => {
  const client = createClient({ baseUrl: server.url, key: server.key });
  const run = await client.createRun({
    params: { id: 'web' },
    body: { inputs: { imageInput: { folder: server.photos } }, output: { folder: server.out, zip: true } },
  });
  await client.finished(run.id);
  const item = (await client.listItems({ params: { runId: run.id } })).items[0]!;
  const output = item.outputs[0]!;
  expect(output.archive).toMatch(/\.zip$/);
  const answer = await server.ask('GET', output.url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('image/jpeg');
  expect((await answer.arrayBuffer()).byteLength).toBe(output.bytes);
  const part = await server.ask('GET', output.url, undefined, { range: 'bytes=0-9' });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10]);
});

it('what uploads and downloads take is told beside the cache', async () => {
  const kept = await createClient({ baseUrl: server.url, key: server.key }).getCache();
  expect(kept.uploads).toMatchObject({ bytes: photo.length, folder: expect.stringMatching(/uploads$/) });
  expect(kept.downloads).toMatchObject({ bytes: 0, folder: expect.stringMatching(/downloads$/) });
});
