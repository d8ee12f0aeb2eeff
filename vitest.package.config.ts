import { defineConfig } from 'vitest/config';

/**
 * `npm run test:package`: packs for this system, then looks into the package and starts what is in it (`*.package.ts`). Packing takes half
 * a minute, so that `npm test` leaves it out.
 */
export default defineConfig({
  test: {
    include: ['test/package/*.package.ts'],
    globalSetup: ['test/package/pack.ts'],
    reporters: ['./test/fidelity/table-reporter.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
