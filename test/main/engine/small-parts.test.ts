import { describe, expect, it } from 'vitest';
import type { SafelightEvent } from '../../../src/contract/events.ts';
import { createEventBus } from '../../../src/main/engine/event-bus.ts';
import { RateWindow } from '../../../src/main/engine/run-progress.ts';
import { Slots } from '../../../src/main/engine/slots.ts';
import { Wake } from '../../../src/main/engine/wake.ts';

const event: SafelightEvent = { event: 'item.started', runId: 1, itemId: 1, name: 'a.jpg' };

describe('the event bus', () => {
  it('tells everybody who listens, also when one of them throws or leaves', () => {
    const errors: unknown[] = [];
    const bus = createEventBus((error) => errors.push(error));
    const heard: string[] = [];
    bus.on(() => {
      throw new Error('broken listener');
    });
    const leave = bus.on(() => {
      heard.push('first');
      leave();
    });
    bus.on(() => heard.push('second'));
    bus.emit(event);
    bus.emit(event);
    expect(heard).toEqual(['first', 'second', 'second']);
    expect(errors).toHaveLength(2);
  });

  it('takes no more listeners than anyone needs', () => {
    const bus = createEventBus();
    for (let n = 0; n < 1000; n += 1) bus.on(() => {});
    expect(() => bus.on(() => {})).toThrow('leaking');
  });
});

describe('slots', () => {
  it('are given first come, first served, and not to who gave up', async () => {
    const slots = new Slots(1);
    const { signal } = new AbortController();
    const given: string[] = [];
    const release = await slots.acquire(signal);
    const impatient = new AbortController();
    const take = async (who: string) => {
      const give = await slots.acquire(signal);
      given.push(who);
      return give;
    };
    const waiting = [take('a'), slots.acquire(impatient.signal), take('b')];
    impatient.abort();
    expect(await waiting[1]).toBeNull();
    release!();
    release!();
    (await waiting[0])!();
    (await waiting[2])!();
    expect(given).toEqual(['a', 'b']);
    expect(await slots.acquire(impatient.signal)).toBeNull();
  });
});

describe('waking', () => {
  it('misses no change between looking and sleeping', async () => {
    const wake = new Wake();
    const seen = wake.seen;
    wake.notify();
    await wake.changedSince(seen);
    const later = wake.changedSince(wake.seen);
    wake.notify();
    await later;
  });
});

describe('the rate of a run', () => {
  it('is taken over the last half minute, and tells the time left once all is found', () => {
    const rate = new RateWindow();
    expect(rate.progress(0, 10, true)).toEqual({ itemsPerSecond: 0, secondsLeft: null });
    for (let at = 0; at <= 10_000; at += 500) rate.record(at);
    expect(rate.progress(10_000, 100, true)).toEqual({ itemsPerSecond: 2, secondsLeft: 50 });
    expect(rate.progress(10_000, 100, false).secondsLeft).toBeNull();
    expect(rate.progress(100_000, 100, true).itemsPerSecond).toBe(0);
  });
});
