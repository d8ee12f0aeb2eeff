import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ItemResource } from '../../../contract/api.ts';
import type { ItemStatus } from '../../../contract/run.ts';
import { nodePicture } from '../../api/pictures.ts';
import { queries } from '../../api/queries.ts';
import { StatusMark } from '../../components/status-mark.tsx';
import { to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import './batch.css';

const PAGE = 100;
const TILE = 172;
const TILE_HEIGHT = 168;

/** The photos of a run as tiles; only what is on screen is asked for and drawn. */
export function BatchGrid(props: { runId: number; status: ItemStatus | undefined; name: string; total: number }) {
  const { runId, status, name } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  const [matching, setMatching] = useState(props.total);
  const [selected, setSelected] = useState(0);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => setWidth(box.clientWidth - 12));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const columns = Math.max(1, Math.floor(width / TILE));
  const rows = useVirtualizer({
    count: Math.ceil(matching / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => TILE_HEIGHT,
    overscan: 2,
  });
  const visible = rows.getVirtualItems();
  const firstPage = Math.floor(((visible[0]?.index ?? 0) * columns) / PAGE);
  const lastPage = Math.floor(((visible.at(-1)?.index ?? 0) * columns + columns - 1) / PAGE);
  const pages = useQueries({
    queries: Array.from({ length: lastPage - firstPage + 1 }, (_, n) =>
      queries.items(runId, { page: firstPage + n + 1, pageSize: PAGE, status, q: name }),
    ),
  });
  const known = pages.find((page) => page.data !== undefined)?.data?.itemsTotal;
  useEffect(() => {
    if (known !== undefined) setMatching(known);
  }, [known]);
  const itemAt = (index: number): ItemResource | undefined =>
    pages[Math.floor(index / PAGE) - firstPage]?.data?.items[index % PAGE];

  const onKeyDown = (event: React.KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(matching - 1, Math.max(0, selected + step));
      setSelected(next);
      rows.scrollToIndex(Math.floor(next / columns));
    } else if (event.key === 'Enter' || event.key === ' ') {
      const item = itemAt(selected);
      if (item !== undefined) {
        event.preventDefault();
        window.location.hash = to.item(runId, item.id);
      }
    }
  };

  return (
    <div
      ref={scroller}
      className="screen-scroll"
      style={{ padding: 6 }}
      role="listbox"
      aria-label="Photos"
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {matching === 0 && (
        <p className="dim" style={{ padding: 24 }}>
          No photos here.
        </p>
      )}
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {visible.flatMap((row) =>
          Array.from({ length: columns }, (_, column) => {
            const index = row.index * columns + column;
            if (index >= matching) return null;
            return (
              <div
                key={index}
                className="tile"
                style={{
                  top: row.start,
                  left: (width / columns) * column,
                  width: width / columns,
                  height: TILE_HEIGHT,
                }}
              >
                <Tile
                  runId={runId}
                  item={itemAt(index)}
                  selected={index === selected}
                  onSelect={() => setSelected(index)}
                />
              </div>
            );
          }),
        )}
      </div>
    </div>
  );
}

function Tile(props: { runId: number; item: ItemResource | undefined; selected: boolean; onSelect: () => void }) {
  const { duration } = useWords();
  const { runId, item } = props;
  if (item === undefined) return <button type="button" disabled aria-label="loading" />;
  const inputNode = Object.keys(item.uploadInputs)[0];
  const open = () => {
    window.location.hash = to.item(runId, item.id);
  };
  return (
    <button
      type="button"
      role="option"
      tabIndex={-1}
      aria-selected={props.selected}
      onClick={props.onSelect}
      onDoubleClick={open}
      title={item.name}
    >
      {item.error !== null ? (
        <span className={`why ${item.status === 'failed' ? 'failed-text' : 'dim'}`}>{item.error.message}</span>
      ) : inputNode === undefined ? (
        <span />
      ) : (
        <img
          src={nodePicture(runId, item.id, inputNode, 320)}
          alt=""
          loading="lazy"
          style={{ opacity: item.status === 'completed' ? 1 : 0.5 }}
        />
      )}
      <span className="caption">
        <span className="ellipsis">{item.name}</span>
        <span className="count">{item.milliseconds === null ? '' : duration(item.milliseconds)}</span>
      </span>
      {item.status !== 'pending' && (
        <span className="mark">
          <StatusMark status={item.status} />
        </span>
      )}
    </button>
  );
}
