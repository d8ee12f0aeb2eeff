import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from '../support/server.ts';
import { rawRequest, requestLines } from './raw-request.ts';

/** How often, how large, how deep: what a script may do to the server. */

let server: TestServer;
beforeAll(async () => {
  server = await openServer({ fake: true });
});
afterAll(() => server.close());

const host = (): string => `Host: 127.0.0.1:${server.server.port}`;
const authorised = (): string[] => [host(), `Authorization: Bearer ${server.key}`];

describe('the rate of a key', () => {
  const get = (key: string, path = '/nodes'): Promise<Response> =>
    fetch(server.url + path, { headers: { authorization: `Bearer ${key}` } });

  it('is told with every answer, also with errors, and counts down', async () => {
    const key = await server.makeKey({ name: 'counted', capabilities: ['workflow:read'], rateLimit: 5 });
    const before = Math.floor(Date.now() / 1000);
    const answers = [
      await get(key),
      await get(key, '/nothing/here'),
      await get(key, '/workflows/runs/99'),
      await get(key, '/keys'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 403]);
    expect(answers.map(({ headers }) => headers.get('x-ratelimit-limit'))).toEqual(['5', '5', '5', '5']);
    expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual(['4', '3', '2', '1']);
    for (const { headers } of answers) {
      const reset = Number(headers.get('x-ratelimit-reset'));
      expect(reset).toBeGreaterThanOrEqual(before);
      expect(reset).toBeLessThanOrEqual(before + 70);
    }
  });

  it('ends with 429, which says when to come back, and leaves other keys alone', async () => {
    const key = await server.makeKey({ name: 'few', capabilities: ['workflow:read'], rateLimit: 2 });
    await get(key);
    await get(key);
    const refused = await get(key);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(await refused.json()).toMatchObject({ code: 'rate_limited', status: 429 });
    expect((await get(server.key)).status).toBe(200);
  });

  it('is 1,000 a minute unless it is said, and none at all for 0', async () => {
    const usual = await server.makeKey({ name: 'usual', capabilities: ['workflow:read'] });
    expect((await get(usual)).headers.get('x-ratelimit-limit')).toBe('1000');
    const answers = await Promise.all(Array.from({ length: 20 }, () => get(server.key)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(Number(answers[0]!.headers.get('x-ratelimit-remaining'))).toBeGreaterThan(1_000_000);
  });

  it('is low for whoever guesses keys, while the right key still opens', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 320; n += 1) statuses.add((await get(`sl_${String(n).padStart(64, '0')}`)).status);
    expect([...statuses]).toEqual([401, 429]);
    expect((await get(server.key)).status).toBe(200);
  });
});

describe('bodies', () => {
  const post = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    server.ask('POST', '/workflows/web/runs', body, headers);

  it('of more than 8 MB are refused, whether their length is told or not', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(8_100_000) });
    const told = await post(large);
    expect(told.status).toBe(413);
    expect(await told.json()).toMatchObject({ code: 'payload_too_large' });
    const chunks = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let n = 0; n < 9; n += 1) controller.enqueue(Buffer.alloc(1_000_000, 32));
        controller.close();
      },
    });
    const untold = await fetch(`${server.url}/workflows/web/runs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' },
      body: chunks,
      duplex: 'half',
    } as RequestInit);
    expect(untold.status).toBe(413);
  });

  it.each([
    ['nested without end', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['nested in an object', `{"inputs":${'{"a":'.repeat(200)}1${'}'.repeat(200)}}`],
    ['cut off', '{"inputs": {'],
    ['no JSON', 'inputs=everything'],
    ['empty', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number', '42'],
    ['of the wrong types', '{"inputs": 5, "output": "here"}'],
    ['with fields that nobody knows', '{"inputs": {}, "output": {"folder": "/tmp/x"}, "admin": true}'],
    ['with a prototype', '{"__proto__": {"admin": true}, "constructor": {"prototype": {}}}'],
    ['with half a character', '{"name": "\\ud800", "inputs": {"a": 1}}'],
  ])('that are %s are refused with 400', async (_, body) => {
    const answer = await post(body);
    expect(answer.status, await answer.clone().text()).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'request_invalid' });
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('brackets in a text are no nesting', async () => {
    const answer = await post(JSON.stringify({ name: `\\"${'['.repeat(300)}`, inputs: {} }));
    expect(await answer.json()).not.toMatchObject({ detail: expect.stringContaining('nested') });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'text/json',
  ])('of the type %s are refused with 415 where JSON is wanted', async (type) => {
    const answer = await post('{}', { 'content-type': type });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ code: 'unsupported_media_type' });
  });

  it('a multipart upload that is cut off is refused, and leaves nothing', async () => {
    const cut =
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\nhalf';
    const answer = await server.ask('POST', '/uploads', cut, { 'content-type': 'multipart/form-data; boundary=x' });
    expect(answer.status).toBe(400);
    expect((await server.app.uploads.usage()).count).toBe(0);
  });
});

describe('requests that are not as they should be', () => {
  it('headers of more than 32 kB are refused', async () => {
    const answer = await rawRequest(
      server.server.port,
      requestLines('GET', '/nodes', [...authorised(), `X-Large: ${'a'.repeat(40_000)}`]),
    );
    expect(answer.status).toBe(431);
  });

  it('addresses of more than 16 kB are refused', async () => {
    const answer = await rawRequest(
      server.server.port,
      requestLines('GET', `/nodes?q=${'a'.repeat(17_000)}`, authorised()),
    );
    expect(answer.status).toBe(400);
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['two lengths', 'POST /samples HTTP/1.1\r\nHOST\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    [
      'a length and chunks, which a proxy could read otherwise',
      'POST /samples HTTP/1.1\r\nHOST\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a header with a line break', 'GET /nodes HTTP/1.1\r\nHOST\r\nX-A: b\nX-B: c\r\n\r\n'],
  ])('%s is refused', async (_, bytes) => {
    const answer = await rawRequest(server.server.port, bytes.replace('HOST', host()));
    expect(answer.status).toBe(400);
  });

  it('a client that goes away in the middle of its body takes nothing with it', async () => {
    for (let n = 0; n < 20; n += 1) {
      await new Promise<void>((resolve) => {
        const socket = connect(server.server.port, '127.0.0.1', () => {
          const lines = [...authorised(), 'Content-Type: application/json', 'Content-Length: 1000'];
          socket.write(`POST /workflows/web/runs HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n{"half":`, () =>
            socket.destroy(),
          );
        });
        socket.on('close', () => resolve());
      });
    }
    expect((await server.ask('GET', '/health')).status).toBe(200);
  });
});
