import { z } from '@hono/zod-openapi';

/** The document format this program writes. Older documents are migrated when read, newer ones refused. */
export const WORKFLOW_FORMAT = 1;

export const NodeId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'a letter, then letters, digits, - or _ (64 at most)');

export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens')
  .max(80);

/** What can be done to a bound value on its way; see src/workflow/graph/transforms.ts. */
export const TRANSFORMS = [
  'to_string',
  'to_number',
  'round',
  'floor',
  'ceil',
  'basename',
  'lowercase',
  'uppercase',
  'first',
  'last',
  'length',
] as const;
export const Transform = z.enum(TRANSFORMS);
export type Transform = z.infer<typeof Transform>;

/**
 * A param value taken from an earlier node's result while the item runs: `{ "$ref": "analyze-1.dominantColor" }`, or
 * `{ "$ref": "analyze-1.sharpness", "transform": "round" }`.
 */
export const Binding = z.strictObject({
  $ref: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_]+)+$/),
  transform: Transform.optional(),
});
export type Binding = z.infer<typeof Binding>;

export const Fallback = z.strictObject({
  type: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
});

export const WorkflowNode = z.strictObject({
  id: NodeId,
  type: z.string().min(1),
  /** Shown instead of the type's own label. */
  label: z.string().max(120).optional(),
  params: z.record(z.string(), z.unknown()).default({}),
  /** Input port → `node` (its only output) or `node.port`. */
  inputs: z.record(z.string(), z.string()).default({}),
  /** CEL expression; when it is false the node is passed over: an image node hands its input on, an export delivers nothing. */
  when: z.string().max(2000).optional(),
  /** How often to try again after the node failed. */
  retries: z.int().min(0).max(10).optional(),
  /** Another node type to use once the retries are spent. */
  fallback: Fallback.optional(),
  /** Params shown on the start sheet and in the run schema. */
  exposed: z.array(z.string()).optional(),
  /** Where the editor draws the node. */
  position: z.object({ x: z.number(), y: z.number() }).optional(),
});
export type WorkflowNode = z.infer<typeof WorkflowNode>;

/** A workflow as it is saved, exchanged and executed. */
export const WorkflowDocument = z.strictObject({
  format: z.int().min(1).default(WORKFLOW_FORMAT),
  name: z.string().min(1).max(255),
  slug: Slug.optional(),
  description: z.string().max(2000).optional(),
  nodes: z.array(WorkflowNode).min(1).max(200),
});
export type WorkflowDocument = z.infer<typeof WorkflowDocument>;
/** What may be written by hand: everything that has a default may be left out. */
export type WorkflowDocumentInput = z.input<typeof WorkflowDocument>;

/** A stored workflow, without its document. */
export const WorkflowSummary = z.object({
  id: z.int(),
  uuid: z.uuid(),
  slug: Slug,
  name: z.string(),
  description: z.string().nullable(),
  builtIn: z.boolean(),
  version: z.int(),
  versionUuid: z.uuid(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type WorkflowSummary = z.infer<typeof WorkflowSummary>;

/** One saved version of a workflow; versions are numbered from 1 and never change. */
export const WorkflowVersion = z.object({
  uuid: z.uuid(),
  workflowId: z.int(),
  version: z.int(),
  createdAt: z.iso.datetime(),
  document: WorkflowDocument,
});
export type WorkflowVersion = z.infer<typeof WorkflowVersion>;
