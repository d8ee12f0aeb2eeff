import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createApi } from '../src/main/api/api.ts';
import { startServer } from '../src/main/api/server.ts';
import { createApp } from '../src/main/app.ts';

/**
 * Sends one large file to a server in a process of its own and says how much its memory grew: `node scripts/bench-upload.ts [MB]`.
 * Fails above 200 MB.
 */

const MOST_GROWTH = 200e6;

async function serve(dataDir: string): Promise<void> {
  const app = await createApp({ dataDir, workers: 1 });
  const server = await startServer(createApi(app, { version: '0' }), { port: 0, keys: app.keys });
  const { key } = await app.keys.create({ name: 'bench', capabilities: ['admin'], rateLimit: 0 });
  const before = process.memoryUsage.rss();
  let most = before;
  setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  process.on('message', () => process.send?.({ growth: most - before }));
  process.send?.({ url: server.url, key });
}

async function measure(megabytes: number): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'safelight-bench-'));
  const child = fork(import.meta.filename, ['serve', dataDir]);
  const next = <T>(): Promise<T> => new Promise((resolve) => child.once('message', (message) => resolve(message as T)));
  try {
    const { url, key } = await next<{ url: string; key: string }>();
    const piece = new Uint8Array(1 << 20).fill(7);
    const pieces = function* () {
      yield Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="large.tif"\r\n\r\n');
      for (let n = 0; n < megabytes; n += 1) yield piece;
      yield Buffer.from('\r\n--b--\r\n');
    };
    const started = performance.now();
    const response = await fetch(`${url}/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'multipart/form-data; boundary=b' },
      body: Readable.toWeb(Readable.from(pieces())),
      duplex: 'half',
    } as RequestInit);
    const seconds = (performance.now() - started) / 1000;
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const measured = next<{ growth: number }>();
    child.send('how much?');
    const { growth } = await measured;
    console.log(`${megabytes} MB in ${seconds.toFixed(1)} s, memory grew by ${Math.round(growth / 1e6)} MB`);
    if (growth > MOST_GROWTH) process.exitCode = 1;
  } finally {
    child.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

if (process.argv[2] === 'serve') await serve(process.argv[3] ?? '');
else await measure(Number(process.argv[2] ?? 500));
