import { z } from '@hono/zod-openapi';
import { ErrorRecord } from './errors.ts';

const ReasonCount = z.object({
  code: z.string(),
  message: z.string(),
  count: z.int(),
  /** The first few names. */
  examples: z.array(z.string()),
});

/** What a run would do, found out without writing anything. */
export const PlanResource = z
  .object({
    workflow: z.object({
      id: z.int().nullable(),
      slug: z.string(),
      name: z.string(),
      version: z.int().nullable(),
    }),
    /** Items that would be delivered. */
    pictures: z.int(),
    inputBytes: z.int(),
    skipped: z.object({ count: z.int(), reasons: z.array(ReasonCount) }),
    refused: z.object({ count: z.int(), reasons: z.array(ReasonCount) }),
    collisions: z.object({ suffixed: z.int(), overwritten: z.int(), unchanged: z.int(), kept: z.int() }),
    files: z.int(),
    /** The first files, in input order. */
    targets: z.array(
      z.object({
        name: z.string(),
        nodeId: z.string(),
        path: z.string().nullable(),
        collision: z.enum(['free', 'suffixed', 'overwrites', 'unchanged', 'kept', 'unknown']),
      }),
    ),
    archivePath: z.string().nullable(),
    /** Up to three of the pictures, spread over all, for previews: absolute paths of those that are files … */
    examples: z.array(z.string()),
    /** … and those of them that lie in zips: the zip's absolute path, and the name of the entry as `POST /preview` takes it. */
    zipExamples: z.array(z.object({ path: z.string(), entry: z.string(), name: z.string() })),
    estimate: z
      .object({
        bytes: z.int(),
        sampled: z.int(),
        sizes: z.array(z.object({ name: z.string(), nodeId: z.string(), width: z.int(), height: z.int() })),
      })
      .nullable(),
    /** What would keep the run from starting, or every picture from being done: no permission for the folder, a logo that is gone. */
    problems: z.array(ErrorRecord),
    /** One line for each pass over the pixels. */
    lines: z.array(z.string()),
  })
  .openapi('Plan');
export type PlanResource = z.infer<typeof PlanResource>;

/** The steps that one picture goes through, as the planner made them of the workflow. */
export const CompiledPlanResource = z
  .object({
    runId: z.int(),
    /** Null: planned for a typical photo. */
    itemId: z.int().nullable(),
    /** False: planned again once the results are there that conditions and bound params wait for. */
    complete: z.boolean(),
    lines: z.array(z.string()),
    steps: z.array(z.object({ id: z.string(), kind: z.string(), nodes: z.array(z.string()) }).catchall(z.unknown())),
  })
  .openapi('CompiledPlan');
export type CompiledPlanResource = z.infer<typeof CompiledPlanResource>;
