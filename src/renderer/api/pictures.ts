/**
 * URL of the picture that left a node, scaled down to fit `longEdge` pixels; without it in full size. `version` makes another
 * address of it once the photo was done again.
 */
export function nodePicture(
  runId: number,
  itemId: number,
  nodeId: string,
  longEdge?: number,
  version?: string | number,
): string {
  const query = new URLSearchParams();
  if (longEdge !== undefined) query.set('longEdge', String(longEdge));
  if (version !== undefined) query.set('v', String(version));
  const search = query.size === 0 ? '' : `?${query}`;
  return `/artifacts/runs/${runId}/${itemId}/nodes/${encodeURIComponent(nodeId)}.${longEdge === undefined ? 'png' : 'webp'}${search}`;
}

/**
 * URL of a small picture of an item: of its result once there is one, of its source before. Another attempt has another address. It
 * may turn out to be no picture, which is no failed request: nobody knows that of a photo whose turn has not come.
 */
export function itemThumb(
  runId: number,
  item: { id: number; thumbUrl: string | null },
  longEdge: number,
): string | undefined {
  if (item.thumbUrl === null) return undefined;
  const made = new URLSearchParams(item.thumbUrl.split('?')[1]).get('v') ?? '';
  const version = made.endsWith('-completed') ? made : 'source';
  return `/artifacts/runs/${runId}/${item.id}/thumb.webp?longEdge=${longEdge}&ifNone=nothing&v=${version}`;
}
