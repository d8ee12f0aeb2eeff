import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { PreviewBody, SourcePreviewBody } from '../preview.ts';
import { body, file, itemParams, problems, runParams } from './shape.ts';

const tags = ['Artifacts'];
const ofItem = itemParams.extend({
  name: z.string().meta({ description: 'File name; for people, it is not looked at.', example: 'abc.jpg' }),
});

/** A file that is answered with ranges, an ETag, and its content type. */
function artifact<
  const Path extends string,
  Params extends z.ZodObject,
  Query extends z.ZodRawShape = Record<never, never>,
>(path: Path, params: Params, summary: string, description: string, query = {} as Query) {
  return createRoute({
    method: 'get',
    path,
    tags,
    summary,
    description,
    ...needs('workflow:read'),
    request: { params, query: z.object({ longEdge: longEdge.optional(), ...query }) },
    responses: {
      200: file('application/octet-stream', 'The file, with its own content type'),
      206: file('application/octet-stream', 'The part that was asked for'),
      304: { description: 'You have it already' },
      416: { description: 'There is no such part' },
      ...problems('not_found', 'run_not_found', 'item_not_found', 'node_not_found', 'file_not_found'),
    },
  });
}

const longEdge = z.coerce
  .number()
  .int()
  .min(16)
  .max(16384)
  .meta({ description: 'Largest side of the picture in pixels.' });

/**
 * Files behind the keys and URLs that come with runs and items. Keys are looked up, never turned into paths, so there is nothing to
 * traverse.
 */
export const artifactRoutes = {
  getNodePicture: artifact(
    '/artifacts/runs/{runId}/{itemId}/nodes/{file}',
    itemParams.extend({
      file: z.string().meta({ description: 'Node id with `.png`, `.webp` or `.jpeg`.', example: 'resize.webp' }),
    }),
    'Picture that left a node',
    'Rendered when it is not in the cache; in sRGB, without metadata. `longEdge` makes it smaller.',
  ),
  getThumb: artifact(
    '/artifacts/runs/{runId}/{itemId}/thumb.webp',
    itemParams,
    'Small picture of an item',
    'Of its first delivered file, else of its source, also while it is pending. `longEdge` up to 1024, 320 without.',
    {
      ifNone: z.enum(['problem', 'nothing']).default('problem').meta({
        description:
          'When there is no picture that could be read: a problem, or 204 without a body, for pages that show many at once.',
      }),
    },
  ),
  getInputFile: artifact(
    '/artifacts/runs/{runId}/{itemId}/inputs/{nodeId}/{name}',
    ofItem.extend({ nodeId: z.string() }),
    'Original of an item',
    'The file as it is; of a zip, the entry.',
  ),
  getOutputFile: artifact(
    '/artifacts/runs/{runId}/{itemId}/outputs/{index}/{name}',
    ofItem.extend({ index: z.coerce.number().int().min(0) }),
    'Delivered file',
    'By its place in the item’s `outputs`, from 0; also out of a delivered zip.',
  ),
  getArchiveFile: artifact(
    '/artifacts/runs/{runId}/archive/{name}',
    runParams.extend({ name: z.string() }),
    'All results as a zip',
    'As `GET /workflows/runs/{runId}/archive`, under a name that browsers keep.',
  ),
  preview: createRoute({
    method: 'post',
    path: '/preview',
    tags: ['Workflows'],
    summary: 'Look at a workflow while it is edited',
    description:
      'The picture that leaves a node, made on a small copy of the source: lengths in pixels are scaled with it. A newer request of the same `client` gives the older one up, which is then answered with `cancelled`.',
    ...needs('workflow:run'),
    request: {
      body: body(PreviewBody, {
        workflow: 'web',
        nodeId: 'resize',
        source: { path: '/photos/mug.jpg' },
        longEdge: 1200,
        client: 'editor-1',
      }),
    },
    responses: {
      200: file('image/webp', 'The picture'),
      ...problems(
        'workflow_not_found',
        'workflow_invalid',
        'node_not_found',
        'file_not_found',
        'upload_not_found',
        'zip_entry_refused',
        'cancelled',
        'node_failed',
      ),
    },
  }),
  previewSource: createRoute({
    method: 'post',
    path: '/preview/source',
    tags: ['Workflows'],
    summary: 'Look at a picture before it is worked on',
    description:
      'A small upright copy of the source. Quick: of a RAW file what the camera put into it, so that it may look other than what a workflow begins with.',
    ...needs('workflow:run'),
    request: { body: body(SourcePreviewBody, { source: { path: '/photos/wedding.zip', entry: 'day/IMG_1.CR3' } }) },
    responses: {
      200: file('image/webp', 'The picture'),
      ...problems('file_not_found', 'upload_not_found', 'zip_entry_refused', 'cancelled'),
    },
  }),
} as const;
