/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * A check that passes or fails as a whole, such as the type check.
 * @param {boolean} passed
 * @returns {Counts}
 */
export function oneCheck(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/**
 * @param {Counts} a
 * @param {Counts} b
 * @returns {Counts}
 */
export function addCounts(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * Counts of Vitest's JSON report. A file that could not even be loaded has no tests in it and counts as one failure, and
 * so does a suite that failed in a way the report does not show (it crashed, or had unhandled errors).
 * @param {any} report null when none was written
 * @param {boolean} succeeded the exit code was 0
 * @returns {Counts}
 */
export function vitestCounts(report, succeeded) {
  /** @type {{ status: string, assertionResults: unknown[] }[]} */
  const files = report?.testResults ?? [];
  const unloaded = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return honest(
    {
      passed: report?.numPassedTests ?? 0,
      failed: (report?.numFailedTests ?? 0) + unloaded,
      skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    },
    succeeded,
  );
}

/**
 * Counts of Playwright's JSON report. A test that passed only when tried again passed.
 * @param {any} report null when none was written
 * @param {boolean} succeeded the exit code was 0
 * @returns {Counts}
 */
export function playwrightCounts(report, succeeded) {
  const stats = report?.stats ?? { expected: 0, flaky: 0, unexpected: 0, skipped: 0 };
  return honest({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }, succeeded);
}

/**
 * A suite that did not succeed has at least one failure, whatever its report says.
 * @param {Counts} counts
 * @param {boolean} succeeded
 * @returns {Counts}
 */
function honest(counts, succeeded) {
  return succeeded || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/**
 * The plain closing line that CI reads.
 * @param {Counts} counts
 * @returns {string}
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
