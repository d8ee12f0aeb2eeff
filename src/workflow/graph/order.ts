/** `to` waits for `from`; `path` is the field of the document that says so. */
export interface Edge {
  from: string;
  to: string;
  path: string;
}

/**
 * Node ids so that each comes after all it waits for; among those that are ready the earliest given comes first, so that
 * the order does not depend on how edges are listed (Kahn 1962). Ids that wait for each other are left out: see `cycles`.
 */
export function topologicalOrder(ids: readonly string[], edges: readonly Edge[]): string[] {
  const waitsFor = new Map<string, Set<string>>(ids.map((id) => [id, new Set()]));
  for (const { from, to } of edges) waitsFor.get(to)?.add(from);
  const order: string[] = [];
  for (;;) {
    const ready = ids.find((id) => waitsFor.get(id)?.size === 0);
    if (ready === undefined) return order;
    order.push(ready);
    waitsFor.delete(ready);
    for (const set of waitsFor.values()) set.delete(ready);
  }
}

/** Circles among the edges, each as the edges along it; no node is in two of them, and removing one edge of each may not be enough. */
export function cycles(ids: readonly string[], edges: readonly Edge[]): Edge[][] {
  const found: Edge[][] = [];
  let left = ids;
  for (;;) {
    const sorted = new Set(
      topologicalOrder(
        left,
        edges.filter(({ from, to }) => left.includes(from) && left.includes(to)),
      ),
    );
    left = left.filter((id) => !sorted.has(id));
    if (left.length === 0) return found;
    const cycle = findCycle(left, edges);
    found.push(cycle);
    left = left.filter((id) => !cycle.some(({ to }) => to === id));
  }
}

/** One circle among ids that each wait for another of them: walk backwards until an id comes up again. */
function findCycle(ids: readonly string[], edges: readonly Edge[]): Edge[] {
  const walked: Edge[] = [];
  let at = ids[0]!;
  for (;;) {
    const start = walked.findIndex(({ to }) => to === at);
    if (start !== -1) return walked.slice(start).reverse();
    const edge = edges.find(({ from, to }) => to === at && ids.includes(from));
    if (edge === undefined) return walked.reverse();
    walked.push(edge);
    at = edge.from;
  }
}
