import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '../../../src/contract/errors.ts';
import { afterFailure, pauseAfter } from '../../../src/main/engine/retry-policy.ts';
import type { NodeTries } from '../../../src/main/engine/store-port.ts';

const fallback = { type: 'export', params: {} };
const codes = Object.keys(ERROR_CODES) as ErrorCode[];

describe('what becomes of a node that failed', () => {
  it('pauses twice as long after each failure, and never longer than half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 10].map(pauseAfter)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('retries what can pass, then falls back, then fails', () => {
    const node = { retries: 2, fallback };
    const first = afterFailure(node, undefined, 'node_failed');
    expect(first).toEqual({ next: 'retry', tries: { failed: 1, fallback: false }, pauseMs: 1000 });
    const second = afterFailure(node, first.tries, 'out_of_memory');
    expect(second).toEqual({ next: 'retry', tries: { failed: 2, fallback: false }, pauseMs: 2000 });
    const third = afterFailure(node, second.tries, 'node_failed');
    expect(third).toEqual({ next: 'fallback', tries: { failed: 3, fallback: true } });
    expect(afterFailure(node, third.tries, 'node_failed')).toEqual({
      next: 'fail',
      tries: { failed: 4, fallback: true },
    });
  });

  it('falls back at once where no retry helps', () => {
    expect(afterFailure({ retries: 5, fallback }, undefined, 'output_too_big')).toMatchObject({ next: 'fallback' });
    expect(afterFailure({ retries: 5 }, undefined, 'output_too_big')).toMatchObject({ next: 'fail' });
  });

  it('does neither for a mistake in the workflow', () => {
    for (const code of ['param_invalid', 'binding_failed', 'condition_failed', 'workflow_invalid'] as const) {
      expect(afterFailure({ retries: 5, fallback }, undefined, code), code).toMatchObject({ next: 'fail' });
    }
  });

  it('comes to an end for any node and any errors, after at most its retries and one fallback', () => {
    fc.assert(
      fc.property(
        fc.record({ retries: fc.option(fc.nat({ max: 10 }), { nil: undefined }), hasFallback: fc.boolean() }),
        fc.array(fc.constantFrom(...codes), { minLength: 20, maxLength: 20 }),
        ({ retries, hasFallback }, errors) => {
          const node = { ...(retries === undefined ? {} : { retries }), ...(hasFallback ? { fallback } : {}) };
          let tries: NodeTries | undefined;
          let retried = 0;
          let replaced = 0;
          for (const code of errors) {
            const after = afterFailure(node, tries, code);
            expect(after.tries.failed).toBe((tries?.failed ?? 0) + 1);
            if (tries?.fallback) expect(after.next).toBe('fail');
            tries = after.tries;
            if (after.next === 'retry') retried += 1;
            if (after.next === 'fallback') replaced += 1;
            if (after.next === 'fail') break;
          }
          expect(retried).toBeLessThanOrEqual(retries ?? 0);
          expect(replaced).toBeLessThanOrEqual(hasFallback ? 1 : 0);
        },
      ),
    );
  });
});
