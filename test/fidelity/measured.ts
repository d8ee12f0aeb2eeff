import { TestRunner } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What was measured, for the table. */
    measured?: string;
  }
}

/** Says in the table what the running test has measured. */
export function measured(text: string): void {
  const test = TestRunner.getCurrentTest();
  if (test !== undefined) test.meta.measured = text;
}
