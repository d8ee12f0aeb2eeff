import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Capability, type Need, runCapability } from '../../../src/contract/capabilities.ts';
import { type Server, startServer } from '../../../src/main/api/server.ts';
import { openServer, type TestServer } from '../support/server.ts';

/** Every route there is, asked without a key, with a wrong one, and with one that lacks what the route needs. */

let server: TestServer;
/** The same API at another port, where strangers may try as often as they like. */
let patient: Server;
beforeAll(async () => {
  server = await openServer({ fake: true });
  patient = await startServer(server.api, { port: 0, keys: server.app.keys, strangerRateLimit: 0 });
});
afterAll(async () => {
  await patient.close();
  await server.close();
});

interface Refusal {
  status: number;
  code: unknown;
  required: unknown;
}

/** Dialects have error shapes of their own; all of them tell the code somewhere. */
async function refusal(answer: Response): Promise<Refusal & { text: string }> {
  const text = await answer.text();
  let body: Record<string, unknown> = {};
  try {
    body = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // Plain text.
  }
  return { status: answer.status, code: body['code'], required: body['required'], text };
}

function ask(method: string, path: string, key?: string): Promise<Response> {
  const target = path.replaceAll(/:(\w+)(\{[^}]+\})?/g, '1').replaceAll('*', 'x');
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return fetch(patient.url + target, { method, headers, redirect: 'manual' });
}

const LACKING: Record<Exclude<Need, 'nothing' | 'any-key'>, Capability[]> = {
  admin: ['workflow:read', 'workflow:write', 'workflow:run'],
  'workflow:write': ['workflow:read', 'workflow:run', runCapability('web')],
  'workflow:run': ['workflow:read', 'workflow:write'],
  // Keys for one workflow pass, and meet what is theirs: see the tests below.
  'workflow:read': [],
};

describe('every route', () => {
  it('states what it needs', () => {
    const routes = server.api.routes();
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.filter(({ need }) => need === undefined).map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('refuses to answer without a key, and with a wrong one', async () => {
    const wrong = `sl_${'0'.repeat(64)}`;
    for (const { method, path, need } of server.api.routes()) {
      if (need === 'nothing') continue;
      for (const key of [undefined, wrong, 'not-even-a-key', server.key.slice(0, -1), `${server.key}0`]) {
        const answer = await refusal(await ask(method, path, key));
        expect(answer.status, `${method} ${path} with ${key}: ${answer.text}`).toBe(401);
      }
    }
  });

  it('refuses keys that lack what it needs, and says what that is', async () => {
    const keys = new Map<Capability, string>();
    for (const capability of new Set(Object.values(LACKING).flat())) {
      keys.set(capability, await server.makeKey({ name: capability, capabilities: [capability], rateLimit: 0 }));
    }
    for (const { method, path, need } of server.api.routes()) {
      if (need === undefined || need === 'nothing' || need === 'any-key') continue;
      for (const capability of LACKING[need]) {
        const answer = await refusal(await ask(method, path, keys.get(capability)));
        expect(answer.status, `${method} ${path} with ${capability}: ${answer.text}`).toBe(403);
        expect(answer.text, `${method} ${path}`).toContain(need);
      }
    }
  });
});

describe('a key', () => {
  const status = (method: string, path: string, key: string): Promise<number> =>
    ask(method, path, key).then((a) => a.status);

  it('opens nothing any more once it is revoked, at once', async () => {
    const key = await server.makeKey({ name: 'short', capabilities: ['admin'] });
    expect(await status('GET', '/nodes', key)).toBe(200);
    const [made] = (await server.app.keys.list()).filter(({ name }) => name === 'short');
    await server.app.keys.revoke(made!.id);
    const answer = await ask('GET', '/nodes', key);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'unauthorized', detail: expect.stringContaining('was revoked') });
  });

  it('comes as Authorization: Bearer or x-api-key, and never in the address', async () => {
    const answer = await fetch(`${patient.url}/nodes`, { headers: { 'x-api-key': server.key } });
    expect(answer.status).toBe(200);
    for (const name of ['key', 'token', 'api_key', 'access_token']) {
      expect((await fetch(`${patient.url}/nodes?${name}=${server.key}`)).status).toBe(401);
    }
  });
});

describe('a key for one workflow', () => {
  let key: string;
  let own: number;
  let other: number;
  beforeAll(async () => {
    key = await server.makeKey({ name: 'web only', capabilities: ['workflow:web:run'], rateLimit: 0 });
    const photo = await server.photo('one.jpg');
    const run = async (workflow: string): Promise<number> => {
      const made = await server.json<{ id: number }>('POST', `/workflows/${workflow}/runs`, {
        inputs: { imageInput: { files: [{ path: photo }] } },
        output: { folder: server.out },
      });
      await server.app.runs.whenFinished(made.id);
      return made.id;
    };
    own = await run('web');
    other = await run('print');
  });
  const asked = async (method: string, path: string, body?: unknown): Promise<{ status: number; body: never }> => {
    const answer = await server.ask(method, path, body, { authorization: `Bearer ${key}` });
    const text = await answer.text();
    return { status: answer.status, body: (text.startsWith('{') ? JSON.parse(text) : {}) as never };
  };

  it('sees that workflow and its runs, and no others', async () => {
    expect((await asked('GET', '/workflows')).body).toMatchObject({ items: [{ slug: 'web' }] });
    expect(await asked('GET', '/workflows/web')).toMatchObject({ status: 200 });
    expect(await asked('GET', '/workflows/print')).toMatchObject({
      status: 403,
      body: { code: 'capability_denied', required: 'workflow:print:run' },
    });
    expect((await asked('GET', '/workflows/runs')).body).toMatchObject({ total: 1, items: [{ id: own }] });
    expect(await asked('GET', `/workflows/runs/${own}`)).toMatchObject({ status: 200 });
  });

  it.each(['', '/items/1', '/items/2', '/plan', '/archive', '/events', '/verify', '/report.csv'])(
    'gets nothing from a run of another workflow: %s',
    async (path) => {
      const answer = await asked('GET', `/workflows/runs/${other}${path}`);
      expect([403, 404, 405]).toContain(answer.status);
    },
  );

  it.each(['cancel', 'pause', 'resume', 'retry', 'undo', 'start'])(
    'cannot %s a run of another workflow',
    async (verb) => {
      expect(await asked('POST', `/workflows/runs/${other}/${verb}`)).toMatchObject({ status: 403 });
    },
  );

  it('downloads what its runs delivered, and nothing else', async () => {
    const files = (run: number): Promise<string[]> =>
      server
        .json<{ items: { outputs: { url: string }[]; uploadInputs: Record<string, { url: string }> }[] }>(
          'GET',
          `/workflows/runs/${run}`,
        )
        .then(({ items }) =>
          items.flatMap((item) => [...item.outputs, ...Object.values(item.uploadInputs)].map(({ url }) => url)),
        );
    for (const url of await files(own)) expect((await asked('GET', url)).status, url).toBe(200);
    for (const url of await files(other)) expect((await asked('GET', url)).status, url).toBe(403);
  });

  it('starts runs of that workflow only, and none of workflows that it brings along', async () => {
    const body = {
      inputs: { imageInput: { files: [{ path: `${server.photos}/one.jpg` }] } },
      output: { folder: server.out },
    };
    expect((await asked('POST', '/workflows/web/runs', body)).status).toBe(200);
    expect(await asked('POST', '/workflows/print/runs', body)).toMatchObject({
      status: 403,
      body: { code: 'capability_denied', required: 'workflow:print:run' },
    });
  });
});
