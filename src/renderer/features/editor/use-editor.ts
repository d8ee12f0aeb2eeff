import { useCallback, useMemo, useState } from 'react';
import type { WorkflowDocument, WorkflowNode } from '../../../contract/workflow.ts';
import { isSame } from './graph/compare-versions.ts';
import * as edit from './graph/edit-document.ts';
import { type History, redo, startHistory, step, undo } from './graph/history.ts';
import type { Types, Wire } from './graph/ports.ts';

/** A wire's name. */
export function wireId(wire: Pick<Wire, 'to' | 'toPort'>): string {
  return `${wire.to} ${wire.toPort}`;
}

/** What is being edited: the document with its history, and what is selected. */
export interface Editor {
  document: WorkflowDocument;
  types: Types;
  readOnly: boolean;
  /** Node ids. */
  selected: readonly string[];
  /** Ids of wires. */
  selectedWires: readonly string[];
  /** The selected node, when it is one. */
  node: WorkflowNode | undefined;
  /** A slider is being moved: more changes of the same kind follow at once. */
  moving: boolean;
  canUndo: boolean;
  canRedo: boolean;
  /** There is something that is not saved. */
  changed: boolean;
  /** A step; steps of one `key` in quick succession become one (see history.ts). Does nothing to a read-only workflow. */
  change(next: (document: WorkflowDocument) => WorkflowDocument, key?: string, last?: boolean): void;
  select(nodes: readonly string[], wires?: readonly string[]): void;
  undo(): void;
  redo(): void;
  /** What is saved now. */
  saved(document: WorkflowDocument): void;
}

export function useEditor(first: WorkflowDocument, types: Types, readOnly: boolean): Editor {
  const [history, setHistory] = useState<History<WorkflowDocument>>(() => startHistory(first));
  const [saved, setSaved] = useState(first);
  const [picked, setPicked] = useState<{ nodes: readonly string[]; wires: readonly string[] }>({
    nodes: [],
    wires: [],
  });
  const document = history.present;

  const change = useCallback<Editor['change']>(
    (next, key, last = true) => {
      if (readOnly) return;
      const now = performance.now();
      setHistory((before) => step(before, next(before.present), key ?? null, now, last));
    },
    [readOnly],
  );
  const select = useCallback<Editor['select']>((nodes, wires = []) => {
    setPicked((before) => (sameList(before.nodes, nodes) && sameList(before.wires, wires) ? before : { nodes, wires }));
  }, []);
  const selected = useMemo(
    () => picked.nodes.filter((id) => document.nodes.some((node) => node.id === id)),
    [picked.nodes, document.nodes],
  );
  const changed = useMemo(
    () =>
      document !== saved &&
      (!isSame(saved, document) || JSON.stringify(saved.nodes) !== JSON.stringify(document.nodes)),
    [document, saved],
  );
  return useMemo(
    () => ({
      document,
      types,
      readOnly,
      selected,
      selectedWires: picked.wires,
      node: selected.length === 1 ? document.nodes.find((node) => node.id === selected[0]) : undefined,
      moving: history.last?.open === true,
      canUndo: history.past.length > 0,
      canRedo: history.future.length > 0,
      changed,
      change,
      select,
      undo: () => setHistory(undo),
      redo: () => setHistory(redo),
      saved: setSaved,
    }),
    [document, types, readOnly, selected, picked.wires, history, changed, change, select],
  );
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

/** What a new node is wired to: put into a wire, or joined to a port that somebody dragged from. */
export type Link =
  | { kind: 'into'; wire: Wire }
  | { kind: 'from'; node: string; port: string }
  | { kind: 'to'; node: string; port: string };

/** Adds a node of a type, wired as told, or else to what is selected, and selects it. */
export function addNode(editor: Editor, type: string, at?: edit.Place, link?: Link): void {
  const from = editor.node?.id;
  const { document, types } = editor;
  const node = edit.newNode(document, type, at ?? edit.freePlace(document, from));
  editor.change((now) => {
    const added = { ...now, nodes: [...now.nodes, node] };
    if (link?.kind === 'into') return edit.insertInWire(added, types, node.id, link.wire);
    if (link?.kind === 'from') return joined(added, types, { ...link, side: 'from' }, node);
    if (link?.kind === 'to') return joined(added, types, { ...link, side: 'to' }, node);
    const wire = from === undefined ? null : edit.fittingWire(added, types, from, node.id);
    return wire === null ? added : edit.connect(added, types, wire);
  });
  editor.select([node.id]);
}

/** The first of the new node's ports that fits the given one. */
function joined(
  document: WorkflowDocument,
  types: Types,
  end: { side: 'from' | 'to'; node: string; port: string },
  node: WorkflowNode,
): WorkflowDocument {
  const type = types.get(node.type);
  const ports = Object.keys((end.side === 'from' ? type?.inputs : type?.outputs) ?? {});
  for (const port of ports) {
    const wire =
      end.side === 'from'
        ? { from: end.node, fromPort: end.port, to: node.id, toPort: port }
        : { from: node.id, fromPort: port, to: end.node, toPort: end.port };
    const result = edit.connect(document, types, wire);
    if (result !== document) return result;
  }
  return document;
}

/** Takes out what is selected: nodes, healing their wires, or else wires. */
export function removeSelected(editor: Editor): void {
  const { selected, selectedWires, types } = editor;
  if (selected.length > 0) editor.change((now) => edit.removeNodes(now, types, new Set(selected)));
  else
    editor.change((now) =>
      edit.disconnect(
        now,
        selectedWires.map((id) => {
          const [to = '', toPort = ''] = id.split(' ');
          return { to, toPort };
        }),
      ),
    );
  editor.select([]);
}

let clipboard: readonly WorkflowNode[] = [];
let pastes = 0;

/** Keeps the selected nodes for pasting, here or in another workflow; other programs get them as JSON. */
export function copySelected(editor: Editor): void {
  if (editor.selected.length === 0) return;
  clipboard = edit.copyOf(editor.document, new Set(editor.selected));
  pastes = 0;
  void globalThis.navigator?.clipboard?.writeText(JSON.stringify(clipboard, null, 2)).catch(() => undefined);
}

/** Puts what was copied beside what it was copied from, and selects it. */
export function pasteCopied(editor: Editor): void {
  pastes++;
  putCopies(editor, clipboard, { x: 32 * pastes, y: (edit.CARD.height + 16) * pastes });
}

/** Copies what is selected beside itself. */
export function duplicateSelected(editor: Editor): void {
  putCopies(editor, edit.copyOf(editor.document, new Set(editor.selected)), { x: 24, y: edit.CARD.height + 24 });
}

function putCopies(editor: Editor, copies: readonly WorkflowNode[], by: edit.Place): void {
  if (copies.length === 0) return;
  const pasted = edit.paste(editor.document, copies, by);
  editor.change(() => pasted.document);
  editor.select(pasted.ids);
}
