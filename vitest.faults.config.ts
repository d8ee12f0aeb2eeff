import { defineConfig } from 'vitest/config';

/**
 * `npm run test:faults`: the long part of the fault injection (`*.faults.ts`) after the short one that `npm test` runs too. One at a
 * time, because most of them measure what a busy machine would blur, or kill processes at moments counted from a start.
 */
export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts', 'test/faults/**/*.faults.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
