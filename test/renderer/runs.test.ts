import { beforeEach, describe, expect, it } from 'vitest';
import type { RunResource } from '../../src/contract/api.ts';
import { notePace, paceOf } from '../../src/renderer/api/pace.ts';
import { possibleActions } from '../../src/renderer/api/run-actions.ts';
import { shortPath, standingOf } from '../../src/renderer/components/run-standing.ts';
import { formatOf } from '../../src/renderer/words/format.ts';

const START = Date.parse('2026-11-18T10:00:00Z');

function run(more: Partial<RunResource> = {}): RunResource {
  return {
    id: 1,
    status: 'running',
    totalItems: 100,
    completedItems: 0,
    failedItems: 0,
    skippedItems: 0,
    cancelledItems: 0,
    pendingItems: 100,
    runningItems: 0,
    outputCount: 0,
    error: null,
    undoneAt: null,
    startedAt: new Date(START).toISOString(),
    finishedAt: null,
    ...more,
  } as RunResource;
}

/** Keys stand for words, so that tests do not change with them. */
const words = {
  ...formatOf('en'),
  said: (sentence: string) => sentence,
  t: ((key: string, more: object = {}) => `${key} ${JSON.stringify(more)}`) as never,
};

describe('the pace of a run', () => {
  beforeEach(() => notePace(run({ status: 'completed' })));

  it('is not promised before there is something to go by', () => {
    expect(paceOf(run({ completedItems: 1 }), START + 10_000)).toBeNull();
    expect(paceOf(run({ completedItems: 5 }), START + 100)).toBeNull();
  });

  it('is taken since the start, then over the last seconds', () => {
    expect(paceOf(run({ completedItems: 20 }), START + 10_000)).toEqual({ rate: 2, left: 40_000 });
    notePace(run({ completedItems: 20 }), START + 10_000);
    notePace(run({ completedItems: 60 }), START + 20_000);
    expect(paceOf(run({ completedItems: 60 }), START + 20_000)).toEqual({ rate: 4, left: 10_000 });
  });

  it('begins anew when a retry takes counts back', () => {
    notePace(run({ completedItems: 60 }), START + 10_000);
    notePace(run({ completedItems: 20 }), START + 15_000);
    expect(paceOf(run({ completedItems: 30 }), START + 16_000)?.rate).toBeCloseTo(30 / 16);
  });
});

describe('how a run stands', () => {
  it('is never called done while anything is not', () => {
    for (const status of ['queued', 'running', 'paused', 'failed', 'partial', 'cancelled'] as const) {
      const standing = standingOf(run({ status, completedItems: 99, failedItems: 1 }), words);
      expect(standing.tone, status).not.toBe('done');
      expect(standing.text, status).not.toContain('took');
    }
    expect(standingOf(run({ status: 'completed', completedItems: 100 }), words).tone).toBe('done');
  });

  it('offers only what fits', () => {
    expect(possibleActions(undefined)).toEqual({
      pause: false,
      resume: false,
      cancel: false,
      retry: false,
      undo: false,
    });
    expect(possibleActions(run())).toMatchObject({ pause: true, cancel: true, undo: false, retry: false });
    expect(possibleActions(run({ status: 'paused' }))).toMatchObject({ resume: true, cancel: true, pause: false });
    expect(possibleActions(run({ status: 'partial', failedItems: 2, outputCount: 9 }))).toMatchObject({
      retry: true,
      undo: true,
    });
    expect(possibleActions(run({ status: 'completed', outputCount: 9, undoneAt: '2026-11-18T10:00:00Z' })).undo).toBe(
      false,
    );
  });
});

it('a path is shortened to its last two parts, on any system', () => {
  expect(shortPath('/Users/me/Shoots/2026-11-18/')).toBe('Shoots/2026-11-18');
  expect(shortPath('C:\\Shoots\\day 1')).toBe('Shoots/day 1');
});
