import { describe, expect, it } from 'vitest';
import { createLanes } from '../../../src/renderer/features/editor/preview/lanes.ts';

/** Work that ends when it is told to. */
function work(name: string, log: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const start = () => {
    log.push(name);
    return promise;
  };
  return { start, end: resolve };
}
const never = new AbortController().signal;

describe('lanes', () => {
  it('let small pictures wait while something urgent is on its way', async () => {
    const lanes = createLanes(1, 0);
    const log: string[] = [];
    const urgent = work('urgent', log);
    const small = work('small', log);
    const first = lanes.urgent(urgent.start);
    const second = lanes.quiet(small.start, never);
    await Promise.resolve();
    expect(log).toEqual(['urgent']);
    urgent.end();
    small.end();
    await Promise.all([first, second]);
    expect(log).toEqual(['urgent', 'small']);
  });

  it('do only so many small ones at once, and give a place back that was not used', async () => {
    const lanes = createLanes(1, 0);
    const log: string[] = [];
    const [a, b, c] = [work('a', log), work('b', log), work('c', log)];
    const stop = new AbortController();
    const first = lanes.quiet(a.start, never);
    const second = lanes.quiet(b.start, stop.signal);
    const third = lanes.quiet(c.start, never);
    stop.abort();
    a.end();
    c.end();
    await first;
    await expect(second).rejects.toThrow();
    await third;
    expect(log).toEqual(['a', 'c']);
  });
});
