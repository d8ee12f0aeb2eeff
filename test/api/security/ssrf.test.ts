import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Elsewhere, openElsewhere } from '../support/elsewhere.ts';
import { openServer, type TestServer } from '../support/server.ts';

/** What a stranger's request names must not make the server talk to this machine, its network, or a cloud's metadata. */

let server: TestServer;
let allowed: Elsewhere;
let secret: Elsewhere;
beforeAll(async () => {
  allowed = await openElsewhere();
  secret = await openElsewhere();
  server = await openServer({ fake: true, allowedHosts: [`127.0.0.1:${allowed.port}`] });
  await server.json('POST', '/workflows', WORKFLOW, 201);
});
afterAll(async () => {
  await server.close();
  allowed.close();
  secret.close();
});

const WORKFLOW = {
  name: 'Plain',
  slug: 'plain',
  nodes: [
    { id: 'input', type: 'imageInput' },
    { id: 'export', type: 'export', inputs: { image: 'input' } },
  ],
};

const start = (body: Record<string, unknown>): Promise<Response> =>
  server.ask('POST', '/workflows/plain/runs', { output: { folder: server.out }, ...body });
const fileAt = (url: string) => ({ inputs: { imageInput: { files: [{ url }] } } });

const FORMS = [
  'http://127.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://127.0.0.1.:PORT/',
  'http://１２７.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://LOCALHOST.:PORT/',
  'http://x.localhost:PORT/',
  'http://0.0.0.0:PORT/',
  'http://0:PORT/',
  'http://[::]:PORT/',
  'http://[::1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::127.0.0.1]:PORT/',
  'http://[64:ff9b::7f00:1]:PORT/',
  'http://[fe80::1%25lo]:PORT/',
  'https://user:password@127.0.0.1:PORT/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://metadata.google.internal/',
  'http://10.0.0.1/',
  'http://100.64.0.1/',
  'http://192.168.1.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'ftp://example.com/a.jpg',
  'gopher://example.com/',
];
const formsOf = (port: number): string[] => FORMS.map((form) => form.replace('PORT', String(port)));

describe('an address of this machine, of the network or of a cloud', () => {
  it('is refused as a picture, a zip and a webhook, in every spelling, with the field', async () => {
    for (const url of formsOf(secret.port)) {
      for (const [body, field] of [
        [fileAt(url), 'inputs.input.files.0.url'],
        [{ inputs: { imageInput: { zipUrl: url } } }, 'inputs.input.zipUrl'],
        [{ ...fileAt(`${allowed.url}/a.jpg`), webhookUrl: url }, null],
      ] as const) {
        const response = await start(body);
        const problem = (await response.json()) as { code: string; errors?: { path: string }[] };
        expect([response.status, problem.code], `${url} as ${field ?? 'webhook'}`).toEqual([422, 'url_refused']);
        if (field !== null) expect(problem.errors?.map(({ path }) => path)).toEqual([field]);
      }
    }
    expect(secret.requests).toEqual([]);
    expect((await server.app.runs.list()).total).toBe(0);
  });

  it('is refused where a redirect leads to it', async () => {
    const goals = [...formsOf(secret.port), 'file:///etc/passwd', 'data:image/png;base64,AAAA'];
    const urls = goals.map((goal) => `${allowed.url}/to?${encodeURIComponent(goal)}`);
    const response = await start({
      inputs: { imageInput: { files: urls.map((url, n) => ({ url, name: `${n}.jpg` })) } },
    });
    expect(response.status).toBe(200);
    const { id } = (await response.json()) as { id: number };
    const run = await server.app.runs.whenFinished(id);
    expect(run).toMatchObject({ status: 'failed', failedItems: goals.length });
    const { items } = await server.app.runs.items(id, { pageSize: 500 });
    for (const item of items) expect(item.error?.code, goals[item.seq - 1]).toMatch(/^url_(refused|unreachable)$/);
    expect(secret.requests).toEqual([]);
  });

  it('is let through once it is listed in the settings, and not any more when it is taken off', async () => {
    const hosts = (list: string[]) => server.json('PATCH', '/settings', { allowedHosts: list });
    await hosts([`127.0.0.1:${secret.port}`]);
    const response = await start(fileAt(`${secret.url}/a.jpg`));
    expect(response.status).toBe(200);
    const { id } = (await response.json()) as { id: number };
    expect(await server.app.runs.whenFinished(id)).toMatchObject({ status: 'completed' });
    expect(secret.requests).toEqual(['GET /a.jpg']);
    await hosts([]);
    expect((await start(fileAt(`${secret.url}/a.jpg`))).status).toBe(422);
  });
});
