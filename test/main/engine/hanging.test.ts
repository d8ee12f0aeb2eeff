import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPixelHost } from '../../../src/main/pixel-host/supervisor.ts';
import { countsAddUp, filesIn, openWorld, runSpec } from './world.ts';

const entry = fileURLToPath(new URL('../pixel-host/fake-host.ts', import.meta.url));

/** A world whose pixel host is a real process that starts every picture and never ends one. */
async function hangingWorld(deadlineMs = 60_000) {
  const pids: number[] = [];
  const realPixels = createPixelHost({
    entry,
    nodeBinary: process.execPath,
    settings: { workers: 2, memoryBudget: 1e9, maxPixels: 1e8 },
    defaultDeadlineMs: deadlineMs,
    limits: { graceMs: 50 },
    log(_level, message) {
      const pid = /^Pixel host (\d+) is ready/.exec(message)?.[1];
      if (pid !== undefined) pids.push(Number(pid));
      for (const tell of listeners.splice(0)) tell();
    },
  });
  const listeners: (() => void)[] = [];
  onTestFinished(() => realPixels.close());
  const photos = Array.from({ length: 20 }, (_, n) => `p${String(n).padStart(2, '0')}.jpg`);
  const world = await openWorld({ photos, realPixels });
  return {
    world,
    pids,
    async hostIsReady() {
      while (pids.length === 0) await new Promise<void>((resolve) => listeners.push(resolve));
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('cancelling a run whose native jobs hang', () => {
  it('ends it at once: what waits is dropped, and the host that hangs is killed', async () => {
    const { world, pids, hostIsReady } = await hangingWorld();
    const { id } = await world.app.runs.create(runSpec(world));
    await hostIsReady();
    const run = await world.app.runs.cancel(id);
    expect(run).toMatchObject({ status: 'cancelled', cancelledItems: 20, pendingItems: 0, runningItems: 0 });
    expect(countsAddUp(run)).toBe(true);
    expect(filesIn(world.out)).toEqual({});
    // The kill comes after a grace time in which the host may end the task by itself.
    while (isAlive(pids[0]!)) await delay(10);
    expect(isAlive(pids[0]!)).toBe(false);
  });
});
