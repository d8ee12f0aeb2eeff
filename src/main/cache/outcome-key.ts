import { hash } from 'node:crypto';
import type { ItemTokens } from '../../contract/pixel-tasks.ts';
import type { WorkflowDocument, WorkflowNode } from '../../contract/workflow.ts';
import { BUILT_IN_MODEL } from '../../workflow/nodes/params/model.ts';
import { nodeTypeInfo, nodeTypes } from '../../workflow/nodes/registry.ts';
import { canonicalJson } from '../../workflow/plan/canonical-json.ts';
import { ENGINE_VERSION } from '../../workflow/plan/plan.ts';
import { pickTokens, usedTokens } from '../../workflow/plan/used-tokens.ts';
import type { CacheRun } from '../engine/cache-port.ts';

/** What is done to an item, and what of it matters beside its pictures. */
export interface Recipe {
  /** Canonical JSON of everything in the workflow that can change a file or a node's state. */
  steps: string;
  /** Tokens that texts in the picture use. */
  tokens: readonly (keyof ItemTokens)[];
  /** Files that nodes read beside the inputs: logos. */
  files: readonly string[];
}

const ALL_TOKENS = ['name', 'relativeFolder', 'runDate', 'seq', 'workflow'] as const;

/**
 * What an outcome depends on beside input bytes and tokens. Names, labels, places in the editor and file-name templates do
 * not: changing them makes no picture new. Null when it cannot be told before rendering, as a logo whose path is bound to a
 * result. `version`: see ENGINE_VERSION.
 */
export function recipeOf(
  document: WorkflowDocument,
  { tolerant, intermediates }: Pick<CacheRun, 'tolerant' | 'intermediates'>,
  version = ENGINE_VERSION,
): Recipe | null {
  const files = new Set<string>();
  const tokens = new Set<keyof ItemTokens>();
  for (const { type, params } of withFallbacks(document)) {
    const widgets = widgetsOf(type);
    for (const [name, value] of Object.entries(params)) {
      if (isExport(type) && name === 'name') continue;
      const bound = typeof value === 'object' && value !== null && '$ref' in value;
      if (widgets[name] === 'file') {
        if (bound) return null;
        if (typeof value === 'string') files.add(value);
      } else if (widgets[name] === 'model') {
        // A user's model may be replaced under its name, and where it lies is the pixel host's business.
        if (value !== BUILT_IN_MODEL) return null;
      } else if (widgets[name] === 'template') {
        for (const token of bound ? ALL_TOKENS : usedTokens(String(value))) tokens.add(token);
      }
    }
  }
  const nodes = document.nodes.map(({ id, type, params, inputs, when, fallback }) => ({
    id,
    type,
    params: isExport(type) ? withoutPlainName(params) : params,
    inputs,
    when,
    fallback,
  }));
  // A run that was asked to keep every picture is not served by one that was not.
  const all = intermediates === 'all';
  return {
    steps: canonicalJson({ engine: version, nodes, tolerant, all }),
    tokens: [...tokens].sort(),
    files: [...files].sort(),
  };
}

/** Content address of what rendering an item gives. `files`: hash of each of the recipe's files. */
export function outcomeKey(
  recipe: Recipe,
  item: { inputHashes: Record<string, string>; tokens: ItemTokens; files: Record<string, string> },
): string {
  const { inputHashes, files } = item;
  const tokens = pickTokens(item.tokens, recipe.tokens);
  return hash('sha256', `${recipe.steps}\n${canonicalJson({ inputHashes, tokens, files })}`, 'hex');
}

function* withFallbacks(document: WorkflowDocument): Iterable<Pick<WorkflowNode, 'type' | 'params'>> {
  for (const node of document.nodes) {
    yield node;
    if (node.fallback !== undefined) yield node.fallback;
  }
}

function isExport(type: string): boolean {
  return nodeTypes.get(type)?.category === 'output';
}

/** A template for file names is no part of the file; one bound to a result asks for that result, which is. */
function withoutPlainName(params: Record<string, unknown>): Record<string, unknown> {
  if (typeof params['name'] !== 'string') return params;
  const { name: _, ...rest } = params;
  return rest;
}

const widgetsByType = new Map<string, Record<string, unknown>>();

/** How a form draws each param, which also says what it means. */
function widgetsOf(type: string): Record<string, unknown> {
  const known = widgetsByType.get(type);
  if (known !== undefined) return known;
  const definition = nodeTypes.get(type);
  const schema = definition === undefined ? {} : nodeTypeInfo(definition).params;
  const properties = Object.entries(schema['properties'] ?? {}) as [string, { widget?: unknown }][];
  const widgets = Object.fromEntries(properties.map(([name, property]) => [name, property.widget]));
  widgetsByType.set(type, widgets);
  return widgets;
}
