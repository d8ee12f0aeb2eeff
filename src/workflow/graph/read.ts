import type { z } from 'zod';
import { type FieldIssue, SafelightError } from '../../contract/errors.ts';
import { WORKFLOW_FORMAT, WorkflowDocument } from '../../contract/workflow.ts';
import { expectation } from './expectation.ts';
import { migrateWorkflow, savedFormat } from './migrations.ts';
import { didYouMean } from './nearest.ts';

/** Values nested deeper than this are no workflow; walking them could exhaust the stack. */
const DEEPEST = 64;

/**
 * A workflow document from parsed JSON: migrated to the current format, shape checked, defaults filled in. Whether its
 * nodes fit together is checked by `validateWorkflow`.
 *
 * Throws `workflow_too_new` for formats this program does not know and `workflow_invalid` with all issues.
 */
export function readWorkflow(json: unknown): WorkflowDocument {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new SafelightError(
      'workflow_invalid',
      'This is no workflow: expected a JSON object with “name” and “nodes”.',
      {
        issues: [{ path: '', code: 'invalid_type', message: 'Expected a JSON object with “name” and “nodes”.' }],
      },
    );
  }
  if (deeperThan(json, DEEPEST)) {
    const message = `Values are nested more than ${DEEPEST} levels deep; simplify the document.`;
    throw new SafelightError('workflow_invalid', `The workflow is not valid. ${message}`, {
      issues: [{ path: '', code: 'too_deep', message }],
    });
  }
  const saved = json as Record<string, unknown>;
  if (savedFormat(saved) > WORKFLOW_FORMAT) {
    throw new SafelightError(
      'workflow_too_new',
      `The workflow${named(saved)} was saved in format ${savedFormat(saved)} by a newer Safelight; this one reads up to format ${WORKFLOW_FORMAT}. Update Safelight to use it.`,
    );
  }
  const document = migrateWorkflow(saved, WORKFLOW_FORMAT);
  const parsed = WorkflowDocument.safeParse(document, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap((issue) => fieldIssues(issue, document));
  throw new SafelightError('workflow_invalid', `The workflow${named(saved)} is not valid. ${summary(issues)}`, {
    issues,
  });
}

/** First issue as a sentence, and how many more there are. */
export function summary(issues: readonly FieldIssue[]): string {
  const more = issues.length - 1;
  const first = issues[0]?.message ?? '';
  return more < 1 ? first : `${first} (and ${more} more ${more === 1 ? 'problem' : 'problems'})`;
}

function named(document: Record<string, unknown>): string {
  return typeof document['name'] === 'string' && document['name'] !== '' ? ` “${document['name'].slice(0, 80)}”` : '';
}

const DOCUMENT_FIELDS = Object.keys(WorkflowDocument.shape);
const NODE_FIELDS = Object.keys(WorkflowDocument.shape.nodes.element.shape);

function fieldIssues(issue: z.core.$ZodIssue, document: Record<string, unknown>): FieldIssue[] {
  const path = documentPath(issue.path, document);
  if (issue.code === 'unrecognized_keys') {
    const known = issue.path[0] === 'nodes' ? NODE_FIELDS : DOCUMENT_FIELDS;
    return issue.keys.map((key) => ({
      path: path === '' ? key : `${path}.${key}`,
      code: 'unknown_field',
      message: `${path === '' ? 'A workflow' : path} has no field “${key}”; remove it.${didYouMean(key, known)}`,
    }));
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  const field = path === '' ? 'The document' : `“${path}”`;
  return [{ path, code: missing ? 'missing' : issue.code, message: `${field} ${expectation(issue)}` }];
}

/** `['nodes', 3, 'params']` → `nodes.resize-1.params`; the number stays where a node has no usable id. */
function documentPath(path: readonly PropertyKey[], document: Record<string, unknown>): string {
  const [first, index, ...rest] = path;
  if (first !== 'nodes' || typeof index !== 'number') return path.map(String).join('.');
  const nodes = document['nodes'];
  const node: unknown = Array.isArray(nodes) ? nodes[index] : undefined;
  const id = typeof node === 'object' && node !== null && 'id' in node ? node.id : undefined;
  return ['nodes', typeof id === 'string' && id !== '' ? id : index, ...rest].map(String).join('.');
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => deeperThan(part, levels - 1));
}
