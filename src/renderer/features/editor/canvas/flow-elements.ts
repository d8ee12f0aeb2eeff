import type { Edge, Node } from '@xyflow/react';
import type { FieldIssue } from '../../../../contract/errors.ts';
import type { NodeTypeInfo } from '../../../../contract/node-type.ts';
import type { WorkflowNode } from '../../../../contract/workflow.ts';
import type { EditorScene } from '../editor-context.ts';
import type { NodeChange } from '../graph/compare-versions.ts';
import { partForPreview } from '../graph/part-for-preview.ts';
import { kindOf, referencesOf, wiresOf } from '../graph/ports.ts';
import { wireId } from '../use-editor.ts';

/** What a card is drawn from. */
export interface CardData extends Record<string, unknown> {
  node: WorkflowNode;
  type: NodeTypeInfo | undefined;
  issues: FieldIssue[] | undefined;
  warnings: FieldIssue[] | undefined;
  change: NodeChange | undefined;
  /** JSON of the part of the workflow its picture is made of; null without a picture. */
  part: string | null;
  /** Its results are read by other nodes; it reads others' results. */
  isRead: boolean;
  reads: boolean;
}
export type CardNode = Node<CardData, 'card'>;

/** Ends of the dashed lines that say which node reads which node's results. */
export const RESULTS = 'results of';
export const READS = 'reads';

/** The cards of a document. Those that stay as they are stay the same objects, so that only changed ones are drawn anew. */
export function cardsOf(scene: EditorScene, old: readonly CardNode[], nameOf: (data: CardData) => string): CardNode[] {
  const { editor, problems, comparison } = scene;
  const { document, types } = editor;
  const before = new Map(old.map((card) => [card.id, card]));
  const read = new Set(document.nodes.flatMap(referencesOf));
  const changes = new Map(comparison?.nodes.map((change) => [change.id, change]));
  const selected = new Set(editor.selected);
  const focusable = editor.selected[0] ?? document.nodes[0]?.id;
  return document.nodes.map((node) => {
    const part = partForPreview(document, types, node.id);
    const data: CardData = {
      node,
      type: types.get(node.type),
      issues: problems.byNode.get(node.id),
      warnings: problems.warningsByNode.get(node.id),
      change: changes.get(node.id),
      part: part === null ? null : JSON.stringify(part),
      isRead: read.has(node.id),
      reads: referencesOf(node).length > 0,
    };
    const was = before.get(node.id);
    const same = was !== undefined && isSameData(was.data, data);
    const position = node.position ?? { x: 0, y: 0 };
    if (
      same &&
      was.selected === selected.has(node.id) &&
      was.position.x === position.x &&
      was.position.y === position.y &&
      was.focusable === (node.id === focusable)
    )
      return was;
    return {
      ...was,
      id: node.id,
      type: 'card',
      position,
      data: same ? was.data : data,
      selected: selected.has(node.id),
      focusable: node.id === focusable,
      ariaLabel: nameOf(data),
    };
  });
}

function isSameData(a: CardData, b: CardData): boolean {
  return Object.keys(b).every((key) => a[key] === b[key]);
}

/** The wires of a document, and dashed lines for results that are read. */
export function linesOf(scene: EditorScene, dropWire: string | null): Edge[] {
  const { document, types, selectedWires } = scene.editor;
  const wires = wiresOf(document, types).map((wire): Edge => {
    const id = wireId(wire);
    const kind = kindOf(document.nodes, types, wire.from, wire.fromPort, 'outputs') ?? 'image';
    return {
      id,
      source: wire.from,
      sourceHandle: wire.fromPort,
      target: wire.to,
      targetHandle: wire.toPort,
      selected: selectedWires.includes(id),
      className: `wire-${kind}${dropWire === id ? ' wire-takes' : ''}`,
      interactionWidth: 16,
      ariaLabel: `${wire.from} → ${wire.to}`,
      focusable: false,
    };
  });
  const ids = new Set(document.nodes.map((node) => node.id));
  const reads = document.nodes.flatMap((node) =>
    referencesOf(node)
      .filter((from) => ids.has(from) && from !== node.id)
      .map(
        (from): Edge => ({
          id: `reads ${from} ${node.id}`,
          source: from,
          sourceHandle: RESULTS,
          target: node.id,
          targetHandle: READS,
          className: 'wire-reads',
          ariaLabel: `${from} → ${node.id}`,
          selectable: false,
          focusable: false,
          deletable: false,
          reconnectable: false,
        }),
      ),
  );
  return [...wires, ...reads];
}
