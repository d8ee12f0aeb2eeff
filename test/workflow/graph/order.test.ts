import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cycles, type Edge, topologicalOrder } from '../../../src/workflow/graph/order.ts';

const edge = (from: string, to: string): Edge => ({ from, to, path: `${from}>${to}` });
const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const anyEdges = fc.array(
  fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).map(([from, to]) => edge(from, to)),
  { maxLength: 16 },
);

describe('topological order', () => {
  it('keeps the given order where nothing else is asked', () => {
    expect(topologicalOrder(['c', 'a', 'b'], [])).toEqual(['c', 'a', 'b']);
    expect(topologicalOrder(['c', 'a', 'b'], [edge('b', 'c')])).toEqual(['a', 'b', 'c']);
  });

  it('does not depend on the order of edges', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        expect(topologicalOrder(ids, edges.toReversed())).toEqual(topologicalOrder(ids, edges));
      }),
    );
  });

  it('puts each node after all it waits for, and leaves out only what hangs on a circle', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        const order = topologicalOrder(ids, edges);
        for (const { from, to } of edges) {
          if (order.includes(to)) expect(order.indexOf(from)).toBeLessThan(order.indexOf(to));
        }
        expect(order.length === ids.length).toBe(cycles(ids, edges).length === 0);
      }),
    );
  });
});

describe('circles', () => {
  it('are told as the way along them', () => {
    const edges = [edge('a', 'b'), edge('b', 'c'), edge('c', 'b'), edge('d', 'd')];
    expect(cycles(['a', 'b', 'c', 'd'], edges).map((circle) => circle.map(({ path }) => path).sort())).toEqual([
      ['b>c', 'c>b'],
      ['d>d'],
    ]);
  });

  it('are always closed', () => {
    fc.assert(
      fc.property(anyEdges, (edges) => {
        for (const circle of cycles(ids, edges)) {
          circle.forEach(({ to }, i) => {
            expect(circle[(i + 1) % circle.length]!.from).toBe(to);
          });
        }
      }),
    );
  });
});
