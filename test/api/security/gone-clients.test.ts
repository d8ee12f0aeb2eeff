import { readdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type TestServer } from '../support/server.ts';

/** Clients that go away in the middle: nothing of them may stay. */

let server: TestServer;
let file: string;
let run: number;

beforeAll(async () => {
  server = await openServer({ fake: true });
  const photo = await server.photo('one.jpg');
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
