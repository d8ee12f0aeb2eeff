import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { APP_CALLER } from '../../../src/main/api/access/callers.ts';
import { createHttpServer } from '../../../src/main/api/http-server.ts';
import { openServer, type TestServer } from '../support/server.ts';

/** Slowloris: clients that hold a connection by sending next to nothing. The times are short here; nothing is asserted on them. */

let server: TestServer;
let port: number;
let http: ReturnType<typeof createHttpServer>;
beforeAll(async () => {
  server = await openServer({ fake: true });
  http = createHttpServer(server.api, async () => APP_CALLER, { headers: 50, body: 50, silence: 50 });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  port = (http.address() as AddressInfo).port;
});
afterAll(async () => {
  http.closeAllConnections();
  http.close();
  await server.close();
});

it.each([
  ['headers', 'GET /nodes HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '],
  [
    'JSON',
    'POST /workflows/web/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"in',
  ],
  [
    'an upload that falls silent',
    'POST /uploads?name=a.jpg HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nhalf',
  ],
])('%s without end: the connection is closed', async (_, bytes) => {
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  socket.on('error', () => {});
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  expect((await server.app.uploads.usage()).count).toBe(0);
  await expect.poll(() => new Promise((resolve) => http.getConnections((_error, count) => resolve(count)))).toBe(0);
});
