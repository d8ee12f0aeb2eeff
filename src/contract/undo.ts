import { z } from '@hono/zod-openapi';

/** Body of `POST /workflows/runs/:runId/undo`, which may be left out. */
export const UndoBody = z.strictObject({
  /** Only tell what would be done. */
  dryRun: z.boolean().default(false),
});

/** What undoing a run did, or with `dryRun` would do. Paths are absolute. */
export const UndoReport = z.object({
  runId: z.int(),
  dryRun: z.boolean(),
  /** Files that the run made and that are gone now. */
  removed: z.array(z.string()),
  /** Files that the run had replaced and that are back. */
  restored: z.array(z.string()),
  /** Files that the run made and that somebody else removed before. */
  alreadyGone: z.array(z.string()),
  /** Files that stay as they are, with the reason as a part of a sentence. */
  kept: z.array(z.object({ path: z.string(), reason: z.string() })),
  /** Folders that the run made, that were empty then, and that are gone now. */
  folders: z.array(z.string()),
});
export type UndoReport = z.infer<typeof UndoReport>;

/** An output against its receipt. `changed`: other bytes. `unreadable`: it is there, but its bytes cannot be had. */
export const OUTPUT_CHECKS = ['ok', 'changed', 'missing', 'unreadable', 'undone'] as const;
/**
 * The picture made again from its source against the receipt. `engineChanged`: other bytes, by another engine version than the
 * receipt's. `failed`: it could not be made again.
 */
export const REPLAY_CHECKS = ['same', 'differs', 'sourceChanged', 'sourceMissing', 'engineChanged', 'failed'] as const;

/** One output, verified. */
export const VerifiedOutput = z.object({
  itemId: z.int(),
  name: z.string(),
  nodeId: z.string(),
  path: z.string(),
  state: z.enum(OUTPUT_CHECKS),
  replay: z.enum(REPLAY_CHECKS).optional(),
  /** Why, where the state alone does not say it. */
  message: z.string().optional(),
});
export type VerifiedOutput = z.infer<typeof VerifiedOutput>;

/** How many outputs are in which state. */
export const VerifyReport = z.object({
  runId: z.int(),
  outputs: z.int(),
  states: z.record(z.enum(OUTPUT_CHECKS), z.int()),
  /** Empty counts without a replay. */
  replays: z.record(z.enum(REPLAY_CHECKS), z.int()),
  /** Everything that was checked is as it should be. */
  ok: z.boolean(),
});
export type VerifyReport = z.infer<typeof VerifyReport>;
