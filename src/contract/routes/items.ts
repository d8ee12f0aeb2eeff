import { createRoute, z } from '@hono/zod-openapi';
import {
  ItemDetailResource,
  ItemResource,
  PageInfo,
  PageQuery,
  PatchItemBody,
  RetryItemBody,
  RunResource,
} from '../api.ts';
import { needs } from '../capabilities.ts';
import { ItemStatus } from '../run.ts';
import { ITEM_EXAMPLE, RUN_EXAMPLE } from './examples.ts';
import { body, done, itemParams, json, optionalBody, problems, runParams } from './shape.ts';

const tags = ['Items'];
const nodeState = {
  nodeId: 'removeBackground-1',
  status: 'completed',
  fileKeys: ['runs/9871/55001/nodes/removeBackground-1.png'],
  fileUrls: ['http://127.0.0.1:4780/artifacts/runs/9871/55001/nodes/removeBackground-1.png'],
  startedAt: '2026-04-29T14:05:02.000Z',
  finishedAt: '2026-04-29T14:05:20.000Z',
};
const detail = json(
  z.object({ run: RunResource, item: ItemDetailResource }),
  'The run without its items, and the item with each node’s state',
  { run: RUN_EXAMPLE, item: { ...ITEM_EXAMPLE, nodeStates: [nodeState] } },
);

/** The photos of a run. */
export const itemRoutes = {
  listItems: createRoute({
    method: 'get',
    path: '/workflows/runs/{runId}/items',
    tags,
    summary: 'List a run’s items',
    description: 'In input order.',
    ...needs('workflow:read'),
    request: {
      params: runParams,
      query: PageQuery.extend({
        q: z.string().optional().meta({ description: 'Part of the input file’s name; capitals do not matter.' }),
        status: ItemStatus.optional(),
      }),
    },
    responses: {
      200: json(z.object({ items: z.array(ItemResource), ...PageInfo }), 'A page of items'),
      ...problems('run_not_found'),
    },
  }),
  getItem: createRoute({
    method: 'get',
    path: '/workflows/runs/{runId}/items/{itemId}',
    tags,
    summary: 'Get a run item',
    description:
      'With each node’s state. The pictures of `fileUrls` are rendered when they are fetched; `?longEdge=` makes them smaller, `.webp` or `.jpeg` instead of `.png` too.',
    ...needs('workflow:read'),
    request: { params: itemParams },
    responses: { 200: detail, ...problems('run_not_found', 'item_not_found') },
  }),
  patchItem: createRoute({
    method: 'patch',
    path: '/workflows/runs/{runId}/items/{itemId}',
    tags,
    summary: 'Give an item params of its own',
    description:
      'They count from its next attempt on, and when its pictures are looked at. `{}` for a node takes them back.',
    ...needs('workflow:run'),
    request: { params: itemParams, body: body(PatchItemBody, { params: { exposure: { ev: 0.5 } } }) },
    responses: {
      200: detail,
      ...problems('run_not_found', 'item_not_found', 'node_not_found', 'run_state', 'param_invalid'),
    },
  }),
  retryItem: createRoute({
    method: 'post',
    path: '/workflows/runs/{runId}/items/{itemId}/retry',
    tags,
    summary: 'Do an item again',
    description:
      'Without a body: for an item that failed, was cancelled, or whose files were taken back. With one, also for a completed item, from `fromNode` on, with `params` of its own; its files are replaced where nobody changed them.',
    ...needs('workflow:run'),
    request: { params: itemParams, body: optionalBody(RetryItemBody, { fromNode: 'resize', params: {} }) },
    responses: {
      200: done,
      ...problems('run_not_found', 'item_not_found', 'node_not_found', 'run_state', 'param_invalid'),
    },
  }),
} as const;
