import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampSelection,
  isSelected,
  select,
  selectAll,
  selectedCount,
  selectedPlaces,
  selectOne,
} from '../../../src/renderer/features/batch/selection.ts';

describe('selecting photos', () => {
  it('a click selects one alone, Shift up to here, Ctrl one more or one less', () => {
    const range = select(selectOne(3), 6, 'range');
    expect(selectedPlaces(range, 100)).toEqual([3, 4, 5, 6]);
    const fewer = select(range, 5, 'toggle');
    expect(selectedPlaces(fewer, 100)).toEqual([3, 4, 6]);
    expect(selectedPlaces(select(fewer, 9, 'toggle'), 100)).toEqual([3, 4, 6, 9]);
    expect(selectedPlaces(select(fewer, 1, 'one'), 100)).toEqual([1]);
  });

  it('a series with Shift turns around the place where it began', () => {
    const down = select(selectOne(5), 8, 'range');
    expect(selectedPlaces(select(down, 3, 'range'), 100)).toEqual([3, 4, 5]);
  });

  it('all of 100,000 are selected at once, and only as many places are named as are asked for', () => {
    const all = selectAll(selectOne(0), 100_000);
    expect(selectedCount(all)).toBe(100_000);
    expect(selectedPlaces(all, 3)).toEqual([0, 1, 2]);
  });

  it('what is gone is selected no longer', () => {
    const before = select(selectOne(2), 8, 'range');
    const after = clampSelection(before, 5);
    expect(selectedPlaces(after, 100)).toEqual([2, 3, 4]);
    expect(after.focus).toBe(4);
    expect(clampSelection(before, 20)).toBe(before);
  });

  it('ranges say the same as a set of places', () => {
    const step = fc.record({ index: fc.nat(30), how: fc.constantFrom('one', 'toggle') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let selection = selectOne(0);
        let expected = new Set([0]);
        for (const { index, how } of steps) {
          selection = select(selection, index, how);
          if (how === 'one') expected = new Set([index]);
          else if (!expected.delete(index)) expected.add(index);
        }
        expect(selectedPlaces(selection, 100)).toEqual([...expected].sort((a, b) => a - b));
        expect(selectedCount(selection)).toBe(expected.size);
        for (let index = 0; index <= 30; index++) expect(isSelected(selection, index)).toBe(expected.has(index));
      }),
    );
  });
});
