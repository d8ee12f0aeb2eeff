import type { WorkflowDocument, WorkflowNode } from '../../../../contract/workflow.ts';
import { nodeTypes, paramsSchema } from '../../../../workflow/nodes/registry.ts';

/** What a script may give to a workflow. */
export interface WorkflowInput {
  /** As /schema names it. */
  name: string;
  /** Other names that are taken too. */
  aliases: string[];
  node: WorkflowNode;
  /** The exposed param; null: a picture for an input node. */
  param: string | null;
  /** JSON Schema of the value. */
  schema: Record<string, unknown>;
  required: boolean;
}

const PICTURE = {
  title: 'Picture',
  description:
    'An http(s), file or data URL, an absolute path, the id of an upload, or an object with one of url, path and uploadId.',
  oneOf: [
    { type: 'string' },
    {
      type: 'object',
      properties: {
        url: { type: 'string' },
        path: { type: 'string' },
        uploadId: { type: 'string' },
        name: { type: 'string' },
      },
      additionalProperties: false,
    },
  ],
} as const;

/** The inputs of a workflow: its input nodes by id (or label), and its exposed params by name, with the node's id before it where two have one name. */
export function workflowInputs(document: WorkflowDocument): WorkflowInput[] {
  const inputNodes = document.nodes.filter(({ type }) => nodeTypes.get(type)?.category === 'input');
  const pictures = inputNodes.map((node): WorkflowInput => {
    const title = node.label ?? PICTURE.title;
    const aliases = [
      ...(node.label === undefined ? [] : [node.label]),
      ...(inputNodes.length === 1 ? ['imageInput'] : []),
    ];
    return { name: node.id, aliases, node, param: null, schema: { ...PICTURE, title }, required: true };
  });
  const exposed = document.nodes.flatMap((node) => (node.exposed ?? []).map((param) => ({ node, param })));
  const taken = (param: string): boolean =>
    exposed.filter((one) => one.param === param).length > 1 || pictures.some(({ name }) => name === param);
  return [
    ...pictures,
    ...exposed.map(({ node, param }): WorkflowInput => {
      const full = `${node.id}.${param}`;
      const value = node.params[param];
      const schema = { ...paramSchema(node.type, param), ...(value === undefined ? {} : { default: value }) };
      const names = taken(param) ? { name: full, aliases: [] } : { name: param, aliases: [full] };
      return { ...names, node, param, schema, required: false };
    }),
  ];
}

function paramSchema(type: string, param: string): Record<string, unknown> {
  const definition = nodeTypes.get(type);
  if (definition === undefined) return {};
  const { properties } = paramsSchema(definition) as { properties?: Record<string, Record<string, unknown>> };
  return properties?.[param] ?? {};
}

/** The JSON Schema (2020-12) of a workflow's inputs. */
export function inputsSchema(document: WorkflowDocument): Record<string, unknown> {
  const inputs = workflowInputs(document);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: document.name,
    ...(document.description === undefined ? {} : { description: document.description }),
    type: 'object',
    properties: Object.fromEntries(inputs.map(({ name, schema }) => [name, schema])),
    required: inputs.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}
