import type { OpenAPIHono } from '@hono/zod-openapi';
import { SafelightError } from '../../../contract/errors.ts';
import type { App } from '../../app.ts';
import { fileResponse } from '../file-response.ts';

/**
 * `/artifacts/<key>`: originals, delivered files, and every node's picture (rendered when asked for). Keys are looked up in
 * the store, never turned into paths, so there is nothing to traverse.
 */
export function handleArtifacts(http: OpenAPIHono, app: App): void {
  http.get('/artifacts/runs/:runId/archive/:name', async (c) => {
    const run = await app.runs.get(c.req.param('runId'));
    if (run.archivePath === null) throw new SafelightError('not_found', `Run ${run.id} has no zip.`);
    return fileResponse(c.req.raw, run.archivePath);
  });
  http.get('/artifacts/runs/:runId/:itemId/inputs/:nodeId/:name', async (c) => {
    const shown = await app.runs.inputPath(c.req.param('runId'), Number(c.req.param('itemId')), c.req.param('nodeId'));
    return fileResponse(c.req.raw, shown.path);
  });
  http.get('/artifacts/runs/:runId/:itemId/outputs/:index/:name', async (c) => {
    const item = await app.runs.item(c.req.param('runId'), Number(c.req.param('itemId')));
    const output = item.outputs[Number(c.req.param('index'))];
    if (output === undefined) throw new SafelightError('not_found', `“${item.name}” has no such output.`);
    if (output.archive !== undefined) {
      throw new SafelightError('not_found', `“${output.fileName}” was delivered inside ${output.archive}.`);
    }
    return fileResponse(c.req.raw, output.path);
  });
  http.get('/artifacts/runs/:runId/:itemId/nodes/:file', async (c) => {
    const match = /^(.+)\.(png|webp|jpeg)$/.exec(c.req.param('file'));
    const wanted = c.req.query('longEdge');
    const longEdge = wanted === undefined ? null : Number(wanted);
    if (match === null || (longEdge !== null && !(Number.isInteger(longEdge) && longEdge >= 16 && longEdge <= 16384))) {
      throw new SafelightError(
        'request_invalid',
        'Ask for <node>.png, .webp or .jpeg, with longEdge from 16 to 16384.',
      );
    }
    const shown = await app.runs.renderPreview(
      c.req.param('runId'),
      Number(c.req.param('itemId')),
      match[1] as string,
      {
        longEdge,
        format: match[2] as 'png' | 'webp' | 'jpeg',
      },
    );
    return fileResponse(c.req.raw, shown.path, { cache: 'private, max-age=60' });
  });
}
