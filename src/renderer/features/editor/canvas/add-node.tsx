import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { NodeTypeInfo } from '../../../../contract/node-type.ts';
import { NodeIcon } from '../../../components/node-icon.tsx';
import { useWords } from '../../../words/use-words.ts';
import { useScene } from '../editor-context.ts';
import { kindOf } from '../graph/ports.ts';
import { byCategory, searchNodeTypes } from '../graph/search-node-types.ts';
import type { Link } from '../use-editor.ts';

/** Where a search is opened, and what the new node is wired to. */
export interface Adding {
  /** In the canvas, in pixels. */
  at: { x: number; y: number };
  /** In the graph; undefined: beside what is selected. */
  place: { x: number; y: number } | undefined;
  link: Link | undefined;
}

/** Finds a node type by a few letters and adds it: arrows choose, Enter takes, Escape leaves. */
export function AddNode(props: { adding: Adding; onAdd: (type: string) => void; onClose: () => void }) {
  const { t } = useWords();
  const { editor } = useScene();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const { link } = props.adding;
  const possible = useMemo(
    () =>
      byCategory(editor.types.values()).filter((type) => isPossible(type, link, editor.document.nodes, editor.types)),
    [editor.types, editor.document.nodes, link],
  );
  const found = searchNodeTypes(possible, typed);
  const chosen = found[Math.min(at, found.length - 1)];
  useEffect(() => {
    list.current?.querySelector(`[id="${CSS.escape(`${id}-${chosen?.type}`)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen, id]);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) setAt(Math.max(0, Math.min(found.length - 1, at + step)));
    else if (event.key === 'Enter' && chosen !== undefined) props.onAdd(chosen.type);
    else if (event.key === 'Escape' || event.key === 'Tab') props.onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search
      className="add-node nowheel"
      style={{ left: props.adding.at.x, top: props.adding.at.y }}
      onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || props.onClose()}
    >
      <label className="add-node-field">
        <IconSearch size={15} stroke={1.5} aria-hidden="true" />
        <input
          // biome-ignore lint/a11y/noAutofocus: it is opened to be typed into
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.type}`}
          aria-label={t('editor.addNode')}
          placeholder={t('editor.addNodeHint')}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div className="add-node-list" role="listbox" id={id} ref={list} tabIndex={-1} aria-label={t('editor.nodeTypes')}>
        {found.map((type, index) => (
          <TypeOption
            key={type.type}
            id={`${id}-${type.type}`}
            type={type}
            heading={typed === '' && type.category !== found[index - 1]?.category}
            selected={type === chosen}
            onHover={() => setAt(index)}
            onTake={() => props.onAdd(type.type)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="add-node-none dim">{t('common.nothingFound')}</p>}
    </search>
  );
}

function TypeOption(props: {
  id: string;
  type: NodeTypeInfo;
  heading: boolean;
  selected: boolean;
  onHover: () => void;
  onTake: () => void;
}) {
  const { t } = useWords();
  const { type } = props;
  return (
    <>
      {props.heading && (
        <div className="add-node-heading" role="presentation">
          {t(`editor.categories.${type.category}`)}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the search field's, which keeps the focus */}
      <div
        id={props.id}
        role="option"
        tabIndex={-1}
        aria-selected={props.selected}
        title={type.description}
        onPointerMove={props.onHover}
        onMouseDown={(event) => event.preventDefault()}
        onClick={props.onTake}
      >
        <NodeIcon name={type.icon} />
        <span className="add-node-label">{type.label}</span>
        <span className="dim ellipsis">{type.description}</span>
      </div>
    </>
  );
}

/** Only types that have a port for the wire the search was opened with. */
function isPossible(
  type: NodeTypeInfo,
  link: Link | undefined,
  nodes: Parameters<typeof kindOf>[0],
  types: Parameters<typeof kindOf>[1],
): boolean {
  const kinds = (side: 'inputs' | 'outputs') => Object.values(type[side]).map((port) => port.type);
  if (link === undefined) return true;
  if (link.kind === 'into') {
    const kind = kindOf(nodes, types, link.wire.from, link.wire.fromPort, 'outputs');
    return kind !== undefined && kinds('inputs').includes(kind) && kinds('outputs').includes(kind);
  }
  const kind = kindOf(nodes, types, link.node, link.port, link.kind === 'from' ? 'outputs' : 'inputs');
  return kind !== undefined && kinds(link.kind === 'from' ? 'inputs' : 'outputs').includes(kind);
}
