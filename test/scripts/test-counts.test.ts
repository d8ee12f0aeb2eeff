import { expect, it } from 'vitest';
import { addCounts, closingLine, oneCheck, playwrightCounts, vitestCounts } from '../../scripts/test-counts.mjs';

const unit = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1, testResults: [] };

it('sums all suites in the closing line', () => {
  const e2e = playwrightCounts({ stats: { expected: 3, flaky: 1, unexpected: 0, skipped: 1 } }, true);
  const sum = [oneCheck(true), vitestCounts(unit, true), e2e].reduce(addCounts);
  expect(closingLine(sum)).toBe('12 passed, 0 failed, 4 skipped');
});

it('counts a test file that could not be loaded as a failure', () => {
  const report = { ...unit, testResults: [{ status: 'failed', assertionResults: [] }] };
  expect(vitestCounts(report, false).failed).toBe(1);
});

it.each([
  ['crashed without a report', vitestCounts(null, false)],
  ['had errors outside its tests', vitestCounts(unit, false)],
  ['could not be started', playwrightCounts(null, false)],
  ['failed the type check', oneCheck(false)],
])('never calls a suite clean that %s', (_what, counts) => {
  expect(counts.failed).toBe(1);
});
