import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redo, startHistory, step, undo } from '../../../src/renderer/features/editor/graph/history.ts';

describe('undo', () => {
  it('takes steps back and gives them again', () => {
    const two = step(step(startHistory('a'), 'b', null, 0), 'c', null, 1);
    expect(undo(two).present).toBe('b');
    expect(undo(undo(two)).present).toBe('a');
    expect(undo(undo(undo(two))).present).toBe('a');
    expect(redo(undo(two)).present).toBe('c');
  });

  it('takes a slider’s whole movement back at once, however long it took', () => {
    let moved = startHistory(0);
    for (let value = 1; value <= 50; value++) moved = step(moved, value, 'ev', value * 1000, false);
    moved = step(moved, 50, 'ev', 51_000, true);
    expect(undo(moved).present).toBe(0);
    const again = step(moved, 60, 'ev', 60_000, false);
    expect(undo(again).present).toBe(50);
  });

  it('gathers quick steps of one thing, and parts those of another or after a pause', () => {
    const wheel = step(step(startHistory(0), 1, 'ev', 0), 2, 'ev', 300);
    expect(undo(wheel).present).toBe(0);
    expect(undo(step(wheel, 3, 'tint', 400)).present).toBe(2);
    expect(undo(step(wheel, 3, 'ev', 2000)).present).toBe(2);
  });

  it('forgets what was taken back once something else is done', () => {
    const branched = step(undo(step(startHistory('a'), 'b', null, 0)), 'c', null, 1);
    expect(redo(branched).present).toBe('c');
  });

  it('gives back everything that was taken back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 30 }), (values) => {
        const done = values.reduce((history, value, at) => step(history, value, null, at), startHistory(-0.5));
        let back = done;
        while (back.past.length > 0) back = undo(back);
        expect(back.present).toBe(-0.5);
        while (back.future.length > 0) back = redo(back);
        expect(back.present).toBe(done.present);
      }),
    );
  });
});
