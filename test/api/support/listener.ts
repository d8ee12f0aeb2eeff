import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody who is told by webhook. */
export interface Listener {
  url: string;
  /** The next thing that is told, in the order in which it came. */
  next(): Promise<{ headers: IncomingMessage['headers']; body: string }>;
  close(): Promise<void>;
}

/** A web server on a free port of this machine that answers 200 and keeps what it was told. */
export async function openListener(): Promise<Listener> {
  const told: { headers: IncomingMessage['headers']; body: string }[] = [];
  let wake = (): void => {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      told.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.end('thanks');
      wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    async next() {
      while (told.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return told.shift()!;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
