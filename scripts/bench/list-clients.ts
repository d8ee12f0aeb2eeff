import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * Clients on a thread of their own. They speak HTTP over plain sockets that are connected before the clock starts, because on two cores
 * what a fetch library costs a thousand times would be most of what is measured.
 */
export interface ListClients {
  url: string;
  key: string;
  requests: number;
  /** How many of them are open at a time. */
  atOnce: number;
}

const { url, key, requests, atOnce } = workerData as ListClients;
const { hostname, port, host } = new URL(url);
const REQUEST = `GET /workflows/runs HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\n\r\n`;

async function connected(): Promise<Socket> {
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

/** Milliseconds from the request to the last byte of its answer. */
async function ask(socket: Socket): Promise<number> {
  const began = performance.now();
  socket.write(REQUEST);
  let head = '';
  let missing = Number.POSITIVE_INFINITY;
  for await (const chunk of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    if (missing === Number.POSITIVE_INFINITY) {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) continue;
      if (!head.startsWith('HTTP/1.1 200')) throw new Error(head.slice(0, 200));
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
      if (!Number.isFinite(length)) throw new Error('The answer does not say its length.');
      missing = length - (head.length - end - 4);
    } else missing -= chunk.length;
    if (missing <= 0) break;
  }
  return performance.now() - began;
}

const sockets = await Promise.all(Array.from({ length: atOnce }, connected));
const waits: number[] = [];
for (let n = 0; n < requests / atOnce; n += 1) waits.push(...(await Promise.all(sockets.map(ask))));
for (const socket of sockets) socket.destroy();
parentPort?.postMessage(waits);
