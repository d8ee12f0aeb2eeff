import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../../src/client/client.ts';
import type { ReceivedEvent } from '../../../src/client/events.ts';
import { BACKGROUND, openServer, type TestServer } from '../../api/support/server.ts';

let server: TestServer;
let photo: string;
beforeAll(async () => {
  server = await openServer({ fake: true });
  photo = await server.photo('a.jpg');
  await server.json('POST', '/workflows', BACKGROUND, 201);
});
afterAll(() => server.close());

const client = () => createClient({ baseUrl: server.url, key: server.key });
const create = (out: string, more: object = {}) =>
  client().createRun({
    params: { id: 'background-removal' },
    body: { inputs: { imageInput: { files: [{ path: photo }] } }, output: { folder: join(server.out, out) }, ...more },
  });

describe('events over the wire', () => {
  it('of one run begin with the run as it is, go on to its end, and carry runs as they are answered elsewhere', async () => {
    const run = await create('one', { start: false });
    const heard: ReceivedEvent[] = [];
    for await (const event of client().events({ run: run.id })) {
      heard.push(event);
      if (heard.length === 1) await client().startRun({ params: { runId: run.id } });
      if (event.event === 'run.finished') break;
    }
    expect(heard[0]).toMatchObject({ event: 'run.updated', run: { id: run.id, status: 'queued', workspaceId: 1 } });
    expect(heard.map(({ event }) => event)).toEqual(expect.arrayContaining(['item.completed']));
    expect(heard.at(-1)).toMatchObject({ run: { outputArchiveUrl: expect.stringContaining('.zip') } });
    expect(heard.every((event) => !('runId' in event) || event.runId === run.id)).toBe(true);
  });

  it('of everything go on behind the last event seen', async () => {
    const all = client().events();
    const first = all.next();
    await create('two').then(({ id }) => client().finished(id));
    const { value: created } = await first;
    await all.return();
    expect(created?.event).toBe('run.created');
    const again = client().events({ lastEventId: created!.id! });
    const { value: next } = await again.next();
    await again.return();
    expect(next?.event).not.toBe('run.created');
    expect(next?.event).not.toBe('reset');
  });

  it('tell a client of another start of the program to ask anew', async () => {
    const stream = client().events({ lastEventId: 'before-12' });
    expect((await stream.next()).value).toMatchObject({ event: 'reset' });
    await stream.return();
  });

  it('?until=finished ends with the run, at once for one that is over', async () => {
    const run = await create('three');
    await client().finished(run.id);
    const text = await (await server.ask('GET', `/workflows/runs/${run.id}/events?until=finished&named=true`)).text();
    expect(text).toContain('event: run.finished');
  });

  it('an unknown run is refused, and not asked for again and again', async () => {
    await expect(client().events({ run: 4711 }).next()).rejects.toMatchObject({ problem: { code: 'run_not_found' } });
  });

  it('a key for one workflow hears of its runs only', async () => {
    const key = await server.makeKey({ name: 'other', capabilities: ['workflow:web:run'] });
    const limited = createClient({ baseUrl: server.url, key }).events();
    const heard = limited.next();
    await create('four').then(({ id }) => client().finished(id));
    const own = await client().createRun({
      params: { id: 'web' },
      body: { inputs: { imageInput: { files: [{ path: photo }] } }, output: { folder: join(server.out, 'own') } },
    });
    expect((await heard).value).toMatchObject({ event: 'run.created', run: { id: own.id } });
    await limited.return();
    await client().finished(own.id);
  });
});

describe('the client', () => {
  it('has a function for every operation, and an error says what the server said', async () => {
    expect((await client().health()).ok).toBe(true);
    await expect(client().getRun({ params: { runId: 4711 } })).rejects.toMatchObject({
      name: 'ProblemError',
      message: expect.stringContaining('4711'),
      problem: { status: 404, code: 'run_not_found' },
    });
  });

  it('says when nobody answers', async () => {
    const nobody = createClient({ baseUrl: 'http://127.0.0.1:1' });
    await expect(nobody.health()).rejects.toMatchObject({ name: 'ConnectionLostError' });
  });

  it('gives answers that are files as they come', async () => {
    const run = await create('five');
    await client().finished(run.id);
    const archive = await client().getArchive({ params: { runId: run.id } });
    expect(archive.headers.get('content-type')).toBe('application/zip');
    await archive.body?.cancel();
  });
});
