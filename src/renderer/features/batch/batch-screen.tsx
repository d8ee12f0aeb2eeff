import { useQuery } from '@tanstack/react-query';
import { type MouseEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { ItemResource, RunResource } from '../../../contract/api.ts';
import type { ItemStatus } from '../../../contract/run.ts';
import { queries } from '../../api/queries.ts';
import { useRunActions } from '../../api/run-actions.ts';
import { lastLookedAt, rememberShown, type ShownPhotos } from '../../api/shown-photos.ts';
import { MOST_TRASHED, useTrash } from '../../api/trash.ts';
import { CancelDialog } from '../../components/cancel-dialog.tsx';
import { type MenuPlace, menuPlace } from '../../components/context-menu.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { shortPath, sourceOf } from '../../components/run-standing.ts';
import { TrashNotice } from '../../components/trash-notice.tsx';
import { UndoDialog } from '../../components/undo-dialog.tsx';
import { Screen } from '../../frame/screen.tsx';
import { to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { BatchEmpty } from './batch-empty.tsx';
import { BatchGrid, type GridListener } from './batch-grid.tsx';
import { BatchInspector } from './batch-inspector.tsx';
import { BatchKeys } from './batch-keys.tsx';
import { BatchNotice } from './batch-notice.tsx';
import { BatchToolbar } from './batch-toolbar.tsx';
import { countOf } from './filters.ts';
import { ItemMenu } from './item-menu.tsx';
import { QuickLook } from './quick-look.tsx';
import { clampSelection, select, selectAll, selectedPlaces, selectOne } from './selection.ts';
import { useItemActions } from './use-item-actions.ts';
import type { ItemPages } from './use-item-pages.ts';

/** What is asked before it is done. */
export type Question = 'undo' | 'cancel';

/** One run: grid of its photos, filters, and the controls that fit its state. */
export function BatchScreen({ runId }: { runId: number }) {
  const run = useQuery(queries.run(runId));
  const { t } = useWords();
  if (run.data === undefined)
    return (
      <Screen title={run.error === null ? '' : t('batch.title')} back={to.batches}>
        <ErrorNotice error={run.error} onRetry={() => void run.refetch()} />
      </Screen>
    );
  return <LoadedBatch run={run.data} />;
}

function LoadedBatch({ run }: { run: RunResource }) {
  const words = useWords();
  // Back from a photo everything is as it was left, with that photo chosen.
  const [first] = useState(() => lastLookedAt(run.id));
  const [status, setStatus] = useState<ItemStatus | undefined>(first?.shown.status);
  const [name, setName] = useState(first?.shown.q ?? '');
  const q = useDeferredValue(name.trim());
  const [selection, setSelection] = useState(selectOne(first?.place ?? 0));
  const pages = useRef<ItemPages | null>(null);
  const [known, setKnown] = useState<{ place: number; item: ItemResource } | null>(null);
  const [total, setTotal] = useState(run.totalItems);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [looking, setLooking] = useState(false);
  const actions = useRunActions(run);
  const items = useItemActions(run);
  const trash = useTrash(run);
  const shown = useMemo<ShownPhotos>(() => ({ runId: run.id, status, q }), [run.id, status, q]);
  useEffect(() => rememberShown(shown), [shown]);
  // Another filter shows other photos at the same places.
  const showed = useRef(shown);
  useEffect(() => {
    if (showed.current === shown) return;
    showed.current = shown;
    setSelection(selectOne(0));
    setKnown(null);
  }, [shown]);

  // Kept when it is scrolled away, and looked up when it was never on screen.
  const current = known?.place === selection.focus ? known.item : undefined;
  const focus = useRef(selection.focus);
  useEffect(() => {
    focus.current = selection.focus;
    const item = pages.current?.at(selection.focus);
    if (item !== undefined) setKnown({ place: selection.focus, item });
  }, [selection.focus]);

  const latest = useRef({ retry: items.retry });
  useEffect(() => {
    latest.current = { retry: items.retry };
  });
  const listener = useMemo<GridListener>(
    () => ({
      select: (index, how) => setSelection((before) => select(before, index, how)),
      selectAll: (count) => setSelection((before) => selectAll(before, count)),
      menu(event: MouseEvent, index) {
        setSelection((before) =>
          before.ranges.some(([first, last]) => first <= index && index <= last)
            ? { ...before, focus: index }
            : selectOne(index),
        );
        setMenu(menuPlace(event));
      },
      retry: (item) => void latest.current.retry([item]),
      pages(next) {
        // Not the state of this screen: it would be drawn anew for every page that scrolls by.
        pages.current = next;
        setTotal(next.total);
        const item = next.at(focus.current);
        if (item !== undefined)
          setKnown((was) => (was?.item === item && was.place === focus.current ? was : { place: focus.current, item }));
        if (next.known) setSelection((before) => clampSelection(before, next.total));
      },
    }),
    [],
  );
  const trashSelected = () => {
    void pages.current?.load(selectedPlaces(selection, MOST_TRASHED)).then(trash.move);
  };
  const ask = { undo: () => setQuestion('undo'), cancel: () => setQuestion('cancel') };
  const filtered = status !== undefined || q !== '';
  return (
    <Screen
      title={run.name}
      subtitle={
        <span title={`${sourceOf(run, words)} → ${run.output.folder}`}>
          {run.workflowSlug} v{run.workflowVersion} · {sourceOf(run, words)} → {shortPath(run.output.folder)}
        </span>
      }
      back={to.batches}
      toolbar={
        <BatchToolbar
          run={run}
          status={status}
          onStatus={setStatus}
          name={name}
          onName={setName}
          actions={actions}
          ask={ask}
        />
      }
      inspector={
        <BatchInspector
          run={run}
          selection={selection}
          current={current}
          items={items}
          trash={trash}
          onTrash={trashSelected}
        />
      }
    >
      <BatchKeys
        run={run}
        actions={actions}
        items={items}
        current={current}
        pages={pages}
        selection={selection}
        ask={ask}
        onLook={() => setLooking((was) => !was)}
        trash={trash}
        onTrash={trashSelected}
      />
      <BatchNotice run={run} actions={actions} />
      <TrashNotice trash={trash} />
      <ErrorNotice error={actions.error ?? items.error} />
      <BatchGrid
        key={`${status ?? ''} ${q}`}
        shown={shown}
        guess={countOf(run, status)}
        selection={selection}
        listener={listener}
        empty={
          <BatchEmpty
            run={run}
            filtered={filtered}
            name={name}
            onClear={() => {
              setStatus(undefined);
              setName('');
            }}
          />
        }
      />
      {menu !== null && current !== undefined && (
        <ItemMenu
          run={run}
          item={current}
          at={menu}
          selection={selection}
          pages={pages}
          items={items}
          onLook={() => setLooking(true)}
          trash={trash}
          onTrash={trashSelected}
          onClose={() => setMenu(null)}
        />
      )}
      {looking && current !== undefined && (
        <QuickLook
          run={run}
          item={current}
          index={selection.focus}
          total={total}
          onMove={(index) => setSelection(selectOne(index))}
          onClose={() => setLooking(false)}
        />
      )}
      {question === 'undo' && <UndoDialog run={run} onClose={() => setQuestion(null)} />}
      {question === 'cancel' && <CancelDialog run={run} onConfirm={actions.cancel} onClose={() => setQuestion(null)} />}
    </Screen>
  );
}
