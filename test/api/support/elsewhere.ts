import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Another server on this machine: a picture at every path, except that `/to?<url>` leads on to that. */
export interface Elsewhere {
  url: string;
  port: number;
  /** `GET /path` of every request. */
  requests: string[];
  close(): void;
}

const PICTURE = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);

export async function openElsewhere(): Promise<Elsewhere> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const goal = /^\/to\?(.*)$/.exec(request.url ?? '')?.[1];
    if (goal === undefined) response.writeHead(200, { 'content-type': 'image/jpeg' }).end(PICTURE);
    else response.writeHead(302, { location: encodeURI(decodeURIComponent(goal)) }).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
