import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SafelightError } from '../../../src/contract/errors.ts';
import type { SafelightEvent } from '../../../src/contract/events.ts';
import { createDelivery } from '../../../src/main/delivery/delivery.ts';
import { nodeFailure } from './fake-pixels.ts';
import { countsAddUp, filesIn, gate, openWorld, runSpec, runToEnd, type World, workflowWith } from './world.ts';

const photos = Array.from({ length: 12 }, (_, n) => `p${String(n).padStart(2, '0')}.jpg`);

/** Resolves with the first event that fits. */
function nextEvent(world: World, fits: (event: SafelightEvent) => boolean): Promise<SafelightEvent> {
  return new Promise((resolve) => {
    const stop = world.app.events.on((event) => {
      if (!fits(event)) return;
      stop();
      resolve(event);
    });
  });
}

describe('pausing', () => {
  it('finishes what runs, starts nothing more, and goes on when resumed', async () => {
    const { opened, open } = gate();
    const world = await openWorld({ photos, before: () => opened });
    const started = nextEvent(world, (event) => event.event === 'item.started');
    const { id } = await world.app.runs.create(runSpec(world));
    await started;
    expect(await world.app.runs.pause(id)).toMatchObject({ status: 'paused' });
    const atPause = world.pixels.rendered.length;
    open();
    const resumed = await world.app.runs.resume(id);
    expect(atPause).toBeLessThanOrEqual(4);
    expect(resumed.completedItems).toBeGreaterThan(0);
    expect(await world.app.runs.whenFinished(id)).toMatchObject({ status: 'completed', completedItems: 12 });
    expect(world.pixels.rendered).toHaveLength(12);
  });

  it('is refused when the run is over', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const { id } = await runToEnd(world, runSpec(world));
    for (const action of ['pause', 'resume', 'cancel', 'retryFailed'] as const) {
      await expect(world.app.runs[action](id), action).rejects.toMatchObject({ code: 'run_state' });
    }
    await expect(world.app.runs.get(99)).rejects.toMatchObject({ code: 'run_not_found' });
    await expect(world.app.runs.item(id, 99)).rejects.toMatchObject({ code: 'item_not_found' });
  });
});

describe('cancelling', () => {
  it('gives up what runs, cancels what waits, keeps what was delivered', async () => {
    const { opened } = gate();
    const world = await openWorld({
      photos,
      workers: 1,
      before: (task) => (task.sources['input']!.name === 'p00.jpg' ? undefined : opened),
    });
    const first = nextEvent(world, (event) => event.event === 'item.completed');
    const { id } = await world.app.runs.create(runSpec(world));
    await first;
    const run = await world.app.runs.cancel(id);
    expect(run).toMatchObject({ status: 'cancelled', completedItems: 1, pendingItems: 0, runningItems: 0 });
    expect(countsAddUp(run)).toBe(true);
    expect(filesIn(world.out)).toEqual({ 'p00.jpg': 'p00.jpg at export' });
    expect(await world.app.runs.whenFinished(id)).toMatchObject({ status: 'cancelled' });
  });

  it('works on a paused run too', async () => {
    const { opened, open } = gate();
    const world = await openWorld({ photos, before: () => opened });
    const started = nextEvent(world, (event) => event.event === 'item.started');
    const { id } = await world.app.runs.create(runSpec(world));
    await started;
    await world.app.runs.pause(id);
    open();
    expect(await world.app.runs.cancel(id)).toMatchObject({ status: 'cancelled', pendingItems: 0, runningItems: 0 });
  });
});

describe('retrying', () => {
  it('does the failed ones again, and only those', async () => {
    let broken = true;
    const world = await openWorld({
      photos,
      before: (task) => {
        if (broken && /p0[0-3]/.test(task.sources['input']!.name)) throw nodeFailure('input');
      },
    });
    const { id, failedItems } = await runToEnd(world, runSpec(world));
    expect(failedItems).toBe(4);
    broken = false;
    expect(await world.app.runs.retryFailed(id)).toMatchObject({ failedItems: 0 });
    const run = await world.app.runs.whenFinished(id);
    expect(run).toMatchObject({ status: 'completed', completedItems: 12, failedItems: 0, outputCount: 12 });
    expect(world.pixels.rendered).toHaveLength(16);
    const { items } = await world.app.runs.items(id, { q: 'p00' });
    expect(items[0]).toMatchObject({ attempt: 2, error: null, status: 'completed' });
    expect(Object.keys(filesIn(world.out))).toEqual(photos);
  });

  it('replaces the file that was published before another one of the item failed', async () => {
    const real = createDelivery();
    let broken = true;
    const world = await openWorld({
      photos: ['a.jpg'],
      delivery: {
        ...real,
        commit: (request, onPath) => {
          if (broken && request.finalPath.endsWith('a-two.jpg')) throw new SafelightError('output_unwritable', 'No.');
          return real.commit(request, onPath);
        },
      },
    });
    const spec = runSpec(world, { workflow: { document: workflowWith({ one: {}, two: {} }) } });
    const { id } = await runToEnd(world, spec);
    expect(Object.keys(filesIn(world.out))).toEqual(['a-one.jpg']);
    broken = false;
    const { items } = await world.app.runs.items(id);
    await world.app.runs.retryItem(id, items[0]!.id);
    expect(await world.app.runs.whenFinished(id)).toMatchObject({
      status: 'completed',
      outputCount: 2,
      failedItems: 0,
    });
    expect(Object.keys(filesIn(world.out))).toEqual(['a-one.jpg', 'a-two.jpg']);
  });

  it('is refused for an item that is done', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const { id } = await runToEnd(world, runSpec(world));
    const { items } = await world.app.runs.items(id);
    await expect(world.app.runs.retryItem(id, items[0]!.id)).rejects.toMatchObject({ code: 'run_state' });
  });

  it('of a zipped run gives a second zip with the retried pictures', async () => {
    let broken = true;
    const world = await openWorld({
      photos: ['a.jpg', 'b.jpg'],
      before: (task) => {
        if (broken && task.sources['input']!.name === 'b.jpg') throw nodeFailure('input');
      },
    });
    const first = await runToEnd(world, runSpec(world, { output: { zip: true } }));
    broken = false;
    await world.app.runs.retryFailed(first.id);
    const second = await world.app.runs.whenFinished(first.id);
    expect(second).toMatchObject({ status: 'completed', completedItems: 2 });
    expect(second.archivePath).not.toBe(first.archivePath);
    expect(Object.keys(filesIn(world.out))).toHaveLength(2);
  });
});

describe('errors that concern the whole run', () => {
  it('pause it when the disk is full, instead of failing every picture', async () => {
    let full = true;
    const world = await openWorld({
      photos,
      before: () => {
        if (full) throw new SafelightError('disk_full', 'There is no space left.');
      },
    });
    const { id } = await world.app.runs.create(runSpec(world));
    const paused = await world.app.runs.whenFinished(id);
    expect(paused).toMatchObject({ status: 'paused', failedItems: 0, runningItems: 0, error: { code: 'disk_full' } });
    expect(countsAddUp(paused)).toBe(true);
    full = false;
    await world.app.runs.resume(id);
    expect(await world.app.runs.whenFinished(id)).toMatchObject({
      status: 'completed',
      completedItems: 12,
      error: null,
    });
  });

  it('pause it when the output folder is gone', async () => {
    let gone = false;
    const world = await openWorld({
      photos,
      workers: 1,
      before: (task) => {
        if (task.sources['input']!.name !== 'p05.jpg' || gone) return;
        gone = true;
        rmSync(join(world.out), { recursive: true });
        throw new SafelightError('output_unwritable', 'The folder cannot be written.');
      },
    });
    const { id } = await world.app.runs.create(runSpec(world));
    const paused = await world.app.runs.whenFinished(id);
    expect(paused).toMatchObject({ status: 'paused', error: { code: 'output_unwritable' } });
    expect(paused.error!.message).toContain(world.out);
    await world.app.runs.resume(id);
    expect(await world.app.runs.whenFinished(id)).toMatchObject({ status: 'completed', failedItems: 0 });
  });
});

describe('closing the app', () => {
  it('gives up what runs without blame and goes on in the next session', async () => {
    const { opened } = gate();
    const world = await openWorld({ photos, before: () => opened });
    const started = nextEvent(world, (event) => event.event === 'item.started');
    const { id } = await world.app.runs.create(runSpec(world));
    const waiting = world.app.runs.whenFinished(id);
    await started;
    const next = await world.reopen();
    expect(await waiting).toMatchObject({ status: 'running', runningItems: 0, failedItems: 0 });
    expect(await next.app.runs.whenFinished(id)).toMatchObject({ status: 'completed', completedItems: 12 });
  });
});

describe('over a restart', () => {
  it('a paused run stays paused, and goes on when resumed', async () => {
    const { opened, open } = gate();
    const world = await openWorld({ photos, before: () => opened });
    const started = nextEvent(world, (event) => event.event === 'item.started');
    const { id } = await world.app.runs.create(runSpec(world));
    await started;
    await world.app.runs.pause(id);
    const next = await world.reopen({ resumeUnfinished: true });
    open();
    expect(await next.app.runs.get(id)).toMatchObject({ status: 'paused', runningItems: 0, pendingItems: 12 });
    expect(next.pixels.rendered).toHaveLength(0);
    await next.app.runs.resume(id);
    expect(await next.app.runs.whenFinished(id)).toMatchObject({ status: 'completed', completedItems: 12 });
    expect(Object.keys(filesIn(next.out))).toEqual(photos);
  });

  it('an item that was being done again is done with its own params', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'b.jpg'] });
    const { id } = await runToEnd(world, runSpec(world));
    const { opened } = gate();
    const busy = await world.reopen({ before: () => opened });
    const started = nextEvent(busy, (event) => event.event === 'item.started');
    await busy.app.runs.rerunItem(id, 1, { overrides: [{ nodeId: 'export', params: { quality: 12 } }] });
    await started;
    const next = await busy.reopen();
    expect(await next.app.runs.whenFinished(id)).toMatchObject({ status: 'completed', outputCount: 2 });
    expect(next.pixels.rendered.map(({ workflow }) => workflow.nodes[1]!.params)).toEqual([{ quality: 12 }]);
    expect(Object.keys(filesIn(next.out))).toEqual(['a.jpg', 'b.jpg']);
  });
});

describe('what was given up', () => {
  it('is thrown away when it comes after all', async () => {
    const { opened, open } = gate();
    const deaf = gate();
    const world = await openWorld({ photos: ['a.jpg'], before: () => opened });
    const real = world.pixels.run.bind(world.pixels);
    // A port that does not listen: its result comes after the cancel.
    world.pixels.run = async (task) => {
      deaf.open();
      return await real(task);
    };
    const { id } = await world.app.runs.create(runSpec(world));
    await deaf.opened;
    const cancelled = world.app.runs.cancel(id);
    open();
    expect(await cancelled).toMatchObject({ status: 'cancelled', completedItems: 0, cancelledItems: 1 });
    expect(filesIn(world.out)).toEqual({});
  });
});
