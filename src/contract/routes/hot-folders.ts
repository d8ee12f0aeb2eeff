import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { CreateHotFolderBody, HotFolder, PatchHotFolderBody } from '../hot-folder.ts';
import { body, done, json, problems } from './shape.ts';

const tags = ['Hot folders'];
const params = z.object({ id: z.string().meta({ description: 'Integer id or uuid.' }) });
const example = { folder: '/photos/incoming', workflow: 'web', output: { folder: '/photos/web' } };

/** Folders that are watched. */
export const hotFolderRoutes = {
  listHotFolders: createRoute({
    method: 'get',
    path: '/hot-folders',
    tags,
    summary: 'List hot folders',
    description: 'Each with its state and how many files are where.',
    ...needs('workflow:read'),
    responses: { 200: json(z.object({ items: z.array(HotFolder) }), 'All hot folders') },
  }),
  createHotFolder: createRoute({
    method: 'post',
    path: '/hot-folders',
    tags,
    summary: 'Watch a folder',
    description: 'Pictures that are in it already are done too.',
    ...needs('admin'),
    request: { body: body(CreateHotFolderBody, example) },
    responses: {
      201: json(HotFolder, 'The hot folder'),
      ...problems('workflow_not_found', 'file_not_found', 'hot_folder_conflict', 'param_invalid'),
    },
  }),
  getHotFolder: createRoute({
    method: 'get',
    path: '/hot-folders/{id}',
    tags,
    summary: 'Get a hot folder',
    description: 'With its state and how many files are where.',
    ...needs('workflow:read'),
    request: { params },
    responses: { 200: json(HotFolder, 'The hot folder'), ...problems('hot_folder_not_found') },
  }),
  updateHotFolder: createRoute({
    method: 'patch',
    path: '/hot-folders/{id}',
    tags,
    summary: 'Change a hot folder',
    description: 'What is left out stays. `enabled: false` stops watching until it is true again.',
    ...needs('admin'),
    request: { params, body: body(PatchHotFolderBody, { enabled: false }) },
    responses: {
      200: json(HotFolder, 'The hot folder as it is now'),
      ...problems('hot_folder_not_found', 'workflow_not_found', 'param_invalid'),
    },
  }),
  deleteHotFolder: createRoute({
    method: 'delete',
    path: '/hot-folders/{id}',
    tags,
    summary: 'Stop watching a folder',
    description: 'Its files and runs stay.',
    ...needs('admin'),
    request: { params },
    responses: { 200: done, ...problems('hot_folder_not_found') },
  }),
} as const;
