import { SafelightError } from '../../../contract/errors.ts';
import { routes } from '../../../contract/routes.ts';
import type { Item } from '../../../contract/run.ts';
import type { App } from '../../app.ts';
import { archiveResponse } from '../archive-response.ts';
import { contentType, fileResponse } from '../file-response.ts';
import { type Http, idOrUuid } from '../http.ts';
import type { SmallCopies } from '../pictures/small-copies.ts';

const THUMB_EDGE = 320;
const LARGEST_THUMB_EDGE = 1024;

/**
 * `/artifacts/<key>`: originals, delivered files, small pictures, and every node's picture (rendered when asked for). Keys are looked
 * up in the store, never turned into paths, so there is nothing to traverse.
 */
export function handleArtifacts(http: Http, app: App, copies: SmallCopies): void {
  http.openapi(
    routes.getArchiveFile,
    async (c) => archiveResponse(app, await app.runs.get(c.req.valid('param').runId), c.req.raw) as never,
  );

  http.openapi(routes.getInputFile, async (c) => {
    const { runId, itemId, nodeId } = c.req.valid('param');
    const item = await app.runs.item(runId, idOrUuid(itemId));
    const { path } = await app.runs.inputPath(runId, item.id, nodeId);
    // By the name that it was given with: an upload is called by its hash.
    return (await fileResponse(c.req.raw, path, { type: contentType(item.sources[nodeId]?.name ?? path) })) as never;
  });

  http.openapi(routes.getOutputFile, async (c) => {
    const { runId, itemId, index } = c.req.valid('param');
    const { path } = await app.runs.outputPath(runId, idOrUuid(itemId), index);
    return (await fileResponse(c.req.raw, path)) as never;
  });

  async function thumbOf(runId: string, item: Item, longEdge: number): Promise<string> {
    const delivered = item.outputs.find(({ archive, undone }) => archive === undefined && undone === undefined);
    // What was delivered may have been moved or removed by its owner; the source is the next best.
    const small = delivered === undefined ? null : await copies.get(delivered.path, longEdge, 'look').catch(() => null);
    return small ?? (await copies.get((await app.runs.inputPath(runId, item.id)).path, longEdge, 'look'));
  }

  http.openapi(routes.getThumb, async (c) => {
    const { runId, itemId } = c.req.valid('param');
    const { longEdge = THUMB_EDGE, ifNone } = c.req.valid('query');
    const item = await app.runs.item(runId, idOrUuid(itemId));
    try {
      const path = await thumbOf(runId, item, Math.min(longEdge, LARGEST_THUMB_EDGE));
      return (await fileResponse(c.req.raw, path, { cache: 'private, max-age=3600' })) as never;
    } catch (error) {
      if (ifNone === 'problem' || !(error instanceof SafelightError)) throw error;
      return c.body(null, 204) as never;
    }
  });

  http.openapi(routes.getNodePicture, async (c) => {
    const { runId, itemId, file } = c.req.valid('param');
    const match = /^(.+)\.(png|webp|jpeg)$/.exec(file);
    if (match === null) throw new SafelightError('request_invalid', 'Ask for <node>.png, .webp or .jpeg.');
    const shown = await app.runs.renderPreview(runId, idOrUuid(itemId), match[1] as string, {
      longEdge: c.req.valid('query').longEdge ?? null,
      format: match[2] as 'png' | 'webp' | 'jpeg',
    });
    return (await fileResponse(c.req.raw, shown.path, { cache: 'private, max-age=60' })) as never;
  });
}
