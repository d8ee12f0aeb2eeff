import '@xyflow/react/dist/base.css';
import './canvas.css';
import {
  applyNodeChanges,
  Background,
  BackgroundVariant,
  type Connection,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from '@xyflow/react';
import { type KeyboardEvent, type MouseEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { type MenuPlace, menuPlace } from '../../../components/context-menu.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { autoLayout } from '../graph/auto-layout.ts';
import * as edit from '../graph/edit-document.ts';
import { isDirection, neighbour } from '../graph/neighbours.ts';
import { nodeSummary } from '../graph/node-summary.ts';
import { misfitOf, type Wire, wiresOf } from '../graph/ports.ts';
import { addNode, wireId } from '../use-editor.ts';
import { type Adding, AddNode } from './add-node.tsx';
import { type CardData, type CardNode, cardsOf, linesOf } from './flow-elements.ts';
import { glide } from './glide.ts';
import { NodeCard } from './node-card.tsx';
import { NodeMenu } from './node-menu.tsx';
import { ZoomButtons } from './zoom-buttons.tsx';

const NODE_TYPES = { card: NodeCard };
const FIT = { padding: 0.12, maxZoom: 1 };
const SEARCH = { width: 340, height: 330 };

/** What the screen around the graph can ask of it. */
export interface CanvasHandle {
  /** Opens the search for a node, in the middle. */
  add(): void;
  tidy(): void;
  fit(): void;
  focus(): void;
}

/** The graph: cards and wires, to be dragged, joined, searched and walked through by arrow keys. */
export function GraphCanvas(props: { handle: Ref<CanvasHandle>; onEdit: () => void }) {
  const words = useWords();
  const { t } = words;
  const scene = useScene();
  const { editor } = scene;
  const { document, types } = editor;
  const flow = useReactFlow<CardNode>();
  const box = useRef<HTMLElement>(null);
  const [cards, setCards] = useState<CardNode[]>([]);
  const [dropWire, setDropWire] = useState<string | null>(null);
  const [adding, setAdding] = useState<Adding | null>(null);
  const [menu, setMenu] = useState<{ at: MenuPlace; node: string | null } | null>(null);
  const moving = useRef(false);
  const stopGlide = useRef<() => void>(() => undefined);

  const nameOf = (data: CardData) => {
    const name = data.node.label ?? data.type?.label ?? data.node.type;
    const said = nodeSummary(data.node, data.type, words);
    const wrong = data.issues === undefined ? '' : t('editor.problems', { count: data.issues.length });
    return [name, said, wrong].filter(Boolean).join(', ');
  };
  const named = useRef(nameOf);
  named.current = nameOf;
  useEffect(() => {
    if (!moving.current) setCards((old) => cardsOf(scene, old, (data) => named.current(data)));
  }, [scene]);

  const openSearch = (client: { x: number; y: number } | null, link: Adding['link'] = undefined) => {
    if (editor.readOnly) return;
    const frame = box.current!.getBoundingClientRect();
    const wanted = client ?? { x: frame.left + frame.width / 2 - SEARCH.width / 2, y: frame.top + frame.height * 0.2 };
    setAdding({
      at: {
        x: Math.max(8, Math.min(wanted.x - frame.left, frame.width - SEARCH.width - 8)),
        y: Math.max(8, Math.min(wanted.y - frame.top, frame.height - SEARCH.height - 8)),
      },
      place: client === null ? undefined : flow.screenToFlowPosition(client),
      link,
    });
  };
  const focusNode = (id: string | undefined) => {
    const node =
      id === undefined ? null : box.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`);
    (node ?? box.current)?.focus({ preventScroll: true });
  };
  const tidy = () => {
    const sizes = new Map(
      flow
        .getNodes()
        .flatMap(({ id, measured }) =>
          measured?.width === undefined || measured.height === undefined
            ? []
            : [[id, { width: measured.width, height: measured.height }] as const],
        ),
    );
    const from = new Map(document.nodes.map((node) => [node.id, node.position ?? { x: 0, y: 0 }]));
    const to = autoLayout(document, types, sizes);
    editor.change((now) => edit.moveNodes(now, to));
    stopGlide.current();
    stopGlide.current = glide(from, to, (places) =>
      setCards((old) => old.map((card) => ({ ...card, position: places.get(card.id) ?? card.position }))),
    );
    void flow.fitView(FIT);
    setTimeout(() => void flow.fitView(FIT), 150);
  };
  useImperativeHandle(props.handle, () => ({
    add: () => openSearch(null),
    tidy,
    fit: () => void flow.fitView({ ...FIT, duration: 0 }),
    focus: () => focusNode(editor.selected[0] ?? document.nodes[0]?.id),
  }));

  const wireOf = (id: string | null): Wire | undefined => wiresOf(document, types).find((wire) => wireId(wire) === id);
  const wiresUnder = (event: { clientX: number; clientY: number }): Wire | undefined => {
    const line = window.document
      .elementsFromPoint(event.clientX, event.clientY)
      .map((element) => element.closest('.react-flow__edge'))
      .find((element) => element !== null);
    return wireOf(line?.getAttribute('data-id') ?? null);
  };
  const takesDropped = (node: CardNode, event: { clientX: number; clientY: number }): Wire | undefined => {
    const joined = wiresOf(document, types).some((wire) => wire.from === node.id || wire.to === node.id);
    if (joined || editor.readOnly) return undefined;
    const wire = wiresUnder(event);
    return wire !== undefined && edit.fitsInWire(document, types, node.id, wire) ? wire : undefined;
  };
  const finishMove = (moved: readonly CardNode[], wire: Wire | undefined) => {
    moving.current = false;
    setDropWire(null);
    const places = new Map(moved.map((card) => [card.id, card.position]));
    editor.change((now) => {
      const placed = edit.moveNodes(now, places);
      const [only] = moved;
      return wire === undefined || only === undefined ? placed : edit.insertInWire(placed, types, only.id, wire);
    });
  };
  const onNodesChange = (changes: NodeChange<CardNode>[]) => {
    const picked = changes.filter((change) => change.type === 'select');
    if (picked.length > 0) {
      const now = new Set(editor.selected);
      for (const { id, selected } of picked) selected ? now.add(id) : now.delete(id);
      editor.select([...now], now.size === 0 ? editor.selectedWires : []);
    }
    const rest = changes.filter((change) => change.type === 'position' || change.type === 'dimensions');
    if (rest.length > 0) setCards((old) => applyNodeChanges(rest, old));
  };
  const isValid = (wire: Connection | { source: string; target: string }) =>
    'sourceHandle' in wire &&
    misfitOf(document, types, {
      from: wire.source,
      fromPort: wire.sourceHandle ?? '',
      to: wire.target,
      toPort: wire.targetHandle ?? '',
    }) === null;
  const onConnectEnd = (event: unknown, state: FinalConnectionState) => {
    // Let go over the ground: what could go on from here?
    if (state.toHandle !== null || state.fromHandle === null || !(event instanceof globalThis.MouseEvent)) return;
    if (!(event.target instanceof Element) || event.target.closest('.react-flow__pane') === null) return;
    const { type, nodeId, id } = state.fromHandle;
    openSearch(
      { x: event.clientX, y: event.clientY },
      {
        kind: type === 'source' ? 'from' : 'to',
        node: nodeId,
        port: id ?? '',
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isDirection(event.key)) {
      const from = editor.selected.at(-1);
      const next = from === undefined ? document.nodes[0]?.id : neighbour(document.nodes, from, event.key);
      event.preventDefault();
      if (next === null || next === undefined) return;
      editor.select(event.shiftKey ? [...new Set([...editor.selected, next])] : [next]);
      requestAnimationFrame(() => focusNode(next));
    } else if (event.key === 'Enter' && editor.node !== undefined) {
      event.preventDefault();
      props.onEdit();
    }
  };

  return (
    <section
      className="canvas"
      ref={box}
      tabIndex={-1}
      aria-label={t('editor.graph')}
      data-read-only={editor.readOnly}
      onKeyDown={onKeyDown}
      onDoubleClick={(event: MouseEvent) => {
        if ((event.target as Element).classList.contains('react-flow__pane'))
          openSearch({ x: event.clientX, y: event.clientY });
      }}
    >
      <ReactFlow<CardNode>
        nodes={cards}
        edges={linesOf(scene, dropWire)}
        nodeTypes={NODE_TYPES}
        onNodesChange={onNodesChange}
        onNodeDragStart={() => {
          moving.current = true;
        }}
        onNodeDrag={(event, node, dragged) => {
          const wire = dragged.length === 1 && 'clientX' in event ? takesDropped(node, event) : undefined;
          setDropWire(wire === undefined ? null : wireId(wire));
        }}
        onNodeDragStop={(_, __, dragged) => finishMove(dragged, wireOf(dropWire))}
        onSelectionDragStart={() => {
          moving.current = true;
        }}
        onSelectionDragStop={(_, dragged) => finishMove(dragged, undefined)}
        onEdgeClick={(event, edge) => {
          const kept = event.shiftKey ? editor.selectedWires : [];
          editor.select([], [...kept, edge.id]);
        }}
        onEdgeDoubleClick={(event, edge) => {
          const wire = wireOf(edge.id);
          if (wire !== undefined) openSearch({ x: event.clientX, y: event.clientY }, { kind: 'into', wire });
        }}
        onConnect={(wire) =>
          editor.change((now) =>
            edit.connect(now, types, {
              from: wire.source,
              fromPort: wire.sourceHandle ?? '',
              to: wire.target,
              toPort: wire.targetHandle ?? '',
            }),
          )
        }
        onConnectEnd={onConnectEnd}
        onReconnect={(old, wire) =>
          editor.change((now) =>
            edit.connect(edit.disconnect(now, [{ to: old.target, toPort: old.targetHandle ?? '' }]), types, {
              from: wire.source,
              fromPort: wire.sourceHandle ?? '',
              to: wire.target,
              toPort: wire.targetHandle ?? '',
            }),
          )
        }
        onPaneClick={() => {
          editor.select([]);
          box.current?.focus({ preventScroll: true });
        }}
        onNodeClick={(_, node) => focusNode(node.id)}
        onNodeDoubleClick={() => props.onEdit()}
        onNodeContextMenu={(event, node) => {
          if (!editor.selected.includes(node.id)) editor.select([node.id]);
          setMenu({ at: menuPlace(event), node: node.id });
        }}
        onPaneContextMenu={(event) => setMenu({ at: menuPlace(event as MouseEvent), node: null })}
        isValidConnection={isValid}
        nodesDraggable={!editor.readOnly}
        nodesConnectable={!editor.readOnly}
        edgesReconnectable={!editor.readOnly}
        deleteKeyCode={null}
        disableKeyboardA11y
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        selectionKeyCode={null}
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        panOnDrag={[1]}
        panOnScroll
        panActivationKeyCode="Space"
        zoomOnDoubleClick={false}
        connectionRadius={26}
        minZoom={0.15}
        maxZoom={2}
        fitView
        fitViewOptions={FIT}
        snapToGrid
        snapGrid={[4, 4]}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={{
          'node.a11yDescription.default': t('editor.keysNode'),
          'node.a11yDescription.keyboardDisabled': t('editor.keysNode'),
          'edge.a11yDescription.default': t('editor.keysNode'),
          'minimap.ariaLabel': t('editor.minimap'),
        }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={2} color="var(--dots)" />
        <MiniMap
          className="minimap"
          pannable
          zoomable
          ariaLabel={t('editor.minimap')}
          nodeColor="var(--minimap-node)"
          maskColor="var(--minimap-mask)"
          bgColor="var(--panel)"
          nodeBorderRadius={6}
        />
        <ZoomButtons />
      </ReactFlow>
      {adding !== null && (
        <AddNode
          adding={adding}
          onAdd={(type) => {
            addNode(editor, type, adding.place, adding.link);
            setAdding(null);
            requestAnimationFrame(() => box.current?.focus({ preventScroll: true }));
          }}
          onClose={() => {
            setAdding(null);
            focusNode(editor.selected[0]);
          }}
        />
      )}
      {menu !== null && (
        <NodeMenu
          at={menu.at}
          node={menu.node}
          onAdd={() => openSearch(menu.at)}
          onEdit={props.onEdit}
          onClose={() => setMenu(null)}
        />
      )}
    </section>
  );
}
