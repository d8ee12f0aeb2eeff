import { z } from '@hono/zod-openapi';

/** A file that was handed to the API. Bytes given twice are kept once. */
export const UploadResource = z
  .object({
    id: z.int(),
    uuid: z.uuid(),
    /** What `inputs.<node>.files[].uploadId` takes; the integer id and the SHA-256 are taken too. */
    uploadId: z.string(),
    /** As it was given, made safe. */
    fileName: z.string(),
    /** `/`-separated; empty for a file given by itself. */
    relativeFolder: z.string(),
    contentType: z.string().nullable(),
    bytes: z.int(),
    sha256: z.string(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
  })
  .openapi('Upload');
export type UploadResource = z.infer<typeof UploadResource>;
