import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Programs that tests start run from their sources: with a cache, their types are stripped once and not at every start.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'safelight-test-compile-cache');

/** What neither starts programs nor decodes pictures: a process for several files spares half of the work. */
const PURE = ['test/{renderer,workflow}/**/*.test.ts', 'test/pixels/kernels/**/*.test.ts'];

export default defineConfig({
  test: {
    exclude: ['test/e2e/**', '**/node_modules/**'],
    // Native modules and child processes: worker threads of Vitest would share libvips' process-wide settings.
    pool: 'forks',
    maxWorkers: 2,
    // For what hangs, not for what is slow: a busy machine takes several times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      { extends: true, test: { name: 'programs', include: ['test/**/*.test.ts'], exclude: PURE } },
    ],
  },
});
