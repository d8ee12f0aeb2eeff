import { z } from '@hono/zod-openapi';
import { Run } from './run.ts';

const entry = z
  .string()
  .min(1)
  .max(4096)
  .optional()
  .meta({ description: 'Of a zip: the picture in it, by its name with folders.' });

/** A picture to look at; exactly one of them. */
const PreviewSource = z.union([
  z.strictObject({ path: z.string().min(1), entry }),
  z.strictObject({ uploadId: z.string().min(1), entry }),
  z.strictObject({ runId: z.union([z.int(), z.string()]), itemId: z.union([z.int(), z.string()]) }),
]);
export type PreviewSource = z.infer<typeof PreviewSource>;

/** Body of `POST /preview/source`. */
export const SourcePreviewBody = z
  .strictObject({
    source: PreviewSource,
    longEdge: z.int().min(16).max(1024).default(640),
  })
  .openapi('SourcePreview');
export type SourcePreviewBody = z.infer<typeof SourcePreviewBody>;

/** Body of `POST /preview`. */
export const PreviewBody = z
  .strictObject({
    /** A document as it is being edited, or the id, slug or uuid of a stored workflow. */
    workflow: z.union([z.string(), z.int(), z.record(z.string(), z.unknown())]),
    /** Params that take the place of the workflow's, by node. */
    params: Run.shape.params.optional(),
    nodeId: z.string(),
    /** For a workflow with several inputs, all of them get this picture. */
    source: PreviewSource,
    longEdge: z.int().min(16).max(4096).default(1200),
    format: z.enum(['webp', 'jpeg', 'png']).default('webp'),
    /** Whoever looks; a newer request of the same one gives the older one up. */
    client: z.string().min(1).max(100).optional(),
    /** From the source itself instead of a small copy: slower, and exact. */
    exact: z.boolean().default(false),
  })
  .openapi('Preview');
export type PreviewBody = z.infer<typeof PreviewBody>;
