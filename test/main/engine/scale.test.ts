import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createDelivery } from '../../../src/main/delivery/delivery.ts';
import type { CommitRequest, DeliveryPort, Found, IntakePort } from '../../../src/main/engine/ports.ts';
import { countsAddUp, openWorld, runSpec, runToEnd } from './world.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const COUNT = 5000;

/** A folder of 5,000 pictures that are not there. */
const intake: IntakePort = {
  async *discover() {
    for (let n = 0; n < COUNT; n += 1) {
      const name = `IMG_${String(n).padStart(5, '0')}.jpg`;
      const facts = { name, relativeFolder: '', bytes: 1000, modifiedMs: 0 };
      yield { type: 'source', source: { kind: 'file', path: `/card/${name}`, ...facts } } satisfies Found;
    }
  },
  async materialise(source) {
    return { path: source.kind === 'file' ? source.path : '', async release() {} };
  },
  unpackPicture: () => Promise.reject(new Error('there are no zips here')),
  unpack: () => Promise.reject(new Error('there are no zips here')),
};

/** Takes note of what it is given. */
function fakeDelivery(delivered: Set<string>): DeliveryPort {
  return {
    ...createDelivery(),
    async exists() {
      return false;
    },
    async commit(request: CommitRequest, onPath) {
      await onPath(request.finalPath);
      delivered.add(request.finalPath);
      return { type: 'published', path: request.finalPath, unchanged: false };
    },
  };
}

describe('a large run', () => {
  it('of 5,000 pictures counts right, delivers each once and holds none of them in memory', async () => {
    const delivered = new Set<string>();
    let heapEarly = 0;
    let heapLate = 0;
    let n = 0;
    const world = await openWorld({
      dry: true,
      // Many at once, so that the store writes in groups and the test does not wait for the disk.
      workers: 40,
      intake,
      delivery: fakeDelivery(delivered),
      before: () => {
        n += 1;
        if (n === 1000 || n === COUNT) {
          collectGarbage();
          // What the test itself remembers is no concern of the engine's.
          world.pixels.rendered.length = 0;
          world.events.length = 0;
          const { heapUsed } = process.memoryUsage();
          if (n === COUNT) heapLate = heapUsed;
          else heapEarly = heapUsed;
        }
      },
    });
    const run = await runToEnd(world, runSpec(world));
    expect(run).toMatchObject({ status: 'completed', totalItems: COUNT, completedItems: COUNT, outputCount: COUNT });
    expect(countsAddUp(run)).toBe(true);
    expect(delivered.size).toBe(COUNT);
    expect(heapLate - heapEarly).toBeLessThan(8e6);
    const last = await world.app.runs.items(run.id, { page: 50, pageSize: 100 });
    expect(last.items.at(-1)!.name).toBe('IMG_04999.jpg');
    const found = await world.app.runs.items(run.id, { q: 'img_0123' });
    expect(found.total).toBe(10);
  }, 90_000);
});
