import type { Reporter, TestCase, TestModule } from 'vitest/node';

const MARKS = { passed: 'ok', failed: 'FAILED', skipped: 'skipped', pending: '?' } as const;

/** Prints one line for each test: what, how much, and whether that is good enough. */
export default class TableReporter implements Reporter {
  readonly #rows: [string, string, string][] = [];
  readonly #errors: string[] = [];

  onTestCaseResult(test: TestCase): void {
    const result = test.result();
    this.#rows.push([test.fullName.replace(' > ', ': '), test.meta().measured ?? '', MARKS[result.state]]);
    for (const error of result.errors ?? []) this.#errors.push(`${test.fullName}\n    ${error.message}`);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = this.#rows.toSorted(([a], [b]) => (a < b ? -1 : 1));
    const widths = [0, 1].map((column) => Math.min(90, Math.max(...rows.map((row) => row[column]!.length))));
    for (const [what, how, mark] of rows) {
      console.log(`${what.padEnd(widths[0]!)}  ${how.padEnd(widths[1]!)}  ${mark}`);
    }
    for (const module of modules) for (const error of module.errors()) this.#errors.push(error.message);
    for (const error of this.#errors) console.log(`\n✗ ${error}`);
    const count = (mark: string): number => rows.filter((row) => row[2] === mark).length;
    // What fails before or after the tests of a file leaves them skipped, and is a failure all the same.
    const failed = Math.max(count('FAILED'), modules.filter((module) => module.state() === 'failed').length);
    console.log(`\n${count('ok')} passed, ${failed} failed, ${count('skipped')} skipped`);
  }
}
