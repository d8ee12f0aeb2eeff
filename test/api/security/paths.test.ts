import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from '../support/server.ts';
import { rawRequest, requestLines } from './raw-request.ts';

/** Ways out of the folders that something may be read from or written to. */

let server: TestServer;
let run: number;
const SECRET = 'nobody may read this';

beforeAll(async () => {
  server = await openServer({ fake: true });
  writeFileSync(join(server.root, 'secret.txt'), SECRET);
  const made = await server.json<{ id: number }>('POST', '/workflows/web/runs', {
    inputs: { imageInput: { files: [{ path: await server.photo('one.jpg') }] } },
    output: { folder: server.out },
  });
  run = made.id;
  await server.app.runs.whenFinished(run);
});
afterAll(() => server.close());

/** Spellings of `../../secret.txt`, as they go over the wire. */
const OUT = [
  '../../secret.txt',
  '..%2f..%2fsecret.txt',
  '%2e%2e/%2e%2e/secret.txt',
  '%2e%2e%2f%2e%2e%2fsecret.txt',
  '..%252f..%252fsecret.txt',
  '..%5c..%5csecret.txt',
  '..\\..\\secret.txt',
  '....//....//secret.txt',
  '%c0%ae%c0%ae/secret.txt',
  '%00',
  'a.jpg%00.png',
  '%2fetc%2fpasswd',
  '/etc/passwd',
  'file:%2f%2f%2fetc%2fpasswd',
  '%',
  '%zz',
];
const ASKED = [
  '/artifacts/PATH',
  '/artifacts/runs/RUN/PATH',
  '/artifacts/runs/RUN/1/outputs/PATH',
  '/artifacts/runs/RUN/1/outputs/PATH/a.jpg',
  '/artifacts/runs/RUN/1/inputs/PATH/a.jpg',
  '/artifacts/runs/RUN/1/nodes/PATH',
  '/artifacts/runs/RUN/1/nodes/PATH.png',
  '/artifacts/runs/PATH/archive/a.zip',
  '/assets/PATH',
  '/image/PATH/a.jpg',
  '/uploads/PATH',
  '/workflows/PATH',
  '/workflows/runs/PATH',
  '/docs/PATH',
];

describe('paths in addresses', () => {
  it.each(ASKED)('%s leads to nothing but what it names', async (asked) => {
    for (const path of OUT) {
      const target = asked.replace('RUN', String(run)).replace('PATH', path);
      const answer = await rawRequest(
        server.server.port,
        requestLines('GET', target, { Host: `127.0.0.1:${server.server.port}`, Authorization: `Bearer ${server.key}` }),
      );
      expect([400, 401, 403, 404, 422], `${target}: ${answer.status} ${answer.body}`).toContain(answer.status);
      expect(answer.body).not.toContain(SECRET);
      expect(answer.body).not.toContain('root:');
    }
  });

  it('the name at the end of an artifact is for people and leads nowhere', async () => {
    const { items } = await server.json<{ items: { outputs: { url: string }[] }[] }>('GET', `/workflows/runs/${run}`);
    const url = items[0]!.outputs[0]!.url;
    const renamed = url.replace(/[^/]+$/, encodeURIComponent('../../../secret.txt'));
    const answer = await server.ask('GET', renamed);
    expect(await answer.text()).not.toContain(SECRET);
  });
});

describe('a key that is limited to folders', () => {
  let key: string;
  let allowed: string;
  let photo: string;
  let outside: string;
  beforeAll(async () => {
    allowed = join(server.root, 'allowed');
    outside = join(server.root, 'outside');
    mkdirSync(join(allowed, 'sub'), { recursive: true });
    mkdirSync(`${allowed}-not`, { recursive: true });
    mkdirSync(outside);
    photo = join(allowed, 'in.jpg');
    for (const path of [photo, join(outside, 'out.jpg'), join(`${allowed}-not`, 'near.jpg')])
      writeFileSync(path, 'picture');
    writeFileSync(join(outside, 'all.zip'), '');
    symlinkSync(outside, join(allowed, 'link'));
    symlinkSync(join(outside, 'out.jpg'), join(allowed, 'link.jpg'));
    symlinkSync(join(outside, 'not-there-yet'), join(allowed, 'dangling'));
    key = await server.makeKey({ name: 'limited', capabilities: ['workflow:run'], folders: [allowed], rateLimit: 0 });
  });
  const start = async (
    input: unknown,
    folder: string,
  ): Promise<{ status: number; body: { code?: string; detail?: string } }> => {
    const body = { inputs: { imageInput: input }, output: { folder } };
    const answer = await server.ask('POST', '/workflows/web/runs', body, { authorization: `Bearer ${key}` });
    return { status: answer.status, body: (await answer.json()) as { code?: string; detail?: string } };
  };

  it('works in them, also in folders that are not there yet', async () => {
    expect(await start({ files: [{ path: photo }] }, join(allowed, 'new', 'deeper'))).toMatchObject({ status: 200 });
    expect(await start({ files: [{ url: pathToFileURL(photo).href }] }, allowed)).toMatchObject({ status: 200 });
    expect(await start({ folder: join(allowed, 'sub') }, allowed)).toMatchObject({ status: 200 });
  });

  it.each([
    ['a file outside', (at: typeof places) => ({ files: [{ path: join(at.outside, 'out.jpg') }] })],
    ['a way out with dots', (at: typeof places) => ({ files: [{ path: `${at.allowed}/../outside/out.jpg` }] })],
    [
      'a way out over a link and back',
      (at: typeof places) => ({ files: [{ path: `${at.allowed}/link/../secret.txt` }] }),
    ],
    ['a folder whose name begins like the allowed one', (at: typeof places) => ({ folder: `${at.allowed}-not` })],
    ['a link to a file outside', (at: typeof places) => ({ files: [{ path: join(at.allowed, 'link.jpg') }] })],
    ['a file below a link', (at: typeof places) => ({ files: [{ path: join(at.allowed, 'link', 'out.jpg') }] })],
    ['a folder that is a link', (at: typeof places) => ({ folder: join(at.allowed, 'link') })],
    [
      'a file URL outside',
      (at: typeof places) => ({ files: [{ url: pathToFileURL(join(at.outside, 'out.jpg')).href }] }),
    ],
    [
      'a file URL with encoded dots',
      (at: typeof places) => ({ files: [{ url: `file://${at.allowed}/%2e%2e/outside/out.jpg` }] }),
    ],
    ['a file URL in capitals', (at: typeof places) => ({ files: [{ url: `FILE://${at.outside}/out.jpg` }] })],
    ['a file URL with a space before', (at: typeof places) => ({ files: [{ url: ` file://${at.outside}/out.jpg` }] })],
    ['a zip outside', (at: typeof places) => ({ zipUrl: pathToFileURL(join(at.outside, 'all.zip')).href })],
    ['the folder above', (at: typeof places) => ({ folder: join(at.allowed, '..') })],
    ['the root', () => ({ folder: '/' })],
  ])('refuses %s', async (_, input) => {
    const answer = await start(input(places), allowed);
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(answer.body.detail).toContain(allowed);
  });
  const places = {
    get allowed() {
      return allowed;
    },
    get outside() {
      return outside;
    },
  };

  it.each([
    ['outside', () => outside],
    ['through a link', () => join(allowed, 'link')],
    ['below a link', () => join(allowed, 'link', 'new')],
    ['through a link that leads nowhere yet', () => join(allowed, 'dangling')],
    ['with dots', () => `${allowed}/../outside`],
  ])('refuses to deliver %s', async (_, folder) => {
    expect(await start({ files: [{ path: photo }] }, folder())).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });

  it('reads nothing of runs in other folders', async () => {
    const ask = (path: string): Promise<number> =>
      server.ask('GET', path, undefined, { authorization: `Bearer ${key}` }).then(({ status }) => status);
    expect(await ask(`/workflows/runs/${run}`)).toBe(403);
    const { items } = await server.json<{ items: { outputs: { url: string }[] }[] }>('GET', `/workflows/runs/${run}`);
    expect(await ask(items[0]!.outputs[0]!.url)).toBe(403);
  });

  it('cannot name a logo outside in params, nor in a workflow', async () => {
    const withLogo = (image: string): object => ({
      name: 'Logo',
      nodes: [
        { id: 'in', type: 'imageInput' },
        { id: 'mark', type: 'watermark', params: { image }, inputs: { image: 'in' } },
        { id: 'out', type: 'export', inputs: { image: 'mark' } },
      ],
    });
    const { slug } = await server.json<{ slug: string }>('POST', '/workflows', withLogo(photo), 201);
    const body = {
      inputs: { imageInput: { files: [{ path: photo }] } },
      output: { folder: allowed },
      params: { mark: { image: join(outside, 'out.jpg') } },
    };
    const answer = await server.ask('POST', `/workflows/${slug}/runs`, body, { authorization: `Bearer ${key}` });
    expect(answer.status).toBe(403);
    const writer = await server.makeKey({ name: 'writer', capabilities: ['workflow:write'], folders: [allowed] });
    const made = await server.ask('POST', '/workflows', withLogo('/etc/passwd'), { authorization: `Bearer ${writer}` });
    expect(made.status).toBe(403);
  });
});

describe('a signed address', () => {
  const sign = (path: string, seconds: number): string =>
    server.url + path + server.app.links.sign(path, new Date(Date.now() + seconds * 1000));
  let path: string;
  beforeAll(async () => {
    const { items } = await server.json<{ items: { outputs: { url: string }[] }[] }>('GET', `/workflows/runs/${run}`);
    path = new URL(items[0]!.outputs[0]!.url).pathname;
  });

  it('opens its file without a key, until it expires', async () => {
    expect((await fetch(sign(path, 60))).status).toBe(200);
    expect((await fetch(sign(path, -1))).status).toBe(401);
    expect((await fetch(server.url + path)).status).toBe(401);
  });

  it('opens nothing else, and cannot be stretched', async () => {
    const query = new URL(sign(path, 60)).search;
    const expires = Number(new URLSearchParams(query).get('expires'));
    for (const target of [
      `${path.replace('outputs/0', 'outputs/1')}${query}`,
      `${path}/../../../inputs/input/one.jpg${query}`,
      `${path}${query.replace(`expires=${expires}`, `expires=${expires + 1}`)}`,
      `${path}${query.replace('sig=', 'sig=A')}`,
      `${path}?expires=${expires}`,
      `/workflows/runs/${run}${query}`,
      `/keys${query}`,
    ]) {
      expect((await fetch(server.url + target)).status, target).toBe(401);
    }
  });

  it('is no key: what is signed elsewhere than under /artifacts opens nothing, nor does anything but reading', async () => {
    for (const other of [`/workflows/runs/${run}`, '/keys', '/events', '/workflows']) {
      expect((await fetch(sign(other, 60))).status, other).toBe(401);
    }
    expect((await fetch(sign(path, 60), { method: 'DELETE' })).status).not.toBe(200);
  });
});
