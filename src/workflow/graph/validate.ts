import { type FieldIssue, SafelightError } from '../../contract/errors.ts';
import type { WorkflowDocument, WorkflowNode } from '../../contract/workflow.ts';
import type { NodeDefinition } from '../nodes/definition.ts';
import { nodeTypes, paramsSchema, resultFields } from '../nodes/registry.ts';
import { ConditionError, checkCondition } from './conditions.ts';
import type { Graph, GraphNode, Source } from './graph.ts';
import { didYouMean } from './nearest.ts';
import { cycles, type Edge, topologicalOrder } from './order.ts';
import { findBindings, staticParamIssues } from './params.ts';
import { summary } from './read.ts';

/**
 * Checks that a workflow can run, and links it up. Collects every problem before it gives up, so that a person (or the
 * editor) sees them all at once.
 *
 * Throws `workflow_invalid`; its issues carry the field (`nodes.resize-1.params.longEdge`), a stable code and a sentence. The
 * codes are listed in docs/workflows.md.
 */
export function validateWorkflow(
  document: WorkflowDocument,
  types: ReadonlyMap<string, NodeDefinition> = nodeTypes,
): Graph {
  const check = new WorkflowCheck(document, types);
  const graph = check.run();
  if (check.issues.length > 0) {
    throw new SafelightError('workflow_invalid', `“${document.name}” cannot run. ${summary(check.issues)}`, {
      issues: check.issues,
    });
  }
  return graph;
}

/** One pass over one document: the issues and edges found so far. */
class WorkflowCheck {
  readonly issues: FieldIssue[] = [];
  readonly #document: WorkflowDocument;
  readonly #types: ReadonlyMap<string, NodeDefinition>;
  /** The first node of each id. */
  readonly #byId = new Map<string, WorkflowNode>();
  readonly #edges: Edge[] = [];

  constructor(document: WorkflowDocument, types: ReadonlyMap<string, NodeDefinition>) {
    this.#document = document;
    this.#types = types;
    for (const node of document.nodes) {
      if (!this.#byId.has(node.id)) this.#byId.set(node.id, node);
      else this.#issue(node, 'id', 'duplicate_id', `Two nodes are called “${node.id}”; rename one of them.`);
    }
  }

  run(): Graph {
    const nodes = new Map<string, GraphNode>();
    for (const node of this.#document.nodes) {
      const checked = this.#node(node);
      if (checked !== null && this.#byId.get(node.id) === node) nodes.set(node.id, checked);
    }
    this.#circles();
    const ofCategory = (category: string) =>
      [...nodes.values()].filter(({ definition }) => definition.category === category).map(({ node }) => node.id);
    const graph: Graph = {
      document: this.#document,
      order: topologicalOrder([...nodes.keys()], this.#edges),
      nodes,
      inputNodes: ofCategory('input'),
      exportNodes: ofCategory('output'),
      warnings: [],
    };
    this.#ends(graph);
    graph.warnings = unusedNodes(graph, this.#edges);
    return graph;
  }

  #node(node: WorkflowNode): GraphNode | null {
    const definition = this.#type(node, node.type, 'type');
    const references = new Set<string>();
    this.#bindings(node, node.params, 'params', references);
    this.#condition(node, definition, references, node.when, 'when');
    const route = definition?.routeBy === undefined ? undefined : node.params[definition.routeBy];
    if (typeof route === 'string')
      this.#condition(node, definition, references, route, `params.${definition!.routeBy}`);
    const fallback = this.#fallback(node, definition, references);
    if (definition === null) return null;
    this.issues.push(
      ...staticParamIssues(definition, node.params, `nodes.${node.id}.params`).map((i) => named(node, i)),
    );
    this.#exposed(node, definition);
    return { node, definition, inputs: this.#inputs(node, definition), references: [...references], fallback };
  }

  #type(node: WorkflowNode, type: string, field: string): NodeDefinition | null {
    const definition = this.#types.get(type);
    if (definition !== undefined) return definition;
    const hint = didYouMean(type, this.#types.keys()) || ' See the list of node types.';
    this.#issue(node, field, 'unknown_type', `There is no node type “${type}”.${hint}`);
    return null;
  }

  #inputs(node: WorkflowNode, definition: NodeDefinition): Record<string, Source> {
    const sources: [string, Source][] = [];
    for (const [port, from] of Object.entries(node.inputs)) {
      const field = `inputs.${port}`;
      if (!Object.hasOwn(definition.inputs, port)) {
        const ports = Object.keys(definition.inputs);
        const has = ports.length === 0 ? 'it has no inputs' : `it has ${ports.join(', ')}`;
        this.#issue(
          node,
          field,
          'unknown_input_port',
          `${definition.label} has no input “${port}”; ${has}.${didYouMean(port, ports)}`,
        );
        continue;
      }
      const source = this.#source(node, field, from, definition.inputs[port]!.type);
      if (source === null) continue;
      sources.push([port, source]);
    }
    for (const [port, { required, label }] of Object.entries(definition.inputs)) {
      if (!required || Object.hasOwn(node.inputs, port)) continue;
      this.#issue(
        node,
        `inputs.${port}`,
        'missing_input',
        `The input “${label}” is not connected; name the node it comes from, e.g. "inputs": { "${port}": "${this.#example(node)}" }.`,
      );
    }
    return Object.fromEntries(sources);
  }

  /** The output port that `from` (`node` or `node.port`) means; null and an issue when there is no such port or of another type. */
  #source(node: WorkflowNode, field: string, from: string, wanted: string): Source | null {
    const dot = from.indexOf('.');
    const nodeId = dot === -1 ? from : from.slice(0, dot);
    const other = this.#byId.get(nodeId);
    if (other === undefined) {
      const hint = didYouMean(nodeId, this.#byId.keys());
      this.#issue(node, field, 'unknown_node', `There is no node “${nodeId}”.${hint}`);
      return null;
    }
    this.#edges.push({ from: nodeId, to: node.id, path: `nodes.${node.id}.${field}` });
    const definition = this.#types.get(other.type);
    if (definition === undefined) return null;
    const ports = Object.keys(definition.outputs);
    const port = dot === -1 && ports.length === 1 ? ports[0]! : from.slice(dot + 1);
    if (dot === -1 && ports.length > 1) {
      const say = ports.map((name) => `“${nodeId}.${name}”`).join(' or ');
      this.#issue(node, field, 'unknown_output_port', `“${nodeId}” has several outputs; say which: ${say}.`);
      return null;
    }
    if (!Object.hasOwn(definition.outputs, port)) {
      const has = ports.length === 0 ? 'it has none' : `it has ${ports.join(', ')}`;
      const what = dot === -1 ? 'no output to read from' : `no output “${port}”; ${has}`;
      this.#issue(node, field, 'unknown_output_port', `“${nodeId}” (${definition.label}) has ${what}.`);
      return null;
    }
    const given = definition.outputs[port]!.type;
    if (given !== wanted) {
      const sentence = `This input takes ${article(wanted)}, but “${nodeId}.${port}” gives ${article(given)}; connect another node.`;
      this.#issue(node, field, 'wrong_port_type', sentence);
      return null;
    }
    return { nodeId, port };
  }

  #bindings(node: WorkflowNode, params: WorkflowNode['params'], field: string, references: Set<string>): void {
    for (const { path, nodeId, field: result } of findBindings(params).bound) {
      const at = `${field}.${path.join('.')}`;
      const known = this.#reference(node, at, nodeId, references, 'binding_unknown_node');
      if (!known) continue;
      const problem = this.#fieldProblem(nodeId, result);
      if (problem !== null) this.#issue(node, at, 'binding_unknown_field', problem);
      else this.#boundType(node, at, path, nodeId, result);
    }
  }

  /** A value of another kind than the param takes would fail for every picture. A transformed one may be of any kind. */
  #boundType(
    node: WorkflowNode,
    at: string,
    path: readonly (string | number)[],
    nodeId: string,
    [field = '', ...deeper]: readonly string[],
  ): void {
    const definition = this.#types.get(node.type);
    const source = this.#types.get(this.#byId.get(nodeId)!.type);
    const binding = node.params[String(path[0])];
    const transformed = typeof binding === 'object' && binding !== null && 'transform' in binding;
    if (definition === undefined || source === undefined || path.length > 1 || deeper.length > 0 || transformed) return;
    const { type } = resultFields(source)[field]!;
    const wanted = kindsOf(definition, String(path[0]));
    if (wanted === null || wanted.has(type)) return;
    const takes = [...wanted].join(' or ');
    const sentence = `“${nodeId}.${field}” is ${article(type)}, but ${path[0]} takes ${article(takes)}; bind another value.`;
    this.#issue(node, at, 'binding_wrong_type', sentence);
  }

  #condition(
    node: WorkflowNode,
    definition: NodeDefinition | null,
    references: Set<string>,
    condition: string | undefined,
    at: string,
  ): void {
    if (condition === undefined) return;
    if (definition?.category === 'input') {
      const sentence = 'An input node cannot be passed over; put the condition on a later node.';
      this.#issue(node, at, 'condition_invalid', sentence);
    }
    try {
      const found = checkCondition(condition);
      for (const nodeId of found.references) this.#reference(node, at, nodeId, references, 'condition_unknown_node');
      for (const { nodeId, field } of found.fields) {
        const problem = this.#byId.has(nodeId) ? this.#fieldProblem(nodeId, [field]) : null;
        if (problem !== null) this.#issue(node, at, 'condition_unknown_field', problem);
      }
    } catch (thrown) {
      if (!(thrown instanceof ConditionError)) throw thrown;
      this.#issue(node, at, 'condition_invalid', `The condition cannot be used. ${thrown.message}`);
    }
  }

  #reference(node: WorkflowNode, field: string, to: string, references: Set<string>, code: string): boolean {
    if (!this.#byId.has(to)) {
      this.#issue(
        node,
        field,
        code,
        `There is no node “${to}” to take a value from.${didYouMean(to, this.#byId.keys())}`,
      );
      return false;
    }
    references.add(to);
    this.#edges.push({ from: to, to: node.id, path: `nodes.${node.id}.${field}` });
    return true;
  }

  /** What is wrong with reading a field of a node's result; null when nothing is, or its type is unknown anyway. */
  #fieldProblem(nodeId: string, [name = '', ...deeper]: readonly string[]): string | null {
    const definition = this.#types.get(this.#byId.get(nodeId)!.type);
    if (definition === undefined) return null;
    const fields = resultFields(definition);
    if (!Object.hasOwn(fields, name)) {
      const names = Object.keys(fields);
      const has = names.length === 0 ? 'it has no results' : `it has ${names.join(', ')}`;
      return `“${nodeId}” (${definition.label}) has no result “${name}”; ${has}.${didYouMean(name, names)}`;
    }
    const { type } = fields[name]!;
    if (deeper.length === 0 || type === 'object') return null;
    if (type === 'array' && /^\d+$/.test(deeper[0]!)) return null;
    if (type === 'array') return `“${nodeId}.${name}” is a list; count from 0, e.g. “${nodeId}.${name}.0”.`;
    return `“${nodeId}.${name}” is a single value; remove “.${deeper.join('.')}”.`;
  }

  #fallback(node: WorkflowNode, definition: NodeDefinition | null, references: Set<string>): NodeDefinition | null {
    if (node.fallback === undefined) return null;
    const { type, params } = node.fallback;
    const fallback = this.#type(node, type, 'fallback.type');
    this.#bindings(node, params, 'fallback.params', references);
    if (fallback === null) return null;
    const path = `nodes.${node.id}.fallback.params`;
    this.issues.push(...staticParamIssues(fallback, params, path).map((issue) => named(node, issue)));
    if (
      definition !== null &&
      (!sameTypes(definition.inputs, fallback.inputs) || !sameTypes(definition.outputs, fallback.outputs))
    ) {
      const sentence = `${fallback.label} cannot stand in for ${definition.label}: its inputs and outputs differ.`;
      this.#issue(node, 'fallback.type', 'wrong_port_type', sentence);
    }
    return fallback;
  }

  #exposed(node: WorkflowNode, definition: NodeDefinition): void {
    const shape = 'shape' in definition.params ? (definition.params.shape as Record<string, unknown>) : {};
    node.exposed?.forEach((name, index) => {
      if (Object.hasOwn(shape, name)) return;
      const hint = didYouMean(name, Object.keys(shape));
      this.#issue(
        node,
        `exposed.${index}`,
        'unknown_param',
        `${definition.label} has no param “${name}” to show.${hint}`,
      );
    });
  }

  #circles(): void {
    for (const circle of cycles([...this.#byId.keys()], this.#edges)) {
      const way = [circle[0]!.from, ...circle.map(({ to }) => to)].join(' → ');
      const last = circle.at(-1)!;
      this.issues.push({
        path: last.path,
        code: 'cycle',
        message: `${way} runs in a circle, so none of them can start; take one of these connections out.`,
      });
    }
  }

  #ends(graph: Graph): void {
    // A type that is unknown may have been meant as input or export; that is told already.
    if (graph.nodes.size < this.#byId.size) return;
    const lacking = (code: string, what: string, type: string) =>
      this.issues.push({ path: 'nodes', code, message: `The workflow has no ${what}; add a node of type “${type}”.` });
    if (graph.inputNodes.length === 0) lacking('no_input', 'input', 'imageInput');
    if (graph.exportNodes.length === 0) lacking('no_export', 'export', 'export');
  }

  #example(node: WorkflowNode): string {
    return [...this.#byId.keys()].find((id) => id !== node.id) ?? 'input';
  }

  #issue(node: WorkflowNode, field: string, code: string, message: string): void {
    this.issues.push(named(node, { path: `nodes.${node.id}.${field}`, code, message }));
  }
}

/** Messages are also read apart from their path, so they name the node. */
function named(node: WorkflowNode, issue: FieldIssue): FieldIssue {
  return { ...issue, message: `${node.id}: ${issue.message}` };
}

function sameTypes(a: Record<string, { type: string }>, b: Record<string, { type: string }>): boolean {
  const ports = Object.keys(a);
  return (
    ports.length === Object.keys(b).length &&
    ports.every((port) => Object.hasOwn(b, port) && b[port]!.type === a[port]!.type)
  );
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

interface ValueSchema {
  type?: string;
  enum?: unknown[];
  anyOf?: ValueSchema[];
  widget?: string;
}

/** Which kinds of results a param takes; null when its schema does not say, or it takes anything. */
function kindsOf(definition: NodeDefinition, param: string): Set<string> | null {
  const properties = paramsSchema(definition)['properties'] as Record<string, ValueSchema> | undefined;
  const schema = properties?.[param];
  if (schema === undefined) return null;
  const kinds = (schema.anyOf ?? [schema]).flatMap(({ type, enum: values }) => {
    const kind = type ?? (values === undefined ? undefined : typeof values[0]);
    if (kind === 'integer' || kind === 'number') return ['number'];
    // A colour is a text such as #ffffff.
    if (kind === 'string') return ['string', 'color'];
    return kind === 'boolean' || kind === 'array' || kind === 'object' ? [kind] : ['?'];
  });
  return kinds.includes('?') ? null : new Set(kinds);
}

/** Analysis is looked at by people; what is done for the whole run delivers by itself. */
const ENDS: ReadonlySet<string> = new Set(['analysis', 'run']);

/** Nodes whose work nobody sees: they lead to no export and nothing refers to them. */
function unusedNodes(graph: Graph, edges: readonly Edge[]): FieldIssue[] {
  const used = new Set(graph.exportNodes);
  for (const id of graph.order.toReversed()) {
    if (edges.some(({ from, to }) => from === id && used.has(to))) used.add(id);
    else if (ENDS.has(graph.nodes.get(id)!.definition.category)) used.add(id);
  }
  return graph.document.nodes
    .filter(({ id }) => !used.has(id))
    .map(({ id }) => ({
      path: `nodes.${id}`,
      code: 'unused_node',
      message: `${id}: Nothing is done with this node’s result; connect it, or remove it.`,
    }));
}
