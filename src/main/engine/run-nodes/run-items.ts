import { hash } from 'node:crypto';
import type { Item } from '../../../contract/run.ts';
import type { Graph, GraphNode } from '../../../workflow/graph/graph.ts';
import { canonicalJson } from '../../../workflow/plan/canonical-json.ts';
import type { EngineDeps } from '../engine-deps.ts';
import { AGAIN } from '../item-control.ts';
import { itemIsOver } from '../item-machine.ts';
import type { RunContext } from '../run-context.ts';
import type { StoredItem } from '../store-port.ts';

type Deps = Pick<EngineDeps, 'store'>;

const PAGE = 200;

/** The nodes that work on all pictures of the run at once and deliver files of their own, in the document's order. */
export function runNodes({ document, nodes }: Graph): GraphNode[] {
  return document.nodes.flatMap(({ id }) => {
    const node = nodes.get(id);
    return node?.definition.type === 'contactSheet' ? [node] : [];
  });
}

/** The node whose work an item is that stands for all pictures of the run; null for the item of a picture. */
export function runNodeOf(item: Pick<StoredItem, 'sources'>): string | null {
  const [nodeId, source] = Object.entries(item.sources)[0] ?? [];
  return nodeId !== undefined && source?.kind === 'run' ? nodeId : null;
}

/** The pictures of a run that are done, in input order. */
export async function* donePictures(deps: Deps, runId: number): AsyncGenerator<Item> {
  for await (const item of allItems(deps, runId)) {
    if (item.status === 'completed' && runNodeOf(item) === null) yield item;
  }
}

async function* allItems({ store }: Deps, runId: number): AsyncGenerator<Item> {
  for (let page = 1; ; page += 1) {
    const { items } = await store.items.list(runId, { page, pageSize: PAGE });
    yield* items;
    if (items.length < PAGE) return;
  }
}

/** What the work of run nodes depends on: which pictures are done, and how each was made. */
export async function picturesFingerprint(deps: Deps, runId: number): Promise<string> {
  const parts: unknown[] = [];
  for await (const { uuid, attempt, receipt } of donePictures(deps, runId)) {
    parts.push([uuid, attempt, receipt?.planHash, receipt?.inputs]);
  }
  return hash('sha256', canonicalJson(parts), 'hex');
}

/**
 * Called when nothing of a run is left to do: gives each run node an item of its own, so that its work is claimed, retried,
 * adopted after a crash, undone and shown as that of every picture; puts it back to work when other pictures are done than it
 * was made of, or its files were taken back. True when there is work again.
 */
export async function bringInRunNodes(deps: Deps, context: RunContext): Promise<boolean> {
  const nodes = runNodes(context.graph);
  if (nodes.length === 0) return false;
  const existing = new Map<string, Item>();
  let pictures = 0;
  for await (const item of allItems(deps, context.run.id)) {
    const nodeId = runNodeOf(item);
    if (nodeId !== null) existing.set(nodeId, item);
    else if (item.status === 'completed') pictures += 1;
  }
  if (pictures === 0) return false;
  const fingerprint = await picturesFingerprint(deps, context.run.id);
  let added = false;
  for (const graphNode of nodes) {
    const item = existing.get(graphNode.node.id);
    const started = item === undefined ? await addItem(deps, context, graphNode) : await again(deps, item, fingerprint);
    added ||= started;
  }
  return added;
}

async function addItem({ store }: Deps, { run }: RunContext, { node, definition }: GraphNode): Promise<boolean> {
  const name = node.label ?? definition.label;
  const current = await store.runs.find({ id: run.id });
  const [id] = await store.items.add(
    run.id,
    [
      {
        sourceKey: `run:${node.id}`,
        seq: 0,
        name,
        relativeFolder: '',
        status: 'pending',
        sources: { [node.id]: { kind: 'run', name, relativeFolder: '', bytes: 0, modifiedMs: 0 } },
        error: null,
        names: [],
        fileIds: [],
      },
    ],
    current?.lastSeq ?? run.lastSeq,
  );
  return id != null;
}

async function again({ store }: Deps, item: Item, fingerprint: string): Promise<boolean> {
  if (!itemIsOver(item.status) || item.status === 'cancelled' || item.status === 'skipped')
    return !itemIsOver(item.status);
  const undone =
    item.status === 'completed' && item.outputs.some(({ undone }) => undone !== undefined && undone !== 'trashed');
  if (madeOf(item) === fingerprint && !undone) return false;
  const { id, attempt, status: from } = item;
  return await store.items.transition({ id, attempt, from, to: 'pending', patch: AGAIN });
}

/** The fingerprint of the pictures that an item was made of, or tried to be. */
function madeOf({ nodeStates }: Item): unknown {
  return nodeStates[0]?.result?.['madeOf'];
}
