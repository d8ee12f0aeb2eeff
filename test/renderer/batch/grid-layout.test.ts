import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gridLayout,
  movedBy,
  pagesAround,
  thumbEdge,
  tileSize,
} from '../../../src/renderer/features/batch/grid-layout.ts';

describe('the grid', () => {
  it('fits as many columns as have room, and one at least', () => {
    expect(gridLayout(100, 1000, 172).columns).toBe(5);
    expect(gridLayout(100, 100, 320).columns).toBe(1);
  });

  it('has room for every photo and no row too many', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 80, max: 320 }),
        (count, width, wanted) => {
          const { rows, columns } = gridLayout(count, width, wanted);
          expect(rows * columns).toBeGreaterThanOrEqual(count);
          expect(rows === 0 || (rows - 1) * columns < count).toBe(true);
        },
      ),
    );
  });

  it('keeps sizes within 80 to 320 px, whatever was kept from before', () => {
    expect([tileSize(10), tileSize(200.4), tileSize(999), tileSize(Number.NaN)]).toEqual([80, 200, 320, 172]);
  });

  it('asks for few thumbnail sizes, large enough for the screen', () => {
    expect([thumbEdge(80, 1), thumbEdge(172, 1), thumbEdge(172, 2), thumbEdge(320, 3)]).toEqual([160, 160, 320, 640]);
  });
});

describe('pages around the view', () => {
  it('are those on screen and the neighbours once an edge is near', () => {
    expect(pagesAround(10, 40, 1000, 100)).toEqual([1]);
    expect(pagesAround(40, 70, 1000, 100)).toEqual([1, 2]);
    expect(pagesAround(510, 540, 1000, 100)).toEqual([5, 6]);
    expect(pagesAround(0, 0, 0, 100)).toEqual([1]);
  });

  it('hold everything on screen and stay within what there is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.nat(),
        fc.integer({ min: 0, max: 300 }),
        (count, at, shown) => {
          const first = at % count;
          const last = Math.min(count - 1, first + shown);
          const pages = pagesAround(first, last, count, 100);
          expect(pages).toContain(Math.floor(first / 100) + 1);
          expect(pages).toContain(Math.floor(last / 100) + 1);
          expect(Math.min(...pages)).toBeGreaterThanOrEqual(1);
          expect(Math.max(...pages)).toBeLessThanOrEqual(Math.ceil(count / 100));
        },
      ),
    );
  });
});

describe('keys in the grid', () => {
  const grid = { columns: 4 };
  it('move by one, by a row and by a screen', () => {
    expect(movedBy('ArrowRight', 2, 10, grid, 3)).toBe(3);
    expect(movedBy('ArrowDown', 2, 10, grid, 3)).toBe(6);
    expect(movedBy('ArrowUp', 6, 10, grid, 3)).toBe(2);
    expect(movedBy('PageDown', 0, 100, grid, 3)).toBe(8);
    expect(movedBy('Home', 9, 10, grid, 3)).toBe(0);
    expect(movedBy('End', 0, 10, grid, 3)).toBe(9);
  });

  it('stay at the edges, and reach a shorter last row', () => {
    expect(movedBy('ArrowLeft', 0, 10, grid, 3)).toBe(0);
    expect(movedBy('ArrowUp', 1, 10, grid, 3)).toBe(1);
    expect(movedBy('ArrowDown', 7, 10, grid, 3)).toBe(9);
    expect(movedBy('ArrowDown', 9, 10, grid, 3)).toBe(9);
  });

  it('leave other keys and an empty grid alone', () => {
    expect(movedBy('a', 0, 10, grid, 3)).toBeUndefined();
    expect(movedBy('ArrowDown', 0, 0, grid, 3)).toBeUndefined();
  });
});
