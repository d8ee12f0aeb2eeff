import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { setupSharp } from '../../../src/pixels/decoders/sharp-setup.ts';

const setup = new URL('../../../src/pixels/decoders/sharp-setup.ts', import.meta.url).href;

/** Sets sharp up in a worker thread and answers which process-wide settings that touched. */
async function touchedByWorker(): Promise<string[]> {
  const worker = new Worker(
    `import sharp from 'sharp';
     import { parentPort } from 'node:worker_threads';
     const touched = [];
     for (const name of ['block', 'unblock', 'concurrency', 'cache']) sharp[name] = () => touched.push(name);
     const { setupSharp } = await import(${JSON.stringify(setup)});
     setupSharp();
     parentPort.postMessage(touched);`,
    { eval: true },
  );
  const [touched] = (await once(worker, 'message')) as [string[]];
  await worker.terminate();
  return touched;
}

it('blocks loaders once for the process: a thread that starts later would else stop, for a moment, what others are decoding', async () => {
  expect(await touchedByWorker()).toEqual(['concurrency', 'cache', 'block', 'unblock']);
  setupSharp();
  expect(await touchedByWorker()).toEqual(['concurrency', 'cache']);
});
