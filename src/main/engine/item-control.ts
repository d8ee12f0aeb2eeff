import { type FieldIssue, SafelightError } from '../../contract/errors.ts';
import type { Item, ItemOverrides } from '../../contract/run.ts';
import { didYouMean } from '../../workflow/graph/nearest.ts';
import type { EngineDeps } from './engine-deps.ts';
import { contextFor } from './item-document.ts';
import { itemTransition } from './item-machine.ts';
import { loadRunContext, type RunContext } from './run-context.ts';
import type { ItemPatch, StoredRun } from './store-port.ts';

/** Params that one item gets of its own for one node; an empty object takes back those it had. */
export interface ParamOverride {
  nodeId: string;
  params: Record<string, unknown>;
}

/** How an item is to be done again. */
export interface Rerun {
  /** This node and all behind it are executed whatever is kept of them; else only what is not kept. */
  fromNode?: string;
  overrides?: readonly ParamOverride[];
}

type Deps = Pick<EngineDeps, 'store' | 'delivery' | 'folders'>;

/**
 * An item's overrides after the changes: what is given for a node replaces what was given for it before. Throws
 * `node_not_found`, and `param_invalid` with every field that is wrong (`nodes.resize-1.params.longEdge`).
 */
export async function changedOverrides(
  deps: Deps,
  run: StoredRun,
  item: Pick<Item, 'overrides'>,
  changes: readonly ParamOverride[],
): Promise<ItemOverrides> {
  const context = await loadRunContext(deps, run);
  const given = new Map(Object.entries(item.overrides));
  for (const { nodeId, params } of changes) {
    checkNode(context, nodeId);
    if (Object.keys(params).length === 0) given.delete(nodeId);
    else given.set(nodeId, params);
  }
  const overrides = Object.fromEntries(given);
  checkOverrides(deps, context, overrides);
  return overrides;
}

/**
 * What is written beside the status when an item is put back to work by a person: what it used up of its retries is
 * forgotten, and so is the receipt, so that after a crash the files of before are not taken for the new ones. Throws
 * `run_state` while it runs or waits, or when it has no source; else as `changedOverrides`.
 */
export async function rerunPatch(deps: Deps, run: StoredRun, item: Item, rerun: Rerun): Promise<ItemPatch> {
  const { fromNode, overrides = [] } = rerun;
  if (againFrom(item) === null) {
    const why =
      Object.keys(item.sources).length === 0 ? 'there is no picture that could be read' : `it is ${item.status}`;
    throw new SafelightError('run_state', `“${item.name}” cannot be done again now: ${why}.`);
  }
  if (fromNode !== undefined) checkNode(await loadRunContext(deps, run), fromNode);
  return {
    ...AGAIN,
    redoFrom: fromNode ?? null,
    ...(overrides.length === 0 ? {} : { overrides: await changedOverrides(deps, run, item, overrides) }),
  };
}

/** A fresh start for an item. */
export const AGAIN: ItemPatch = { error: null, finishedAt: null, receipt: null, nodeTries: {}, retryAt: null };

/** The status of an item that is to be done again, whatever became of it; null when that is not possible. */
export function againFrom({ status, sources }: Pick<Item, 'status' | 'sources'>): 'pending' | null {
  if (Object.keys(sources).length === 0) return null;
  const to = itemTransition(status, status === 'completed' ? 'redo' : 'retry');
  return to === 'pending' ? to : null;
}

function checkNode({ graph, document }: RunContext, nodeId: string): void {
  if (graph.nodes.has(nodeId)) return;
  const hint = didYouMean(nodeId, graph.nodes.keys());
  throw new SafelightError('node_not_found', `The workflow “${document.name}” has no node “${nodeId}”.${hint}`);
}

function checkOverrides(deps: Deps, context: RunContext, overrides: ItemOverrides): void {
  const named = context.graph.exportNodes.filter((nodeId) => Object.hasOwn(overrides[nodeId] ?? {}, 'name'));
  const issues: FieldIssue[] = named.map((nodeId) => ({
    path: `nodes.${nodeId}.params.name`,
    code: 'param_invalid',
    message: 'Names are given for the whole run; one photo cannot have another name template.',
  }));
  try {
    contextFor(deps, context, { overrides, fallbacks: [] });
  } catch (thrown) {
    if (!(thrown instanceof SafelightError) || thrown.code !== 'workflow_invalid') throw thrown;
    issues.push(...(thrown.issues ?? []));
  }
  if (issues.length === 0) return;
  throw new SafelightError('param_invalid', issues.map(({ message }) => message).join(' '), { issues });
}
