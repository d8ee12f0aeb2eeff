/** URL of the picture that left a node, scaled down to fit `longEdge` pixels; without it in full size. */
export function nodePicture(runId: number, itemId: number, nodeId: string, longEdge?: number): string {
  const size = longEdge === undefined ? '' : `?longEdge=${longEdge}`;
  return `/artifacts/runs/${runId}/${itemId}/nodes/${encodeURIComponent(nodeId)}.${longEdge === undefined ? 'png' : 'webp'}${size}`;
}

/** URL of a small picture of an item: of its result once there is one, of its source before. */
export function itemThumb(
  runId: number,
  item: { id: number; thumbUrl: string | null },
  longEdge: number,
): string | undefined {
  return item.thumbUrl === null ? undefined : `/artifacts/runs/${runId}/${item.id}/thumb.webp?longEdge=${longEdge}`;
}
