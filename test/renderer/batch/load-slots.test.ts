import { expect, it } from 'vitest';
import { loadSlot } from '../../../src/renderer/features/batch/load-slots.ts';

it('three pictures load at once; the others follow in order, and those not wanted any more never do', () => {
  const started: number[] = [];
  const slots = [1, 2, 3, 4, 5, 6].map((n) => loadSlot(() => started.push(n)));
  expect(started).toEqual([1, 2, 3]);
  slots[3]?.();
  slots[0]?.();
  expect(started).toEqual([1, 2, 3, 5]);
  slots[0]?.();
  expect(started).toEqual([1, 2, 3, 5]);
  for (const free of slots) free();
  expect(started).toEqual([1, 2, 3, 5, 6]);
  const again: number[] = [];
  for (const n of [1, 2, 3, 4]) loadSlot(() => again.push(n));
  expect(again).toEqual([1, 2, 3]);
});
