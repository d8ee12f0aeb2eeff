import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../src/contract/errors.ts';
import { PixelTaskError, type RenderTask } from '../../../src/contract/pixel-tasks.ts';
import type { WorkflowDocumentInput } from '../../../src/contract/workflow.ts';
import { manualClock } from './manual-clock.ts';
import { countsAddUp, filesIn, openWorld, runSpec, runToEnd, type World } from './world.ts';

/** One export that may be tried again, and perhaps replaced. */
function workflow(more: Partial<WorkflowDocumentInput['nodes'][number]>): { document: WorkflowDocumentInput } {
  return {
    document: {
      name: 'Test workflow',
      slug: 'test',
      nodes: [
        { id: 'input', type: 'imageInput' },
        { id: 'export', type: 'export', params: { format: 'avif' }, inputs: { image: 'input' }, ...more },
      ],
    },
  };
}

function failure(code: ErrorCode = 'node_failed', nodeId = 'export'): PixelTaskError {
  const error = { code, message: `It failed with ${code}.`, nodeId };
  return new PixelTaskError(error, {
    nodeStates: [
      { nodeId: 'input', status: 'completed' },
      { nodeId, status: 'failed', error },
    ],
  });
}

/** Throws for the first `times` tasks whose picture fits. */
function failing(times: number, fits: (task: RenderTask) => boolean = () => true, code?: ErrorCode) {
  let left = times;
  return (task: RenderTask): void => {
    if (!fits(task) || left === 0) return;
    left -= 1;
    throw failure(code);
  };
}

async function only(world: World, runId: number) {
  const { items } = await world.app.runs.items(runId);
  return items[0]!;
}

describe('retries of a node', () => {
  it('are done after a growing pause, and told in its state', async () => {
    const clock = manualClock();
    const world = await openWorld({ photos: ['a.jpg'], clock, timers: clock.timers, before: failing(2) });
    const run = await world.app.runs.create(runSpec(world, { workflow: workflow({ retries: 3 }) }));
    await clock.somebodyWaits();
    const waiting = await only(world, run.id);
    expect(waiting).toMatchObject({
      status: 'pending',
      attempt: 1,
      error: null,
      retryAt: '2026-11-21T12:00:01.000Z',
      nodeStates: [{ nodeId: 'input' }, { nodeId: 'export', status: 'pending', error: { code: 'node_failed' } }],
    });
    clock.pass(1000);
    await clock.somebodyWaits();
    clock.pass(1999);
    expect(world.pixels.rendered).toHaveLength(2);
    clock.pass(1);
    expect(await world.app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed', completedItems: 1 });
    expect(clock.waits).toEqual([1000, 2000]);
    const item = await only(world, run.id);
    expect(item).toMatchObject({ attempt: 3, retryAt: null, error: null });
    expect(item.nodeStates.find(({ nodeId }) => nodeId === 'export')).toMatchObject({ status: 'completed', tries: 3 });
    expect(item.nodeStates[0]).not.toHaveProperty('tries');
    expect(Object.keys(filesIn(world.out))).toEqual(['a.avif']);
  });

  it('do not keep other items waiting', async () => {
    const clock = manualClock();
    const photos = Array.from({ length: 8 }, (_, n) => `p${n}.jpg`);
    const bad = (task: RenderTask): boolean => /p[0-3]/.test(task.sources['input']!.name);
    const world = await openWorld({ photos, workers: 1, clock, timers: clock.timers, before: failing(4, bad) });
    const run = await world.app.runs.create(runSpec(world, { workflow: workflow({ retries: 1 }) }));
    const others = new Promise<void>((resolve) => {
      let done = 0;
      world.app.events.on((event) => {
        if (event.event === 'item.completed' && ++done === 4) resolve();
      });
    });
    await others;
    await clock.somebodyWaits();
    expect(await world.app.runs.get(run.id)).toMatchObject({ completedItems: 4, pendingItems: 4, runningItems: 0 });
    clock.pass(1000);
    const finished = await world.app.runs.whenFinished(run.id);
    expect(finished).toMatchObject({ status: 'completed', completedItems: 8 });
    expect(countsAddUp(finished)).toBe(true);
  });

  it('are not done for what no retry can help', async () => {
    for (const code of ['param_invalid', 'image_corrupt'] as const) {
      const world = await openWorld({ photos: ['a.jpg'], before: failing(1, undefined, code) });
      const run = await runToEnd(world, runSpec(world, { workflow: workflow({ retries: 3 }) }));
      expect(run).toMatchObject({ status: 'failed', failedItems: 1 });
      expect(world.pixels.rendered).toHaveLength(1);
    }
  });

  it('are not done for errors of other nodes', async () => {
    const world = await openWorld({
      photos: ['a.jpg'],
      before: () => {
        throw failure('node_failed', 'input');
      },
    });
    expect(await runToEnd(world, runSpec(world, { workflow: workflow({ retries: 3 }) }))).toMatchObject({
      failedItems: 1,
    });
    expect(world.pixels.rendered).toHaveLength(1);
  });

  it('and what is left of the pause survive a restart', async () => {
    const clock = manualClock();
    const options = { clock, timers: clock.timers };
    const world = await openWorld({ photos: ['a.jpg'], ...options, before: failing(1) });
    const run = await world.app.runs.create(runSpec(world, { workflow: workflow({ retries: 1 }) }));
    await clock.somebodyWaits();
    clock.pass(400);
    const next = await world.reopen({ ...options, before: failing(1) });
    await clock.somebodyWaits();
    expect(clock.waits).toEqual([1000, 600]);
    expect(next.pixels.rendered).toHaveLength(0);
    clock.pass(600);
    // The retry that was left is spent by now.
    expect(await next.app.runs.whenFinished(run.id)).toMatchObject({ status: 'failed', failedItems: 1 });
    expect((await only(next, run.id)).nodeStates[1]).toMatchObject({ status: 'failed', tries: 2 });
  });

  it('start from anew when a person retries the item', async () => {
    const clock = manualClock();
    const world = await openWorld({ photos: ['a.jpg'], clock, timers: clock.timers, before: failing(3) });
    const run = await world.app.runs.create(runSpec(world, { workflow: workflow({ retries: 1 }) }));
    await clock.somebodyWaits();
    clock.pass(1000);
    expect(await world.app.runs.whenFinished(run.id)).toMatchObject({ status: 'failed' });
    await world.app.runs.retryFailed(run.id);
    await clock.somebodyWaits();
    clock.pass(1000);
    expect(await world.app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed' });
    expect((await only(world, run.id)).nodeStates[1]).toMatchObject({ tries: 2 });
  });

  it('are dropped at once with the run, and wait on while it is paused', async () => {
    const clock = manualClock();
    const world = await openWorld({ photos: ['a.jpg'], clock, timers: clock.timers, before: failing(9) });
    const run = await world.app.runs.create(runSpec(world, { workflow: workflow({ retries: 9 }) }));
    await clock.somebodyWaits();
    await world.app.runs.pause(run.id);
    clock.pass(60_000);
    expect(world.pixels.rendered).toHaveLength(1);
    await world.app.runs.resume(run.id);
    await clock.somebodyWaits();
    expect(world.pixels.rendered).toHaveLength(2);
    const cancelled = await world.app.runs.cancel(run.id);
    expect(cancelled).toMatchObject({ status: 'cancelled', cancelledItems: 1, pendingItems: 0 });
    expect(await only(world, run.id)).toMatchObject({ status: 'cancelled', retryAt: null });
  });
});

describe('the fallback of a node', () => {
  const fallback = { type: 'export', params: { format: 'jpeg', quality: 70 } };

  it('takes its place once the retries are spent, with a name that fits', async () => {
    const clock = manualClock();
    const avif = (task: RenderTask): boolean => task.workflow.nodes[1]!.params['format'] === 'avif';
    const world = await openWorld({ photos: ['a.jpg'], clock, timers: clock.timers, before: failing(9, avif) });
    const run = await world.app.runs.create(runSpec(world, { workflow: workflow({ retries: 1, fallback }) }));
    await clock.somebodyWaits();
    clock.pass(1000);
    expect(await world.app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed', outputCount: 1 });
    expect(world.pixels.rendered.map((task) => task.workflow.nodes[1]!.params)).toEqual([
      { format: 'avif' },
      { format: 'avif' },
      { format: 'jpeg', quality: 70 },
    ]);
    expect(Object.keys(filesIn(world.out))).toEqual(['a.jpg']);
    const item = await only(world, run.id);
    expect(item.nodeStates[1]).toMatchObject({ status: 'completed', tries: 3, fallback: 'export' });
    expect(item.outputs).toMatchObject([{ fileName: 'a.jpg', format: 'jpeg' }]);
  });

  it('does so at once where no retry helps', async () => {
    const world = await openWorld({ photos: ['a.jpg'], before: failing(1, undefined, 'output_too_big') });
    const run = await runToEnd(world, runSpec(world, { workflow: workflow({ retries: 5, fallback }) }));
    expect(run).toMatchObject({ status: 'completed' });
    expect(world.pixels.rendered).toHaveLength(2);
  });

  it('is tried once, and fails the item with its own error', async () => {
    const world = await openWorld({ photos: ['a.jpg'], before: failing(9) });
    const run = await runToEnd(world, runSpec(world, { workflow: workflow({ fallback }) }));
    expect(run).toMatchObject({ status: 'failed' });
    expect(world.pixels.rendered).toHaveLength(2);
    const item = await only(world, run.id);
    expect(item.error).toMatchObject({ code: 'node_failed', nodeId: 'export' });
    expect(item.nodeStates[1]).toMatchObject({ status: 'failed', tries: 2, fallback: 'export' });
  });

  it('is used again when the pictures of the item are looked at', async () => {
    const world = await openWorld({ photos: ['a.jpg'], before: failing(1) });
    const run = await runToEnd(world, runSpec(world, { workflow: workflow({ fallback }) }));
    await world.app.runs.renderPreview(run.id, 1, 'export', { longEdge: 200, format: 'png' });
    expect(world.pixels.rendered.at(-1)).toMatchObject({ target: { kind: 'preview' } });
    expect(world.pixels.rendered.at(-1)!.workflow.nodes[1]!.params).toEqual(fallback.params);
  });
});
