/**
 * Which tiles are selected, by their place. Kept as ranges, so that all of 100,000 is as cheap as one.
 */
export interface Selection {
  /** Inclusive, ascending, with gaps between them. */
  ranges: readonly Range[];
  /** The tile that has the keyboard. */
  focus: number;
  /** Where a series with Shift began. */
  anchor: number;
}
type Range = readonly [first: number, last: number];

/** How a click or a key changes what is selected: alone, up to here, this one too or no longer. */
export type SelectHow = 'one' | 'range' | 'toggle';

export function selectOne(index: number): Selection {
  return { ranges: [[index, index]], focus: index, anchor: index };
}

export function select(before: Selection, index: number, how: SelectHow): Selection {
  switch (how) {
    case 'one':
      return selectOne(index);
    case 'range':
      return { ...before, ranges: [rangeOf(before.anchor, index)], focus: index };
    case 'toggle': {
      const ranges = isSelected(before, index) ? without(before.ranges, index) : merged(before.ranges, [index, index]);
      return { ranges, focus: index, anchor: index };
    }
  }
}

export function selectAll(before: Selection, count: number): Selection {
  return count === 0 ? before : { ...before, ranges: [[0, count - 1]] };
}

export function isSelected({ ranges }: Selection, index: number): boolean {
  return ranges.some(([first, last]) => first <= index && index <= last);
}

export function selectedCount({ ranges }: Selection): number {
  return ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** The selected places in order, `most` of them at most. */
export function selectedPlaces({ ranges }: Selection, most: number): number[] {
  const places: number[] = [];
  for (const [first, last] of ranges) {
    for (let index = first; index <= last && places.length < most; index++) places.push(index);
  }
  return places;
}

/** What is left when there are only `count` tiles any more. */
export function clampSelection(before: Selection, count: number): Selection {
  const end = Math.max(0, count - 1);
  if (before.focus <= end && before.anchor <= end && before.ranges.every(([, last]) => last <= end)) return before;
  const ranges = before.ranges.flatMap(([first, last]): Range[] => (first > end ? [] : [[first, Math.min(last, end)]]));
  return { ranges, focus: Math.min(before.focus, end), anchor: Math.min(before.anchor, end) };
}

function rangeOf(a: number, b: number): Range {
  return a <= b ? [a, b] : [b, a];
}

function without(ranges: readonly Range[], index: number): Range[] {
  return ranges.flatMap(([first, last]): Range[] => {
    if (index < first || index > last) return [[first, last]];
    const parts: Range[] = [];
    if (first < index) parts.push([first, index - 1]);
    if (index < last) parts.push([index + 1, last]);
    return parts;
  });
}

function merged(ranges: readonly Range[], added: Range): Range[] {
  const sorted = [...ranges, added].sort((a, b) => a[0] - b[0]);
  const result: Range[] = [];
  for (const range of sorted) {
    const before = result.at(-1);
    if (before !== undefined && range[0] <= before[1] + 1)
      result[result.length - 1] = [before[0], Math.max(before[1], range[1])];
    else result.push(range);
  }
  return result;
}
