import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryAdmission } from '../../../src/pixels/host/admission.ts';

/** Asks for memory and notes who gets in, in order. */
function door(budget: number) {
  const memory = new MemoryAdmission(budget);
  const inside: number[] = [];
  const outside: number[] = [];
  const ask = (key: number, bytes: number): void => {
    void memory.request(key, bytes).then((admitted) => (admitted ? inside : outside).push(key));
  };
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { memory, inside, outside, ask, settled };
}

describe('memory admission', () => {
  it('admits as many as fit, and the next when one leaves', async () => {
    const { memory, inside, ask, settled } = door(100);
    for (const key of [1, 2, 3]) ask(key, 50);
    await settled();
    expect(inside).toEqual([1, 2]);
    memory.release(1);
    await settled();
    expect(inside).toEqual([1, 2, 3]);
  });

  it('lets no small picture overtake a large one', async () => {
    const { memory, inside, ask, settled } = door(100);
    ask(1, 60);
    ask(2, 80);
    ask(3, 10);
    await settled();
    expect(inside).toEqual([1]);
    memory.release(1);
    await settled();
    expect(inside).toEqual([1, 2, 3]);
  });

  it('admits up to twice the budget when nothing else runs, and nothing beside it', async () => {
    const { memory, inside, ask, settled } = door(100);
    ask(1, 10);
    ask(2, 200);
    ask(3, 10);
    await settled();
    expect(inside).toEqual([1]);
    memory.release(1);
    await settled();
    expect(inside).toEqual([1, 2]);
    memory.release(2);
    await settled();
    expect(inside).toEqual([1, 2, 3]);
  });

  it('refuses more than that at once, and whoever is given up while it waits', async () => {
    const { memory, outside, ask, settled } = door(100);
    ask(1, 201);
    ask(2, 100);
    ask(3, 100);
    await settled();
    memory.release(3);
    await settled();
    expect(outside).toEqual([1, 3]);
  });

  it('never has more admitted than the budget, unless it is one alone, and never forgets anybody', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 30 }), async (sizes) => {
        const { memory, inside, ask, settled } = door(100);
        sizes.forEach((bytes, key) => {
          ask(key, bytes);
        });
        for (let released = 0; released < sizes.length; released++) {
          await settled();
          const running = inside.slice(released);
          expect(running.length).toBeGreaterThan(0);
          const used = running.reduce((sum, key) => sum + sizes[key]!, 0);
          if (running.length > 1) expect(used).toBeLessThanOrEqual(100);
          memory.release(inside[released]!);
        }
        expect(inside).toEqual(sizes.map((_, key) => key));
      }),
      { numRuns: 50 },
    );
  });
});
