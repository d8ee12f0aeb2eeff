import { type FieldIssue, SafelightError } from '../../../contract/errors.ts';
import { routes } from '../../../contract/routes.ts';
import type { WorkflowDocument } from '../../../contract/workflow.ts';
import { readWorkflow } from '../../../workflow/graph/read.ts';
import { validateWorkflow } from '../../../workflow/graph/validate.ts';
import { nodeTypeInfo, nodeTypes } from '../../../workflow/nodes/registry.ts';
import type { App } from '../../app.ts';
import type { StoredWorkflow } from '../../engine/workflow-service.ts';
import type { Http } from '../http.ts';

/** Workflows, their versions, and the node types they are made of. */
export function handleWorkflows(http: Http, app: App): void {
  const { workflows } = app;
  // They change only with the program.
  const types = [...nodeTypes.values()].map(nodeTypeInfo);
  http.openapi(routes.listNodes, (c) => c.json({ items: types }, 200));

  http.openapi(routes.listWorkflows, async (c) => {
    const q = c.req.valid('query').q?.toLowerCase() ?? '';
    const all = await workflows.list();
    return c.json({ items: all.filter(({ name, slug }) => name.toLowerCase().includes(q) || slug.includes(q)) }, 200);
  });
  http.openapi(routes.createWorkflow, async (c) => c.json(await workflows.create(c.req.valid('json')), 201));
  http.openapi(routes.validateWorkflow, (c) => {
    const json = c.req.valid('json');
    const { issues, warnings } = checked(json);
    return c.json({ valid: issues.length === 0, issues, nodes: byNode(json, issues), warnings }, 200);
  });
  http.openapi(routes.getWorkflow, async (c) => c.json(await workflows.get(c.req.valid('param').id), 200));

  http.openapi(routes.updateWorkflow, async (c) => {
    const { baseVersion, slug: _slug, ...changes } = c.req.valid('json');
    const now = await workflows.get(c.req.valid('param').id);
    if (baseVersion !== undefined && baseVersion !== now.version) {
      throw new SafelightError(
        'workflow_changed',
        `“${now.name}” was saved as version ${now.version} meanwhile, after your version ${baseVersion}. Load it again.`,
      );
    }
    return c.json(await workflows.update(now.id, patched(now.document, changes)), 200);
  });

  http.openapi(routes.deleteWorkflow, async (c) => {
    await workflows.remove(c.req.valid('param').id);
    return c.json({ ok: true as const }, 200);
  });

  http.openapi(routes.forkWorkflow, async (c) => {
    const { name } = c.req.valid('json');
    const from = await workflows.get(c.req.valid('param').id);
    const { slug: _slug, ...document } = from.document;
    return c.json(await workflows.create({ ...document, name: name ?? `${from.name} copy` }), 201);
  });

  http.openapi(routes.listVersions, async (c) => {
    const versions = await workflows.versions(c.req.valid('param').id);
    return c.json({ items: versions.map(({ document: _document, ...version }) => version) }, 200);
  });
  http.openapi(routes.getVersion, async (c) => {
    const { id, version } = c.req.valid('param');
    return c.json(await versionOf(await workflows.get(id), version), 200);
  });
  http.openapi(routes.restoreVersion, async (c) => {
    const { id, version } = c.req.valid('param');
    const { document } = await versionOf(await workflows.get(id), version);
    return c.json(await workflows.update(id, document), 200);
  });

  async function versionOf(workflow: StoredWorkflow, number: number) {
    const found = (await workflows.versions(workflow.id)).find(({ version }) => version === number);
    if (found !== undefined) return found;
    throw new SafelightError('workflow_not_found', `The workflow “${workflow.name}” has no version ${number}.`);
  }
}

interface Changes {
  name?: string | undefined;
  description?: string | null | undefined;
  nodes?: unknown[] | undefined;
  format?: number | undefined;
}

/** The document with the members that are given in the place of its own; a description of null goes. */
function patched(document: WorkflowDocument, { description, ...changes }: Changes): unknown {
  const { description: before, ...rest } = document;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const now = description === undefined ? before : (description ?? undefined);
  return { ...rest, ...given, ...(now === undefined ? {} : { description: now }) };
}

/** Every problem of a document; no issues for one that can be run. */
function checked(json: unknown): { issues: FieldIssue[]; warnings: FieldIssue[] } {
  try {
    return { issues: [], warnings: validateWorkflow(readWorkflow(json)).warnings };
  } catch (error) {
    if (!(error instanceof SafelightError)) throw error;
    return { issues: error.issues ?? [{ path: '', code: error.code, message: error.message }], warnings: [] };
  }
}

/** The issues by node id; in paths a node is named by its id, or by its place in the list where it has none. */
function byNode(json: Record<string, unknown>, issues: readonly FieldIssue[]): Record<string, FieldIssue[]> {
  const nodes = Array.isArray(json['nodes']) ? (json['nodes'] as { id?: unknown }[]) : [];
  const groups: Record<string, FieldIssue[]> = {};
  for (const issue of issues) {
    const [first, second = ''] = issue.path.split('.');
    const named = first === 'nodes' ? second : '';
    const id = /^\d+$/.test(named) ? nodes[Number(named)]?.id : named;
    const key = typeof id === 'string' ? id : '';
    groups[key] = [...(groups[key] ?? []), issue];
  }
  return groups;
}
