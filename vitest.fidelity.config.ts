import { defineConfig } from 'vitest/config';

/**
 * `npm run test:fidelity`: the pictures against what they should be, as a table. `npm test` runs all of it too but what other
 * programs and whole corpora are needed for (`*.fidelity.ts`).
 */
export default defineConfig({
  test: {
    include: ['test/fidelity/**/*.test.ts', 'test/fidelity/**/*.fidelity.ts'],
    reporters: ['./test/fidelity/table-reporter.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
