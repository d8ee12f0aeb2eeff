import { createRoute, z } from '@hono/zod-openapi';
import { needs } from '../capabilities.ts';
import { FieldIssue } from '../errors.ts';
import { WorkflowDocument, WorkflowSummary, WorkflowVersion } from '../workflow.ts';
import { WORKFLOW_EXAMPLE } from './examples.ts';
import { body, done, json, optionalBody, problems, workflowParams } from './shape.ts';

const tags = ['Workflows'];
const StoredWorkflow = WorkflowSummary.extend({ document: WorkflowDocument }).openapi('Workflow');
const Version = WorkflowVersion.openapi('WorkflowVersion');
const versionParams = workflowParams.extend({
  version: z.coerce.number().int().min(1).meta({ description: 'Number of the version, from 1.' }),
});
const AnyDocument = z.record(z.string(), z.unknown()).meta({
  description: 'A workflow document, see docs/workflows.md. What is wrong with it is told node by node (422).',
});

/** Workflows and their versions, which never change. */
export const workflowRoutes = {
  listWorkflows: createRoute({
    method: 'get',
    path: '/workflows',
    tags,
    summary: 'List workflows',
    description: 'Built-in ones first, then by name. A key for some workflows sees these only.',
    ...needs('workflow:read'),
    request: { query: z.object({ q: z.string().optional().meta({ description: 'Part of the name or slug.' }) }) },
    responses: { 200: json(z.object({ items: z.array(WorkflowSummary.openapi('WorkflowSummary')) }), 'All workflows') },
  }),
  createWorkflow: createRoute({
    method: 'post',
    path: '/workflows',
    tags,
    summary: 'Save a new workflow',
    description: 'A slug that is taken gets a number.',
    ...needs('workflow:write'),
    request: { body: body(AnyDocument, WORKFLOW_EXAMPLE) },
    responses: {
      201: json(StoredWorkflow, 'The workflow, as it is stored'),
      ...problems('workflow_invalid', 'workflow_too_new'),
    },
  }),
  validateWorkflow: createRoute({
    method: 'post',
    path: '/workflows/validate',
    tags,
    summary: 'Check a workflow',
    description: 'Tells every problem at once, by place in the document; nothing is saved. Always answers 200.',
    ...needs('any-key'),
    request: { body: body(AnyDocument, WORKFLOW_EXAMPLE) },
    responses: {
      200: json(
        z.object({
          valid: z.boolean(),
          issues: z.array(FieldIssue),
          /** The same by node; what belongs to no node is under ''. */
          nodes: z.record(z.string(), z.array(FieldIssue)),
          /** Allowed, and probably not meant: a node that leads to no export. */
          warnings: z.array(FieldIssue),
        }),
        'Whether it can be run, and if not, why',
        { valid: true, issues: [], nodes: {}, warnings: [] },
      ),
    },
  }),
  getWorkflow: createRoute({
    method: 'get',
    path: '/workflows/{id}',
    tags,
    summary: 'Get a workflow',
    ...needs('workflow:read'),
    description: 'The workflow with the document of its newest version.',
    request: { params: workflowParams },
    responses: { 200: json(StoredWorkflow, 'The workflow and its newest version'), ...problems('workflow_not_found') },
  }),
  updateWorkflow: createRoute({
    method: 'patch',
    path: '/workflows/{id}',
    tags,
    summary: 'Change a workflow',
    description:
      'Top-level members of the document that are given replace those of the newest version; a new version is made unless nothing changed. With `baseVersion`, it is refused when somebody saved another version since.',
    ...needs('workflow:write'),
    request: {
      params: workflowParams,
      body: body(
        z
          .strictObject({
            name: z.string().optional(),
            description: z.string().nullable().optional(),
            nodes: z.array(z.unknown()).optional(),
            format: z.int().optional(),
            /** Ignored: a workflow keeps its slug. */
            slug: z.string().optional(),
            baseVersion: z.int().min(1).optional(),
          })
          .openapi('PatchWorkflow'),
        { name: 'Small and sharp', baseVersion: 3 },
      ),
    },
    responses: {
      200: json(StoredWorkflow, 'The workflow as it is now'),
      ...problems('workflow_not_found', 'workflow_invalid', 'workflow_read_only', 'workflow_changed'),
    },
  }),
  deleteWorkflow: createRoute({
    method: 'delete',
    path: '/workflows/{id}',
    tags,
    summary: 'Remove a workflow',
    description: 'Takes it off the list. Runs that used it keep their version.',
    ...needs('workflow:write'),
    request: { params: workflowParams },
    responses: { 200: done, ...problems('workflow_not_found', 'workflow_read_only') },
  }),
  forkWorkflow: createRoute({
    method: 'post',
    path: '/workflows/{id}/fork',
    tags,
    summary: 'Copy a workflow',
    description: 'A copy of its own, also of a built-in one.',
    ...needs('workflow:write'),
    request: {
      params: workflowParams,
      body: optionalBody(z.strictObject({ name: z.string().min(1).max(255).optional() }).openapi('ForkWorkflow'), {
        name: 'Web, but sharper',
      }),
    },
    responses: { 201: json(StoredWorkflow, 'The copy'), ...problems('workflow_not_found') },
  }),
  listVersions: createRoute({
    method: 'get',
    path: '/workflows/{id}/versions',
    tags,
    summary: 'List a workflow’s versions',
    description: 'Newest first, without their documents.',
    ...needs('workflow:read'),
    request: { params: workflowParams },
    responses: {
      200: json(z.object({ items: z.array(WorkflowVersion.omit({ document: true })) }), 'All versions'),
      ...problems('workflow_not_found'),
    },
  }),
  getVersion: createRoute({
    method: 'get',
    path: '/workflows/{id}/versions/{version}',
    tags,
    summary: 'Get a version',
    description: 'With its document, as it was saved.',
    ...needs('workflow:read'),
    request: { params: versionParams },
    responses: { 200: json(Version, 'The version'), ...problems('workflow_not_found') },
  }),
  restoreVersion: createRoute({
    method: 'post',
    path: '/workflows/{id}/versions/{version}/restore',
    tags,
    summary: 'Go back to a version',
    description: 'Saves it again as the newest one.',
    ...needs('workflow:write'),
    request: { params: versionParams },
    responses: {
      200: json(StoredWorkflow, 'The workflow as it is now'),
      ...problems('workflow_not_found', 'workflow_read_only'),
    },
  }),
} as const;
