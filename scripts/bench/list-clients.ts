import { parentPort, workerData } from 'node:worker_threads';
import { Agent, fetch } from 'undici';

/** Clients on a thread of their own, so that what they need is not taken for the server's. */
export interface ListClients {
  url: string;
  key: string;
  requests: number;
  /** How many of them are open at a time. */
  atOnce: number;
}

const { url, key, requests, atOnce } = workerData as ListClients;
const dispatcher = new Agent({ connections: atOnce });
const waits: number[] = [];
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let n = 0; n < requests / atOnce; n += 1) {
      const began = performance.now();
      const response = await fetch(`${url}/workflows/runs`, {
        dispatcher,
        headers: { authorization: `Bearer ${key}` },
      });
      await response.arrayBuffer();
      waits.push(performance.now() - began);
    }
  }),
);
await dispatcher.close();
parentPort?.postMessage(waits);
