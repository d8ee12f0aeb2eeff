import type { ItemDetailResource } from '../../contract/api.ts';
import type { NodeTypeInfo } from '../../contract/node-type.ts';
import type { WorkflowVersion } from '../../contract/workflow.ts';
import { errorTitles } from './de/errors.ts';
import { groups, pictureResults, ports, units } from './de/nodes/results.ts';
import { nodes } from './de/nodes.ts';
import { sentences } from './de/sentences.ts';
import { builtInLabels, builtInWorkflows } from './de/workflows.ts';
import type { Language } from './i18n.ts';
import { createSentences } from './sentences.ts';

/**
 * What the server says in English, in the language of the window: node types, the workflows that come with Safelight, titles of errors, sentences. What
 * there is no word for (a newer server, something that a person named) stays as it came. Applied where answers are read (api/queries.ts).
 */
export interface ServerWords {
  nodeType(info: NodeTypeInfo): NodeTypeInfo;
  /** Names and labels of workflows that come with Safelight; others are as their makers wrote them. */
  workflow<W extends NamedWorkflow>(workflow: W): W;
  /** The label of a node, where it is one of ours. */
  nodeLabel(label: string): string;
  /** A version, the labels of its nodes. */
  version(version: WorkflowVersion): WorkflowVersion;
  /** An item, the labels of its nodes. */
  item(item: ItemDetailResource): ItemDetailResource;
  /** A sentence, where it is one of ours; else as it came. */
  said(english: string): string;
  /** Null where sentences come in the window's language. */
  errorTitle(code: string): string | null;
}

interface NamedWorkflow {
  slug: string;
  name: string;
  description: string | null;
  builtIn: boolean;
  document?: { nodes: { label?: string | undefined }[] };
}

const english: ServerWords = {
  nodeType: (info) => info,
  workflow: (workflow) => workflow,
  nodeLabel: (label) => label,
  version: (version) => version,
  item: (item) => item,
  said: (english) => english,
  errorTitle: () => null,
};

const labels = new Map([
  ...Object.values(nodes).map(({ english, label }) => [english, label] as const),
  ...Object.entries(builtInLabels),
]);

const german: ServerWords = {
  nodeType: germanNodeType,
  workflow(workflow) {
    const own = workflow.builtIn ? builtInWorkflows[workflow.slug] : undefined;
    if (own === undefined) return workflow;
    const { document } = workflow;
    return {
      ...workflow,
      ...own,
      ...(document === undefined
        ? {}
        : {
            document: { ...document, ...own, nodes: document.nodes.map(germanLabel) },
          }),
    };
  },
  version: (version) => ({
    ...version,
    document: { ...version.document, nodes: version.document.nodes.map(germanLabel) },
  }),
  nodeLabel: (label) => labels.get(label) ?? label,
  item: (item) => ({
    ...item,
    nodeStates: item.nodeStates.map((state) => ({
      ...state,
      label: german.nodeLabel(state.label),
      ...(state.fallback === undefined ? {} : { fallback: nodes[state.fallback]?.label ?? state.fallback }),
    })),
  }),
  said: createSentences(sentences),
  errorTitle: (code) => (errorTitles as Record<string, string>)[code] ?? null,
};

function germanLabel<N extends { label?: string | undefined }>(node: N): N {
  return node.label === undefined ? node : { ...node, label: german.nodeLabel(node.label) };
}

/** The words of a param's JSON Schema that a form shows. */
interface ShownSchema {
  title?: string;
  description?: string;
  unit?: string;
  group?: string;
}

function germanNodeType(info: NodeTypeInfo): NodeTypeInfo {
  const own = nodes[info.type];
  const properties = Object.entries((info.params['properties'] ?? {}) as Record<string, ShownSchema>);
  return {
    ...info,
    label: own?.label ?? info.label,
    description: own?.description ?? info.description,
    inputs: mapValues(info.inputs, (port) => ({ ...port, label: ports[port.label] ?? port.label })),
    outputs: mapValues(info.outputs, (port) => ({ ...port, label: ports[port.label] ?? port.label })),
    results: mapValues(info.results, (result, name) => ({
      ...result,
      description: own?.results?.[name] ?? pictureResults[name] ?? result.description,
    })),
    params: {
      ...info.params,
      properties: Object.fromEntries(
        properties.map(([name, schema]) => [name, germanSchema(schema, own?.params?.[name])]),
      ),
    },
  };
}

function germanSchema(schema: ShownSchema, words: readonly [title: string, description?: string] | undefined) {
  const [title, description] = words ?? [];
  return {
    ...schema,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(schema.unit === undefined ? {} : { unit: units[schema.unit] ?? schema.unit }),
    ...(schema.group === undefined ? {} : { group: groups[schema.group] ?? schema.group }),
  };
}

function mapValues<T, U>(record: Record<string, T>, make: (value: T, name: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value, name)]));
}

const SPOKEN: Record<Language, ServerWords> = { en: english, de: german };

export function serverWordsIn(language: Language): ServerWords {
  return SPOKEN[language];
}
