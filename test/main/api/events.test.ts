import { setImmediate as soon } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { SafelightEvent } from '../../../src/contract/events.ts';
import type { Run } from '../../../src/contract/run.ts';
import { createEventLog } from '../../../src/main/api/events/event-log.ts';
import { type EventReader, MOST_WAITING } from '../../../src/main/api/events/event-reader.ts';
import { eventStream } from '../../../src/main/api/events/event-stream.ts';
import { createEventBus } from '../../../src/main/engine/event-bus.ts';

const started = (itemId: number, runId = 1): SafelightEvent => ({
  event: 'item.started',
  runId,
  itemId,
  name: `${itemId}`,
});
const updated = (completedItems: number, id = 1): SafelightEvent => ({
  event: 'run.updated',
  run: { id, completedItems } as Run,
});

/** What can be read without waiting, in short. */
async function read(reader: EventReader): Promise<string[]> {
  const seen: string[] = [];
  for (let next = await reader.next(0); next !== null && next !== 'idle'; next = await reader.next(0)) {
    const { event } = next;
    if (event.event === 'run.updated') seen.push(`run ${event.run.id}: ${event.run.completedItems}`);
    else seen.push(event.event === 'item.started' ? `item ${event.itemId}` : event.event);
  }
  return seen;
}

function world(kept?: number) {
  const bus = createEventBus();
  return { bus, log: createEventLog(bus, kept) };
}

describe('the event log', () => {
  it('sends what happens from the moment on that somebody listens', async () => {
    const { bus, log } = world();
    bus.emit(started(1));
    const reader = log.follow();
    bus.emit(started(2));
    expect(await read(reader)).toEqual(['item 2']);
  });

  it('sends what was missed to whoever comes back with the last id it saw', async () => {
    const { bus, log } = world();
    const first = log.follow();
    for (const id of [1, 2, 3]) bus.emit(started(id));
    const seen = await first.next(0);
    first.leave();
    if (seen === null || seen === 'idle') throw new Error('no event');
    expect(await read(log.follow({ after: seen.id }))).toEqual(['item 2', 'item 3']);
    expect(await read(log.follow({ after: log.lastId() }))).toEqual([]);
  });

  it.each(['another-7', 'nonsense', '-1'])(
    'begins with a reset for the id %s, which this start never gave',
    async (after) => {
      const { bus, log } = world();
      bus.emit(started(1));
      const reader = log.follow({ after });
      bus.emit(started(2));
      expect(await read(reader)).toEqual(['reset', 'item 2']);
    },
  );

  it('begins with a reset when what was missed is too long ago to be known', async () => {
    const { bus, log } = world(10);
    const start = log.lastId();
    for (let id = 1; id <= 50; id += 1) bus.emit(started(id));
    expect(await read(log.follow({ after: start }))).toEqual(['reset']);
  });

  it('keeps only the newest state of each run for a slow reader, in its place among the others', async () => {
    const { bus, log } = world();
    const reader = log.follow();
    for (const event of [updated(1), started(1), updated(2), updated(1, 2), updated(3)]) bus.emit(event);
    expect(await read(reader)).toEqual(['item 1', 'run 2: 1', 'run 1: 3']);
  });

  it('gives a reader that does not read a reset instead of what would pile up', async () => {
    const { bus, log } = world();
    const reader = log.follow();
    for (let id = 1; id <= MOST_WAITING + 1; id += 1) bus.emit(started(id));
    expect(reader.waiting).toBe(1);
    bus.emit(started(5000));
    expect(await read(reader)).toEqual(['reset', 'item 5000']);
  });

  it('sends a reader only what it may see', async () => {
    const { bus, log } = world();
    const reader = log.follow({ accepts: async (event) => 'runId' in event && event.runId === 2 });
    bus.emit(started(1, 1));
    bus.emit(started(2, 2));
    expect(await read(reader)).toEqual(['item 2']);
  });

  it('ends for all when it is closed', async () => {
    const { log } = world();
    const next = log.follow().next(60_000);
    log.close();
    expect(await next).toBeNull();
    expect(log.readers).toBe(0);
  });
});

describe('the event stream', () => {
  const options = (signal: AbortSignal, more: { named?: boolean; until?: string } = {}) => ({
    data: (event: unknown) => event,
    startId: 'x-0',
    named: more.named ?? false,
    isLast: (event: { event: string }) => event.event === more.until,
    signal,
  });

  it('writes ids and data, the name only where asked, and ends behind the last one', async () => {
    const { bus, log } = world();
    const stream = eventStream(log.follow(), options(AbortSignal.any([]), { named: true, until: 'run.updated' }));
    bus.emit(started(1));
    bus.emit(updated(7));
    const [start, first, second] = (await stream.text()).trim().split('\n\n');
    expect(start).toBe('retry: 1000\nid: x-0');
    expect(first).toMatch(/^id: \w+-1\nevent: item\.started\ndata: \{"event":"item\.started","runId":1,/);
    expect(second).toContain('"completedItems":7');
    expect(log.readers).toBe(0);
  });

  it.each(['the request is aborted', 'the body is cancelled'])('frees everything when %s', async (how) => {
    const { log } = world();
    const away = new AbortController();
    const { body } = eventStream(log.follow(), options(away.signal));
    const reader = body!.getReader();
    await reader.read();
    const pending = reader.read();
    await soon();
    expect(log.readers).toBe(1);
    if (how === 'the request is aborted') away.abort();
    else await reader.cancel();
    expect((await pending).done).toBe(true);
    expect(log.readers).toBe(0);
  });

  it('takes events only as fast as they are read', async () => {
    const { bus, log } = world();
    const reader = log.follow();
    eventStream(reader, options(AbortSignal.any([])));
    for (let id = 1; id <= 20; id += 1) bus.emit(started(id));
    await soon();
    expect(reader.waiting).toBeGreaterThan(15);
  });
});
