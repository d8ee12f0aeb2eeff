import type { WorkflowDocument, WorkflowNode } from '../../../../contract/workflow.ts';

/** One thing that differs. */
export interface FieldChange {
  /** `params.ev`, `inputs.image`, `when` … */
  field: string;
  before: unknown;
  after: unknown;
}

/** What became of a node between two versions. */
export interface NodeChange {
  id: string;
  kind: 'added' | 'removed' | 'changed';
  /** As it is now, or was before it was removed. */
  node: WorkflowNode;
  fields: FieldChange[];
}

/** What differs between two documents: name and description, and node by node. Places do not count. */
export interface Comparison {
  workflow: FieldChange[];
  nodes: NodeChange[];
}

const PLAIN_FIELDS = ['type', 'label', 'when', 'retries', 'fallback', 'exposed'] as const;

export function compareDocuments(before: WorkflowDocument, after: WorkflowDocument): Comparison {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Set(after.nodes.map((node) => node.id));
  const nodes = after.nodes.flatMap((node): NodeChange[] => {
    const was = old.get(node.id);
    if (was === undefined) return [{ id: node.id, kind: 'added', node, fields: [] }];
    const fields = fieldsOf(was, node);
    return fields.length === 0 ? [] : [{ id: node.id, kind: 'changed', node, fields }];
  });
  const removed = before.nodes
    .filter((node) => !now.has(node.id))
    .map((node): NodeChange => ({ id: node.id, kind: 'removed', node, fields: [] }));
  const workflow = (['name', 'description'] as const)
    .map((field) => ({ field, before: before[field], after: after[field] }))
    .filter(differs);
  return { workflow, nodes: [...nodes, ...removed] };
}

/** Whether two documents are the same apart from where nodes are drawn. */
export function isSame(a: WorkflowDocument, b: WorkflowDocument): boolean {
  const { workflow, nodes } = compareDocuments(a, b);
  return workflow.length === 0 && nodes.length === 0;
}

function fieldsOf(was: WorkflowNode, is: WorkflowNode): FieldChange[] {
  const records = (['params', 'inputs'] as const).flatMap((record) =>
    [...new Set([...Object.keys(was[record]), ...Object.keys(is[record])])].map((name) => ({
      field: `${record}.${name}`,
      before: was[record][name],
      after: is[record][name],
    })),
  );
  const plain = PLAIN_FIELDS.map((field) => ({ field, before: was[field], after: is[field] }));
  return [...plain, ...records].filter(differs);
}

function differs({ before, after }: FieldChange): boolean {
  return canonical(before) !== canonical(after);
}

/** JSON with keys in order, so that two ways to write one value are equal. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? ''
  );
}
