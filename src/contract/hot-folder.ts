import { z } from '@hono/zod-openapi';
import { OutputSpec } from './run.ts';

/**
 * A folder that is watched: every picture that comes to rest in it is done once, by the workflow that belongs to it.
 */
const settings = {
  /** Absolute. It may be missing for a while: a network folder, a card. */
  folder: z.string().min(1),
  /** Id, slug or uuid. */
  workflow: z.string().min(1),
  output: z
    .strictObject({
      /** Absolute folder; default `<folder>/../<name of the folder>-results`. */
      folder: z.string().min(1).optional(),
      name: z.string().optional(),
      collision: OutputSpec.shape.collision,
    })
    .default({ collision: 'suffix' }),
  /** Only names that match, relative to the folder. */
  pattern: z.string().min(1).nullable().default(null),
  recursive: z.boolean().default(false),
  /** A file is at rest when nothing about it changed for so long. */
  settleSeconds: z.number().min(0.1).max(3600).default(2),
  /** Files that come to rest within so long of one another form one run. */
  quietSeconds: z.number().min(0).max(86_400).default(5),
  /** `auto`: events, and looking around now and then. `always`: only looking around, for network folders. `never`: only events. */
  polling: z.enum(['auto', 'always', 'never']).default('auto'),
  /** What is taken of a RAW file and a JPEG with the same name; `both`: each is a picture of its own. */
  pairs: z.enum(['both', 'raw-only', 'jpeg-only']).default('both'),
  /** What happens to a source that was done: it stays, or goes to `processed/` or `failed/` in the folder. */
  afterwards: z.enum(['leave', 'move']).default('leave'),
  enabled: z.boolean().default(true),
};

/** Body of `POST /hot-folders`. */
export const CreateHotFolderBody = z.strictObject(settings).openapi('CreateHotFolder');
export type CreateHotFolderBody = z.infer<typeof CreateHotFolderBody>;

/** Body of `PATCH /hot-folders/:id`; what is left out stays. */
export const PatchHotFolderBody = z
  .strictObject({
    workflow: settings.workflow.optional(),
    output: settings.output.unwrap().partial().optional(),
    pattern: settings.pattern.unwrap().optional(),
    recursive: z.boolean().optional(),
    settleSeconds: settings.settleSeconds.unwrap().optional(),
    quietSeconds: settings.quietSeconds.unwrap().optional(),
    polling: settings.polling.unwrap().optional(),
    pairs: settings.pairs.unwrap().optional(),
    afterwards: settings.afterwards.unwrap().optional(),
    enabled: z.boolean().optional(),
  })
  .openapi('PatchHotFolder');
export type PatchHotFolderBody = z.infer<typeof PatchHotFolderBody>;

export const HotFolder = z
  .object({
    ...settings,
    id: z.int(),
    uuid: z.uuid(),
    output: settings.output.unwrap().extend({ folder: z.string() }),
    /** `away`: the folder cannot be reached; watching goes on by itself when it is back. */
    state: z.enum(['watching', 'away', 'off', 'failed']),
    counts: z.object({ waiting: z.int(), settling: z.int(), done: z.int(), failed: z.int() }),
    /** The file that was taken last. */
    lastFile: z.object({ name: z.string(), at: z.iso.datetime() }).nullable(),
    error: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .openapi('HotFolder');
export type HotFolder = z.infer<typeof HotFolder>;
