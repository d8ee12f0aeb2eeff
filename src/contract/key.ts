import { z } from '@hono/zod-openapi';
import { Capability } from './capabilities.ts';

/** Requests a minute that a key may make while nothing else is said. */
export const DEFAULT_RATE_LIMIT = 1000;

/** A key of the API, as it is listed: never the key itself. */
export const ApiKey = z.object({
  id: z.int(),
  uuid: z.uuid(),
  name: z.string(),
  /** First characters of the key, by which a person knows it again. */
  prefix: z.string(),
  capabilities: z.array(Capability),
  /** Absolute folders that photos may come from and go to; null: any. */
  folders: z.array(z.string()).nullable(),
  /** Requests a minute; 0: unlimited. */
  rateLimit: z.int(),
  expiresAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  /** To the minute. */
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

const name = z.string().trim().min(1).max(200);
const rateLimit = z.int().min(0).max(1_000_000);
const folders = z.array(z.string().min(1)).min(1).max(100);
const capabilities = z.array(Capability).min(1).max(100);

/** Body of `POST /keys`. */
export const CreateKeyBody = z.strictObject({
  name,
  capabilities,
  /** Absolute folders; without: any. */
  folders: folders.nullish(),
  rateLimit: rateLimit.optional(),
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
});
export type CreateKeyBody = z.infer<typeof CreateKeyBody>;

/** Body of `PATCH /keys/:id`: what is left out stays. */
export const UpdateKeyBody = z.strictObject({
  name: name.optional(),
  capabilities: capabilities.optional(),
  folders: folders.nullable().optional(),
  rateLimit: rateLimit.optional(),
  expiresAt: z.iso.datetime({ offset: true }).nullable().optional(),
});
export type UpdateKeyBody = z.infer<typeof UpdateKeyBody>;

/** A key that was just made; `key` is shown this once and never again. */
export const CreatedKey = ApiKey.extend({ key: z.string() });
export type CreatedKey = z.infer<typeof CreatedKey>;
