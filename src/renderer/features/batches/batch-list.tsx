import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { RunResource } from '../../../contract/api.ts';
import { queries } from '../../api/queries.ts';
import { type MenuPlace, menuPlace } from '../../components/context-menu.tsx';
import { useWords } from '../../words/use-words.ts';
import { BatchMenu, type BatchQuestion, BatchQuestions } from './batch-menu.tsx';
import { BatchRow } from './batch-row.tsx';

const PAGE = 100;
const ROW_HEIGHT = 66;

/** The runs as rows; only what is on screen is asked for and drawn. Arrow keys move, Enter opens, the menu key or a right click acts. */
export function BatchList({ total, q }: { total: number; q: string }) {
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState(0);
  const [marked, setMarked] = useState<number | null>(null);
  const [menu, setMenu] = useState<{ runId: number; at: MenuPlace } | null>(null);
  const [question, setQuestion] = useState<{ runId: number; what: BatchQuestion } | null>(null);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const visible = rows.getVirtualItems();
  const firstPage = Math.floor((visible[0]?.index ?? 0) / PAGE);
  const lastPage = Math.floor((visible.at(-1)?.index ?? 0) / PAGE);
  const pages = useQueries({
    queries: Array.from({ length: lastPage - firstPage + 1 }, (_, n) => queries.runs(firstPage + n + 1, PAGE, q)),
  });
  const runAt = (index: number): RunResource | undefined =>
    pages[Math.floor(index / PAGE) - firstPage]?.data?.items[index % PAGE];
  const known = pages.flatMap((page) => page.data?.items ?? []);
  const byId = (runId: number | undefined) => known.find((run) => run.id === runId);
  const asked = byId(question?.runId);
  const menuRun = byId(menu?.runId);

  const focusRow = (index: number) => {
    const next = Math.min(total - 1, Math.max(0, index));
    setSelected(next);
    rows.scrollToIndex(next);
    // The row may not be drawn before the next frame.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] .batch-row-link`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: selected + 1,
      ArrowUp: selected - 1,
      Home: 0,
      End: total - 1,
      PageDown: selected + 8,
      PageUp: selected - 8,
    };
    const next = moves[event.key];
    if (next === undefined || !(event.target instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    focusRow(next);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the links inside, which are what is focused
    <div ref={scroller} className="batch-list" onKeyDown={onKeyDown}>
      <ul aria-label={t('batches.list')} style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {visible.map((row) => {
          const run = runAt(row.index);
          return (
            <li
              key={run?.id ?? `row-${row.index}`}
              data-index={row.index}
              className="batch-list-row"
              style={{ height: ROW_HEIGHT, transform: `translateY(${row.start}px)` }}
              aria-setsize={total}
              aria-posinset={row.index + 1}
            >
              {run !== undefined && (
                <BatchRow
                  run={run}
                  current={row.index === selected}
                  marked={run.id === marked}
                  onFocus={() => {
                    setSelected(row.index);
                    setMarked(run.id);
                  }}
                  onMenu={(event) => setMenu({ runId: run.id, at: menuPlace(event) })}
                  ask={(what) => setQuestion({ runId: run.id, what })}
                />
              )}
            </li>
          );
        })}
      </ul>
      {menu !== null && menuRun !== undefined && (
        <BatchMenu
          run={menuRun}
          at={menu.at}
          onClose={() => setMenu(null)}
          ask={(what) => setQuestion({ runId: menuRun.id, what })}
        />
      )}
      {question !== null && asked !== undefined && (
        <BatchQuestions run={asked} what={question.what} onClose={() => setQuestion(null)} />
      )}
    </div>
  );
}
