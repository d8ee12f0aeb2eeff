import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPlace } from '../../../src/renderer/features/item/find-place.ts';

const listOf = (ids: number[]) => {
  const asked: number[] = [];
  return {
    asked,
    pageAt: async (page: number) => {
      asked.push(page);
      return { items: ids.slice((page - 1) * 10, page * 10).map((id) => ({ id })), total: ids.length };
    },
  };
};

it('finds a photo of a run without gaps with one guess', async () => {
  const list = listOf(Array.from({ length: 5000 }, (_, n) => n + 700));
  expect(await findPlace(700 + 3217, 10, list.pageAt)).toEqual({ place: 3217, total: 5000 });
  expect(list.asked.length).toBeLessThanOrEqual(2);
});

it('finds each photo of any list, and none that is not in it', async () => {
  const lists = fc.uniqueArray(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 120 });
  await fc.assert(
    fc.asyncProperty(lists, fc.integer({ min: 1, max: 2000 }), async (given, wanted) => {
      const ids = given.toSorted((a, b) => a - b);
      const list = listOf(ids);
      const place = ids.indexOf(wanted);
      expect(await findPlace(wanted, 10, list.pageAt)).toEqual(place === -1 ? null : { place, total: ids.length });
      expect(list.asked.length).toBeLessThanOrEqual(8);
    }),
  );
});
