import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ITEM_STATUSES, type ItemStatus, RUN_STATUSES, type RunStatus } from '../../../src/contract/run.ts';
import { ITEM_EVENTS, itemIsOver, itemTransition } from '../../../src/main/engine/item-machine.ts';
import { finishEvent, RUN_EVENTS, runIsOver, runTransition } from '../../../src/main/engine/run-machine.ts';

describe('the item machine', () => {
  it('keeps counters that add up through any events on any items', () => {
    const step = fc.record({ item: fc.nat({ max: 9 }), event: fc.constantFrom(...ITEM_EVENTS) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const items: ItemStatus[] = Array.from({ length: 10 }, () => 'pending');
        const counts = Object.fromEntries(ITEM_STATUSES.map((status) => [status, status === 'pending' ? 10 : 0]));
        for (const { item, event } of steps) {
          const from = items[item]!;
          const to = itemTransition(from, event);
          if (to === 'illegal') continue;
          items[item] = to;
          counts[from]! -= 1;
          counts[to]! += 1;
        }
        for (const status of ITEM_STATUSES) {
          expect(counts[status]).toBe(items.filter((one) => one === status).length);
        }
      }),
    );
  });

  it('leaves a terminal state by a retry only, a completed one by a redo, a skipped one never', () => {
    for (const status of ITEM_STATUSES.filter(itemIsOver)) {
      for (const event of ITEM_EVENTS) {
        const to = itemTransition(status, event);
        const again = status === 'completed' ? 'redo' : 'retry';
        if (to !== 'illegal') expect([event, to]).toEqual([again, 'pending']);
      }
    }
    expect(itemTransition('completed', 'retry')).toBe('illegal');
    expect(itemTransition('skipped', 'retry')).toBe('illegal');
  });

  it('reaches every end from pending, and only through running unless it is cancelled', () => {
    for (const event of ITEM_EVENTS) {
      const to = itemTransition('pending', event);
      if (to !== 'illegal') expect(['running', 'cancelled']).toContain(to);
    }
  });
});

describe('the run machine', () => {
  it('stays in one terminal state whatever happens, unless it is retried', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...RUN_EVENTS), { maxLength: 50 }), (events) => {
        let status: RunStatus = 'queued';
        for (const event of events) {
          const to = runTransition(status, event);
          if (to === 'illegal') continue;
          if (runIsOver(status)) expect(event).toBe('retry');
          status = to;
        }
        expect(RUN_STATUSES).toContain(status);
      }),
    );
  });

  it('can always be brought to an end by a cancel while it is not over', () => {
    for (const status of RUN_STATUSES) {
      expect(runTransition(status, 'cancel') === 'cancelled').toBe(!runIsOver(status));
    }
  });

  it('is completed only when nothing failed', () => {
    expect(finishEvent({ completedItems: 3, failedItems: 0 })).toBe('finishCompleted');
    expect(finishEvent({ completedItems: 0, failedItems: 0 })).toBe('finishCompleted');
    expect(finishEvent({ completedItems: 2, failedItems: 1 })).toBe('finishPartial');
    expect(finishEvent({ completedItems: 0, failedItems: 1 })).toBe('finishFailed');
  });
});
