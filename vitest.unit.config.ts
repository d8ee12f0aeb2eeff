import { configDefaults, defineConfig } from 'vitest/config';
import everything from './vitest.config.ts';

// For `npm run check`: what is quick enough to be run before every commit. `npm test` runs everything.
export default defineConfig({
  ...everything,
  test: {
    ...everything.test,
    exclude: [
      ...configDefaults.exclude,
      'test/e2e/**',
      // Random workflows against the reference, kills and restarts, long lists.
      'test/{reference,faults}/**',
      'test/**/*{corpus,scale}*',
      // Programs of their own.
      'test/main/{cli,pixel-host}/**',
      'test/main/api/api.test.ts',
      'test/main/engine/{recovery,rerunning}.test.ts',
      'test/main/cache/{runs,command}.test.ts',
      'test/pixels/host/**',
      'test/scripts/packaging.test.ts',
    ],
  },
});
