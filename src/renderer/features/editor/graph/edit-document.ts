import type { NodeTypeInfo } from '../../../../contract/node-type.ts';
import type { WorkflowDocument, WorkflowNode } from '../../../../contract/workflow.ts';
import { misfitOf, referencesOf, sourceOf, type Types, type Wire, wiresOf, written } from './ports.ts';

export interface Place {
  x: number;
  y: number;
}

/** Cards are this wide and, with a picture, this high; new nodes are put beside others by it. */
export const CARD = { width: 168, height: 112, gapX: 60, gapY: 32 };

/** An id that is free: the type's name and the first number that nobody has. */
export function freeId(taken: Iterable<string>, base: string): string {
  const ids = new Set(taken);
  const stem = base.replace(/-\d+$/, '');
  for (let n = 1; ; n++) if (!ids.has(`${stem}-${n}`)) return `${stem}-${n}`;
}

/** The document with one node changed. */
export function patchNode(document: WorkflowDocument, id: string, patch: Partial<WorkflowNode>): WorkflowDocument {
  return {
    ...document,
    nodes: document.nodes.map((node) => (node.id === id ? withoutUndefined({ ...node, ...patch }) : node)),
  };
}

function withoutUndefined(node: WorkflowNode): WorkflowNode {
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined)) as WorkflowNode;
}

/** Nodes put somewhere else; ids that are not named stay. */
export function moveNodes(document: WorkflowDocument, places: ReadonlyMap<string, Place>): WorkflowDocument {
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const place = places.get(node.id);
      return place === undefined ? node : { ...node, position: { x: Math.round(place.x), y: Math.round(place.y) } };
    }),
  };
}

/** The document with a wire more; what the input was connected to before goes. Unchanged where the ports do not fit. */
export function connect(document: WorkflowDocument, types: Types, wire: Wire): WorkflowDocument {
  const from = document.nodes.find((node) => node.id === wire.from);
  const to = document.nodes.find((node) => node.id === wire.to);
  if (from === undefined || to === undefined || misfitOf(document, types, wire) !== null) return document;
  return patchNode(document, to.id, { inputs: { ...to.inputs, [wire.toPort]: written(types, from, wire.fromPort) } });
}

/** The document without some wires. */
export function disconnect(
  document: WorkflowDocument,
  wires: readonly Pick<Wire, 'to' | 'toPort'>[],
): WorkflowDocument {
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const gone = wires.filter((wire) => wire.to === node.id).map((wire) => wire.toPort);
      if (gone.length === 0) return node;
      return {
        ...node,
        inputs: Object.fromEntries(Object.entries(node.inputs).filter(([port]) => !gone.includes(port))),
      };
    }),
  };
}

/** What goes through a node: its first input, and the first output of the same kind; null for beginnings and ends. */
function through(type: NodeTypeInfo | undefined): { input: string; output: string } | null {
  for (const [input, { type: kind }] of Object.entries(type?.inputs ?? {})) {
    const output = Object.entries(type?.outputs ?? {}).find(([, port]) => port.type === kind)?.[0];
    if (output !== undefined) return { input, output };
  }
  return null;
}

/**
 * The document without some nodes. What read a removed node is joined to what that node read, where the kinds fit, so that a step can be
 * taken out of a chain without sewing it up by hand.
 */
export function removeNodes(document: WorkflowDocument, types: Types, ids: ReadonlySet<string>): WorkflowDocument {
  let result = document;
  for (const id of ids) {
    const node = result.nodes.find((one) => one.id === id);
    if (node === undefined) continue;
    const way = through(types.get(node.type));
    const before = way === null ? undefined : node.inputs[way.input];
    const readers = wiresOf(result, types).filter((wire) => wire.from === id);
    result = disconnect({ ...result, nodes: result.nodes.filter((one) => one.id !== id) }, readers);
    const source = before === undefined ? null : sourceOf(result.nodes, types, before);
    if (source === null || way === null) continue;
    for (const reader of readers)
      if (reader.fromPort === way.output)
        result = connect(result, types, { ...source, to: reader.to, toPort: reader.toPort });
  }
  return result;
}

/** A node of a type, with nothing set. */
export function newNode(document: WorkflowDocument, type: string, position: Place): WorkflowNode {
  const id = freeId(
    document.nodes.map((node) => node.id),
    type,
  );
  return { id, type, params: {}, inputs: {}, position: { x: Math.round(position.x), y: Math.round(position.y) } };
}

/** The first wire that fits from `from` to a free input of `to`. */
export function fittingWire(document: WorkflowDocument, types: Types, from: string, to: string): Wire | null {
  const give = document.nodes.find((node) => node.id === from);
  const take = document.nodes.find((node) => node.id === to);
  if (give === undefined || take === undefined) return null;
  for (const toPort of Object.keys(types.get(take.type)?.inputs ?? {})) {
    if (take.inputs[toPort] !== undefined) continue;
    for (const fromPort of Object.keys(types.get(give.type)?.outputs ?? {})) {
      const wire = { from, fromPort, to, toPort };
      if (misfitOf(document, types, wire) === null) return wire;
    }
  }
  return null;
}

/** A node put into a wire: the wire's beginning goes into it, and it into the wire's end. Unchanged where it does not fit. */
export function insertInWire(document: WorkflowDocument, types: Types, nodeId: string, wire: Wire): WorkflowDocument {
  const node = document.nodes.find((one) => one.id === nodeId);
  const way = node === undefined ? null : through(types.get(node.type));
  if (node === undefined || way === null || wire.from === nodeId || wire.to === nodeId) return document;
  const open = disconnect(document, [wire]);
  const first = connect(open, types, { from: wire.from, fromPort: wire.fromPort, to: nodeId, toPort: way.input });
  if (first === open) return document;
  const second = connect(first, types, { from: nodeId, fromPort: way.output, to: wire.to, toPort: wire.toPort });
  return second === first ? document : second;
}

/** Whether a node would fit into a wire. */
export function fitsInWire(document: WorkflowDocument, types: Types, nodeId: string, wire: Wire): boolean {
  return insertInWire(document, types, nodeId, wire) !== document;
}

/** Nodes as they are put on the clipboard: with the wires and bindings among them. */
export function copyOf(document: WorkflowDocument, ids: ReadonlySet<string>): WorkflowNode[] {
  return document.nodes.filter((node) => ids.has(node.id));
}

/**
 * Copies put into a document under new ids, moved by `by`. Wires among them are kept, as are those from nodes that are not copied but
 * there; what else they refer to is dropped.
 */
export function paste(
  document: WorkflowDocument,
  copies: readonly WorkflowNode[],
  by: Place,
): { document: WorkflowDocument; ids: string[] } {
  const taken = new Set(document.nodes.map((node) => node.id));
  const renamed = new Map<string, string>();
  for (const copy of copies) {
    const id = taken.has(copy.id) ? freeId(taken, copy.id) : copy.id;
    taken.add(id);
    renamed.set(copy.id, id);
  }
  const there = new Set([...document.nodes.map((node) => node.id), ...renamed.keys()]);
  const pasted = copies.map((copy) => pastedNode(copy, renamed, there, by));
  return { document: { ...document, nodes: [...document.nodes, ...pasted] }, ids: [...renamed.values()] };
}

function pastedNode(
  copy: WorkflowNode,
  renamed: ReadonlyMap<string, string>,
  there: ReadonlySet<string>,
  by: Place,
): WorkflowNode {
  const inputs = Object.entries(copy.inputs).flatMap(([port, from]) => {
    const [id = '', ...rest] = from.split('.');
    return there.has(id) ? [[port, [renamed.get(id) ?? id, ...rest].join('.')]] : [];
  });
  const known = referencesOf(copy).every((id) => there.has(id));
  return {
    ...(known ? (renameReferences(copy, renamed) as WorkflowNode) : copy),
    id: renamed.get(copy.id) ?? copy.id,
    type: copy.type,
    inputs: Object.fromEntries(inputs),
    position: { x: Math.round((copy.position?.x ?? 0) + by.x), y: Math.round((copy.position?.y ?? 0) + by.y) },
  };
}

function renameReferences(value: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string')
    return value.replaceAll(/nodes\[(["'])([\w-]+)\1\]/g, (all, quote: string, id: string) =>
      renamed.has(id) ? `nodes[${quote}${renamed.get(id)}${quote}]` : all,
    );
  if (Array.isArray(value)) return value.map((part) => renameReferences(part, renamed));
  if (typeof value !== 'object' || value === null) return value;
  if ('$ref' in value && typeof value.$ref === 'string') {
    const [id = '', ...rest] = value.$ref.split('.');
    return { ...value, $ref: [renamed.get(id) ?? id, ...rest].join('.') };
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, renameReferences(part, renamed)]));
}

/** A place beside a node, or below all of them, where a new card covers none. */
export function freePlace(document: WorkflowDocument, beside: string | undefined): Place {
  const from = document.nodes.find((node) => node.id === beside)?.position;
  const start =
    from === undefined
      ? { x: 0, y: Math.max(0, ...document.nodes.map((node) => (node.position?.y ?? 0) + CARD.height + CARD.gapY)) }
      : { x: from.x + CARD.width + CARD.gapX, y: from.y };
  const covered = (place: Place) =>
    document.nodes.some(
      ({ position }) =>
        position !== undefined &&
        Math.abs(position.x - place.x) < CARD.width &&
        Math.abs(position.y - place.y) < CARD.height,
    );
  let place = start;
  while (covered(place)) place = { x: place.x, y: place.y + CARD.height + CARD.gapY };
  return place;
}
