import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { NetPort } from '../../../src/main/engine/net-port.ts';
import { createNet, type NetOptions } from '../../../src/main/net/net.ts';

export interface TestServer {
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  /** `GET /path` of every request, in order. */
  requests: string[];
  server: Server;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on the loopback address, stopped with the test. Answers by path; 404 for others. */
export async function aServer(handlers: Record<string, Handler | string | Buffer>): Promise<TestServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const handler = handlers[request.url ?? ''] ?? handlers['*'];
    if (typeof handler === 'function') handler(request, response);
    else if (handler === undefined) response.writeHead(404).end('nothing here');
    else response.writeHead(200, { 'content-type': 'image/jpeg' }).end(handler);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, requests, server };
}

export const redirectTo =
  (location: string, status = 302): Handler =>
  (_request, response) =>
    void response.writeHead(status, { location }).end();

/** A way out with this list of hosts, which may be changed while it is used. */
export function aNet(hosts: string[], more: Partial<NetOptions> = {}): NetPort {
  const net = createNet({ settings: { get: async () => hosts }, ...more });
  onTestFinished(() => net.close());
  return net;
}

export async function bytesOf(answer: { body: AsyncIterable<Buffer> }): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
