import { readdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from '../support/server.ts';

/** Clients that go away in the middle: nothing of them may stay. */

let server: TestServer;
let photo: string;
let file: string;
let run: number;

beforeAll(async () => {
  server = await openServer({ fake: true });
  photo = await server.photo('one.jpg');
  const made = await server.json<{ id: number }>('POST', '/workflows/web/runs', {
    inputs: { imageInput: { files: [{ path: photo }] } },
    output: { folder: server.out },
  });
  run = made.id;
  await server.app.runs.whenFinished(run);
  const { items } = await server.json<{ items: { uploadInputs: Record<string, { url: string }> }[] }>(
    'GET',
    `/workflows/runs/${run}`,
  );
  file = new URL(Object.values(items[0]!.uploadInputs)[0]!.url).pathname;
  // Far more than the buffers of a connection hold, so that the download is still going on when the client leaves.
  writeFileSync(photo, Buffer.alloc(64_000_000, 7));
});
afterAll(() => server.close());

/** Sends a request, waits for the first bytes of its answer, and does not read on. */
function begin(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.server.port, '127.0.0.1', () => {
      const lines = [
        `GET ${path} HTTP/1.1`,
        `Host: 127.0.0.1:${server.server.port}`,
        `Authorization: Bearer ${server.key}`,
      ];
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
    socket.once('data', () => {
      socket.pause();
      resolve(socket);
    });
    socket.once('error', reject);
  });
}

/** Files that this process has open; the database's among them. */
const openFiles = (): number => readdirSync('/proc/self/fd').length;

describe.skipIf(process.platform !== 'linux')('when clients go away', () => {
  it.each([
    ['event streams', () => '/events'],
    ['event streams of a run', () => `/workflows/runs/${run}/events`],
    ['downloads', () => file],
  ])('nothing of their %s stays open', async (_, path) => {
    const settled = openFiles();
    for (let round = 0; round < 3; round += 1) {
      const sockets = await Promise.all(Array.from({ length: 30 }, () => begin(path())));
      expect(openFiles()).toBeGreaterThan(settled + 30);
      for (const socket of sockets) socket.destroy();
      await expect.poll(openFiles, { timeout: 10_000 }).toBeLessThanOrEqual(settled + 2);
    }
    expect((await server.ask('GET', '/health')).status).toBe(200);
  });
});

describe('listeners on the event bus', () => {
  it('are as many as before when everybody who waited is gone', async () => {
    const { app } = server;
    let listening = 0;
    const { on } = app.events;
    app.events.on = (listener) => {
      listening += 1;
      const leave = on(listener);
      return () => {
        listening -= 1;
        leave();
      };
    };
    const held = await server.json<{ uuid: string }>('POST', '/workflows/web/runs', {
      inputs: { imageInput: { files: [{ path: photo }] } },
      output: { folder: server.out },
      start: false,
    });
    const waits = [
      `/v1/workflow/execution/${held.uuid}/status`,
      `/v1/workflow/execution/${held.uuid}/result/default`,
      `/api/v1/runs/${held.uuid}?wait_for_completion=true&timeout_seconds=30`,
    ];
    const leave = new AbortController();
    const headers = { authorization: `Bearer ${server.key}` };
    const all = Array.from({ length: 60 }, (_, n) =>
      fetch(server.url + waits[n % 3], { headers, signal: leave.signal }).then((answer) => answer.text()),
    );
    const ends = Promise.allSettled(all);
    // One is enough for all of them.
    await expect.poll(() => listening, { timeout: 10_000 }).toBe(1);
    leave.abort();
    expect((await ends).some(({ status }) => status === 'fulfilled')).toBe(false);
    await expect.poll(() => listening, { timeout: 10_000 }).toBe(0);
    app.events.on = on;
  });
});

it('one caller may have 100 event streams, and others theirs', async () => {
  const other = await server.makeKey({ name: 'other', capabilities: ['admin'], rateLimit: 0 });
  const leave = new AbortController();
  const open = (key: string): Promise<Response> =>
    fetch(`${server.url}/events`, { headers: { authorization: `Bearer ${key}` }, signal: leave.signal });
  const streams = await Promise.all(Array.from({ length: 100 }, () => open(server.key)));
  expect(streams.every(({ status }) => status === 200)).toBe(true);
  const refused = await open(server.key);
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([429, 'rate_limited']);
  expect((await open(other)).status).toBe(200);
  leave.abort();
  await expect.poll(async () => (await server.ask('HEAD', '/events')).status, { timeout: 10_000 }).toBe(200);
});

it('who only asks for the headers of a stream holds none', async () => {
  await expect.poll(async () => (await server.ask('HEAD', '/events')).status).toBe(200);
  for (const path of ['/events', `/workflows/runs/${run}/events`]) {
    for (let n = 0; n < 101; n += 1) expect((await server.ask('HEAD', path)).status).toBe(200);
    const leave = new AbortController();
    const headers = { authorization: `Bearer ${server.key}` };
    expect((await fetch(server.url + path, { headers, signal: leave.signal })).status).toBe(200);
    leave.abort();
  }
});
