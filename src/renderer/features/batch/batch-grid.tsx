import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ItemResource } from '../../../contract/api.ts';
import type { ShownPhotos } from '../../api/shown-photos.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { go, to } from '../../router.ts';
import { useWords } from '../../words/use-words.ts';
import { startDragOut } from './drag-out.ts';
import { gridLayout, hasCaption, movedBy, thumbEdge } from './grid-layout.ts';
import { isSelected, type SelectHow, type Selection, selectedPlaces } from './selection.ts';
import { Tile, type TileActions } from './tile.tsx';
import { setTileSize, tileSizeNow, useTileSize } from './tile-size.ts';
import { type ItemPages, useItemPages } from './use-item-pages.ts';
import './batch.css';

const PADDING = 8;
/** Rows drawn beyond the edge of what is seen. */
const OVERSCAN = 3;
/** Px a millisecond above which nobody can look at pictures. */
const FAST = 4;
/** Files that go with one drag. */
const MOST_DRAGGED = 200;

/** What the grid tells the screen. */
export interface GridListener {
  select(index: number, how: SelectHow): void;
  selectAll(count: number): void;
  menu(event: MouseEvent, index: number): void;
  retry(item: ItemResource): void;
  /** Called when what is loaded, or how many there are, has changed. */
  pages(pages: ItemPages): void;
}

/**
 * The photos of a run as square tiles; only what is on screen and near is asked for and drawn, so that 100,000 scroll like 100. Ctrl and
 * wheel change the size of the tiles.
 */
export function BatchGrid(props: {
  shown: ShownPhotos;
  guess: number;
  selection: Selection;
  listener: GridListener;
  /** What to say when nothing matches. */
  empty: React.ReactNode;
}) {
  const { shown, selection } = props;
  const words = useWords();
  const { t } = words;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const size = useTileSize();
  const [total, setTotal] = useState(props.guess);
  const layout = gridLayout(total, width - 2 * PADDING, size);
  const rows = useVirtualizer({
    count: layout.rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => layout.tileHeight,
    overscan: OVERSCAN,
    paddingStart: PADDING,
    paddingEnd: PADDING,
    scrollPaddingStart: PADDING,
    scrollPaddingEnd: PADDING,
  });
  const visible = rows.getVirtualItems();
  const isFast = useFastScroll(rows.scrollOffset ?? 0, rows.isScrolling);
  const first = (visible[0]?.index ?? 0) * layout.columns;
  const last = Math.max(first, ((visible.at(-1)?.index ?? 0) + 1) * layout.columns - 1);
  const pages = useItemPages(shown, first, last, props.guess);

  useEffect(() => setTotal(pages.total), [pages.total]);
  useEffect(() => props.listener.pages(pages), [pages, props.listener]);
  useKeptPlace(rows, layout.columns, layout.tileHeight, first);
  useWheelSize(scroller);

  const reveal = (index: number) => rows.scrollToIndex(Math.floor(index / layout.columns), { align: 'auto' });
  const focus = selection.focus;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move of the focus scrolls, not a new layout
  useEffect(() => reveal(focus), [focus]);
  useEffect(() => {
    // Keys work at once, unless somebody is in the middle of something else.
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, []);

  const latest = useRef({ pages, selection, listener: props.listener });
  useEffect(() => {
    latest.current = { pages, selection, listener: props.listener };
  });
  const actions = useMemo<TileActions>(
    () => ({
      press(event, index) {
        const how = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one';
        latest.current.listener.select(index, how);
      },
      open: (item) => go(to.item(shown.runId, item.id)),
      menu: (event, index) => latest.current.listener.menu(event, index),
      retry: (item) => latest.current.listener.retry(item),
      isFast,
      dragStart(event, item, index) {
        const now = latest.current;
        const chosen = isSelected(now.selection, index)
          ? selectedPlaces(now.selection, MOST_DRAGGED).flatMap((place) => now.pages.at(place) ?? [])
          : [item];
        startDragOut(event, shown.runId, chosen);
      },
    }),
    [shown.runId, isFast],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') {
      event.preventDefault();
      props.listener.selectAll(total);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const onScreen = Math.floor((scroller.current?.clientHeight ?? 0) / layout.tileHeight);
    const next = movedBy(event.key, selection.focus, total, layout, onScreen);
    if (next === undefined) return;
    event.preventDefault();
    props.listener.select(next, event.shiftKey ? 'range' : 'one');
  };
  const edge = thumbEdge(size, window.devicePixelRatio);
  const caption = hasCaption(size);
  if (pages.error !== null && !pages.known) return <ErrorNotice error={pages.error} />;
  if (total === 0) return props.empty;
  return (
    <div
      ref={scroller}
      id="batch-grid"
      className="screen-scroll batch-grid"
      role="listbox"
      aria-label={t('batch.grid')}
      aria-multiselectable="true"
      aria-activedescendant={`tile-${selection.focus}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className="batch-rows" style={{ height: rows.getTotalSize() }}>
        {visible.map((row) => (
          <div
            key={row.index}
            role="presentation"
            className="batch-row-of-tiles"
            style={{
              transform: `translateY(${row.start}px)`,
              height: row.size,
              gridTemplateColumns: `repeat(${layout.columns}, minmax(0, 1fr))`,
            }}
          >
            {Array.from({ length: Math.min(layout.columns, total - row.index * layout.columns) }, (_, column) => {
              const index = row.index * layout.columns + column;
              return (
                <Tile
                  key={index}
                  runId={shown.runId}
                  item={pages.at(index)}
                  index={index}
                  total={total}
                  selected={isSelected(selection, index)}
                  focused={index === selection.focus}
                  edge={edge}
                  caption={caption}
                  words={words}
                  actions={actions}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(800);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return;
    setWidth(box.clientWidth);
    const observer = new ResizeObserver(() => setWidth(box.clientWidth));
    observer.observe(box);
    return () => observer.disconnect();
  }, [element.current]);
  return width;
}

/** Tells whether the view moves so fast that pictures asked for now would be gone before they came. */
function useFastScroll(offset: number, scrolling: boolean): () => boolean {
  const state = useRef({ offset, at: performance.now(), fast: false });
  const { current } = state;
  const now = performance.now();
  if (!scrolling) current.fast = false;
  else if (offset !== current.offset) {
    current.fast = Math.abs(offset - current.offset) / Math.max(1, now - current.at) > FAST;
  }
  current.offset = offset;
  current.at = now;
  return useCallback(() => state.current.fast, []);
}

/** Another size of tiles or window leaves the same photo at the upper edge. */
function useKeptPlace(
  rows: { measure(): void; scrollToOffset(offset: number): void; scrollOffset: number | null },
  columns: number,
  tileHeight: number,
  first: number,
): void {
  const before = useRef({ columns, tileHeight, top: 0 });
  useLayoutEffect(() => {
    const was = before.current;
    if (was.columns === columns && was.tileHeight === tileHeight) return;
    const index = Math.floor(was.top / was.tileHeight) * was.columns;
    before.current = { columns, tileHeight, top: was.top };
    rows.measure();
    if (was.top > PADDING) rows.scrollToOffset(Math.floor(index / columns) * tileHeight + PADDING);
  }, [rows, columns, tileHeight]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the view has moved
  useEffect(() => {
    // Not of the element, which would have to be laid out for it in every frame.
    before.current.top = rows.scrollOffset ?? 0;
  }, [rows, first]);
}

/** Ctrl (⌘) and the wheel: larger and smaller tiles. */
function useWheelSize(scroller: React.RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    // React listens passively; the browser would zoom the page.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      setTileSize(tileSizeNow() * (event.deltaY < 0 ? 1.08 : 1 / 1.08));
    };
    box.addEventListener('wheel', onWheel, { passive: false });
    return () => box.removeEventListener('wheel', onWheel);
  }, [scroller.current]);
}
