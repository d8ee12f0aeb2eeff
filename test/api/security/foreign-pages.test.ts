import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from '../support/server.ts';
import { rawRequest, requestLines } from './raw-request.ts';

/** What a web page in the user's browser could try: DNS rebinding, cross-site requests, reading over CORS. */

let server: TestServer;
beforeAll(async () => {
  server = await openServer({ fake: true });
});
afterAll(() => server.close());

const port = (): number => server.server.port;
const withKey = (headers: Record<string, string>): Record<string, string> => ({
  Authorization: `Bearer ${server.key}`,
  ...headers,
});

describe('DNS rebinding', () => {
  it.each(['127.0.0.1', 'localhost'])('%s with our port is us', async (name) => {
    const answer = await rawRequest(port(), requestLines('GET', '/nodes', withKey({ Host: `${name}:${port()}` })));
    expect(answer.status).toBe(200);
  });

  it.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    'localhost',
    '127.0.0.1:1',
    'localhost.:PORT',
    '127.0.0.1.:PORT',
    'LOCALHOST:PORT',
    '[::1]:PORT',
    '0.0.0.0:PORT',
    '127.1:PORT',
    '2130706433:PORT',
    'localhost:PORT.evil.example',
    'evil.example#127.0.0.1:PORT',
    'user@127.0.0.1:PORT',
    ' ',
  ])('Host “%s” is refused, also where no key is needed', async (host) => {
    const Host = host.replace('PORT', String(port()));
    for (const target of ['/nodes', '/health', '/', '/events']) {
      const answer = await rawRequest(port(), requestLines('GET', target, withKey({ Host })));
      expect([400, 403], `${target} ${answer.body}`).toContain(answer.status);
      expect(answer.body).not.toContain('"items"');
    }
  });

  it('without Host, or with two, nothing is answered', async () => {
    expect((await rawRequest(port(), requestLines('GET', '/health', {}))).status).toBe(400);
    const two = [`Host: 127.0.0.1:${port()}`, 'Host: evil.example'];
    expect((await rawRequest(port(), requestLines('GET', '/health', two))).status).toBe(400);
  });

  it.each(['http://evil.example/health', 'http://127.0.0.1:PORT/health', '//evil.example/health', '*'])(
    'the request target %s is refused',
    async (target) => {
      const lines = requestLines('GET', target.replace('PORT', String(port())), { Host: `127.0.0.1:${port()}` });
      expect((await rawRequest(port(), lines)).status).toBe(400);
    },
  );
});

describe('cross-site requests', () => {
  const foreign = [
    'null',
    'http://evil.example',
    'https://127.0.0.1:PORT',
    'http://127.0.0.1',
    'http://127.0.0.1:1',
    'file://',
  ];

  it.each(foreign)('Origin %s is refused, whatever is asked and whoever asks', async (origin) => {
    const headers = { origin: origin.replace('PORT', String(port())) };
    for (const [method, path] of [
      ['GET', '/workflows/runs'],
      ['GET', '/events'],
      ['GET', '/artifacts/runs/1/1/outputs/0/a.jpg'],
      ['GET', '/health'],
      ['POST', '/workflows/web/runs'],
      ['DELETE', '/cache'],
    ] as const) {
      const answer = await server.ask(method, path, method === 'POST' ? {} : undefined, headers);
      expect(answer.status, `${method} ${path}`).toBe(403);
      expect(await answer.json()).toMatchObject({ code: 'forbidden' });
    }
  });

  it('never answers with a CORS header, and no preflight is granted', async () => {
    const answers = [
      await server.ask('GET', '/nodes'),
      await server.ask('OPTIONS', '/nodes', undefined, {
        origin: server.url,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      }),
      await server.ask('GET', '/nodes', undefined, { origin: 'http://evil.example' }),
    ];
    for (const { headers } of answers) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
    expect(answers[1]!.ok).toBe(false);
  });

  describe('with the cookie of the screens', () => {
    let cookie: string;
    beforeAll(async () => {
      const opened = await fetch(server.server.uiUrl, { redirect: 'manual' });
      expect(opened.status).toBe(303);
      const set = opened.headers.get('set-cookie') ?? '';
      expect(set).toMatch(/HttpOnly/);
      expect(set).toMatch(/SameSite=Strict/);
      expect(opened.headers.get('location')).toBe('/');
      cookie = set.split(';')[0] ?? '';
    });
    const ask = (method: string, path: string, headers: Record<string, string>): Promise<number> =>
      rawRequest(port(), requestLines(method, path, { Host: `127.0.0.1:${port()}`, Cookie: cookie, ...headers })).then(
        ({ status }) => status,
      );

    it('our own page may do everything', async () => {
      expect(await ask('GET', '/keys', { 'Sec-Fetch-Site': 'same-origin' })).toBe(200);
      expect(await ask('DELETE', '/cache', { Origin: server.url })).toBe(200);
      expect(await ask('DELETE', '/cache', { 'Sec-Fetch-Site': 'same-origin' })).toBe(200);
    });

    it.each([
      ['another site', { 'Sec-Fetch-Site': 'cross-site' }],
      ['another port of this machine', { 'Sec-Fetch-Site': 'same-site' }],
    ])('a request that %s causes is refused, also one that only looks', async (_, headers) => {
      expect(await ask('GET', '/workflows/runs', headers)).toBe(403);
      expect(await ask('GET', '/events', headers)).toBe(403);
      expect(await ask('DELETE', '/cache', headers)).toBe(403);
    });

    it('what changes something must prove to come from our page', async () => {
      expect(await ask('DELETE', '/cache', {})).toBe(403);
      expect(await ask('DELETE', '/cache', { 'Sec-Fetch-Site': 'none' })).toBe(403);
      expect(await ask('DELETE', '/cache', { Origin: `http://localhost:${port()}` })).toBe(403);
    });

    it('a wrong token opens nothing', async () => {
      const answer = await fetch(`${server.url}/?token=wrong`, { redirect: 'manual' });
      expect(answer.headers.get('set-cookie')).toBeNull();
      const withWrong = await fetch(`${server.url}/keys`, { headers: { cookie: 'safelight_session=wrong' } });
      expect(withWrong.status).toBe(401);
    });
  });

  it.each(['TRACE', 'CONNECT', 'PROPFIND'])('%s is not answered', async (method) => {
    const target = method === 'CONNECT' ? '127.0.0.1:22' : '/health';
    const answer = await rawRequest(port(), requestLines(method, target, withKey({ Host: `127.0.0.1:${port()}` })));
    expect([0, 400]).toContain(answer.status);
    expect(answer.body).not.toContain(server.key);
  });
});
