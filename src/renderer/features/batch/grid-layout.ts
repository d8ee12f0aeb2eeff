/** Where the tiles of a grid are. All lengths in CSS pixels. */
export interface GridLayout {
  columns: number;
  rows: number;
  /** Of a tile with its margin. */
  tileWidth: number;
  tileHeight: number;
}

export const TILE_MIN = 80;
export const TILE_MAX = 320;
export const TILE_STANDARD = 172;
/** Name and time below the picture. Small tiles have no room for them. */
const CAPTION = 24;
const CAPTION_FROM = 120;

/** Square pictures of about `wanted` px, stretched so that they fill the width. At least one column. */
export function gridLayout(count: number, width: number, wanted: number): GridLayout {
  const columns = Math.max(1, Math.floor(width / wanted));
  const tileWidth = Math.max(TILE_MIN, width) / columns;
  const tileHeight = Math.round(Math.min(tileWidth, wanted * 1.2)) + (hasCaption(wanted) ? CAPTION - 8 : 0);
  return { columns, rows: Math.ceil(count / columns), tileWidth, tileHeight };
}

export function hasCaption(wanted: number): boolean {
  return wanted >= CAPTION_FROM;
}

/** A size within what is allowed. */
export function tileSize(wanted: number): number {
  return Math.round(Math.min(TILE_MAX, Math.max(TILE_MIN, Number.isFinite(wanted) ? wanted : TILE_STANDARD)));
}

/** Sizes of thumbnails, few, so that the cache is asked for the same ones again. */
const THUMB_EDGES = [160, 320, 640] as const;

/** The smallest thumbnail that is sharp in a tile. `density` is the screen's device pixels a CSS pixel. */
export function thumbEdge(wanted: number, density: number): number {
  return THUMB_EDGES.find((edge) => edge >= wanted * density * 0.9) ?? 640;
}

/**
 * Pages, counted from 1, that hold the items `first` to `last`, and a page before and behind once the edge of one is near, so
 * that scrolling finds them there.
 */
export function pagesAround(first: number, last: number, count: number, pageSize: number): number[] {
  if (count === 0) return [1];
  const near = Math.ceil(pageSize / 2);
  const from = Math.max(0, Math.floor(Math.max(0, first - near) / pageSize));
  const to = Math.floor(Math.min(count - 1, last + near) / pageSize);
  return Array.from({ length: to - from + 1 }, (_, n) => from + n + 1);
}

/** Where a key leads from a tile; undefined for keys that move nothing. */
export function movedBy(
  key: string,
  from: number,
  count: number,
  { columns }: Pick<GridLayout, 'columns'>,
  rowsOnScreen: number,
): number | undefined {
  const page = Math.max(1, rowsOnScreen - 1) * columns;
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -page,
    PageDown: page,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  if (step === undefined || count === 0) return undefined;
  const next = from + step;
  // Up and down keep their column: at the edge they stay where they are, except that the last, shorter row can be reached.
  if (key === 'ArrowUp' && next < 0) return from;
  if (key === 'ArrowDown' && next >= count) {
    return Math.floor(from / columns) < Math.floor((count - 1) / columns) ? count - 1 : from;
  }
  return Math.min(count - 1, Math.max(0, next));
}
