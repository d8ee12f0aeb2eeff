import type { Place } from './edit-document.ts';

export type Direction = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

const WAYS: Record<Direction, Place> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export function isDirection(key: string): key is Direction {
  return key in WAYS;
}

/**
 * The node that lies next in a direction: the nearest one within 60° of it, where going sideways off the line counts double. Null at
 * the edge.
 */
export function neighbour(
  nodes: readonly { id: string; position?: Place | undefined }[],
  from: string,
  direction: Direction,
): string | null {
  const start = nodes.find((node) => node.id === from)?.position;
  if (start === undefined) return null;
  const way = WAYS[direction];
  let best: { id: string; cost: number } | null = null;
  for (const { id, position } of nodes) {
    if (id === from || position === undefined) continue;
    const along = (position.x - start.x) * way.x + (position.y - start.y) * way.y;
    const aside = Math.abs((position.x - start.x) * way.y) + Math.abs((position.y - start.y) * way.x);
    if (along <= 0 || aside > along * Math.sqrt(3)) continue;
    const cost = along + 2 * aside;
    if (best === null || cost < best.cost) best = { id, cost };
  }
  return best?.id ?? null;
}
