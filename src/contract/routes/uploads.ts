import { createRoute, z } from '@hono/zod-openapi';
import { PageInfo, PageQuery } from '../api.ts';
import { needs } from '../capabilities.ts';
import { UploadResource } from '../upload.ts';
import { done, json, problems } from './shape.ts';

const tags = ['Uploads'];
const params = z.object({ id: z.string().meta({ description: 'What the upload answered.' }) });
const example = {
  id: 12,
  uploadId: '019aa8a5-3c4e-7c1e-9d3a-2f0e6a8b1c2d',
  fileName: 'abc.jpg',
  bytes: 2_483_112,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

const binary = z.any().meta({ type: 'string', format: 'binary' });
const query = z.object({
  name: z.string().min(1).max(255).optional().meta({ description: 'File name of a raw body.' }),
});
const responses = {
  201: json(
    UploadResource.extend({ items: z.array(UploadResource) }),
    'The first upload, and in `items` all that the request held',
    { ...example, items: [example] },
  ),
  ...problems('payload_too_large', 'unsupported_media_type', 'file_empty', 'disk_full'),
};

/** Files that are not on this machine yet. */
export const uploadRoutes = {
  createUpload: createRoute({
    method: 'post',
    path: '/uploads',
    tags,
    summary: 'Upload a photo or zip',
    description:
      'Either `multipart/form-data` with files in fields `file`, or the bytes themselves with any other content type (but JSON), or none, and the name in `?name=`. Written to disk while it arrives. The id goes into `inputs.<node>.files[].uploadId`.',
    ...needs('any-key'),
    request: {
      query,
      body: {
        required: true as const,
        content: {
          'multipart/form-data': { schema: z.object({ file: binary }) },
          '*/*': { schema: binary },
        },
      },
    },
    responses,
  }),
  putUpload: createRoute({
    method: 'put',
    path: '/uploads',
    tags,
    summary: 'Upload the bytes of one file',
    description: 'As `POST /uploads` with a raw body, for `curl -T photo.jpg …/uploads?name=photo.jpg`.',
    ...needs('any-key'),
    request: { query, body: { required: true as const, content: { '*/*': { schema: binary } } } },
    responses,
  }),
  listUploads: createRoute({
    method: 'get',
    path: '/uploads',
    tags,
    summary: 'List uploads',
    description: 'Newest first.',
    ...needs('workflow:read'),
    request: { query: PageQuery },
    responses: { 200: json(z.object({ items: z.array(UploadResource), ...PageInfo }), 'A page of uploads') },
  }),
  getUpload: createRoute({
    method: 'get',
    path: '/uploads/{id}',
    tags,
    summary: 'Get an upload',
    description: 'What is known of it.',
    ...needs('any-key'),
    request: { params },
    responses: { 200: json(UploadResource, 'The upload', example), ...problems('upload_not_found') },
  }),
  deleteUpload: createRoute({
    method: 'delete',
    path: '/uploads/{id}',
    tags,
    summary: 'Remove an upload',
    description: 'Uploads that no run uses are removed by themselves after a while too.',
    ...needs('any-key'),
    request: { params },
    responses: { 200: done, ...problems('upload_not_found') },
  }),
} as const;
