import { defineConfig } from '@playwright/test';

/** For the app itself: `npx playwright test -c test/electron/electron.config.ts` after `npm run build`, where Electron's binary is. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/electron',
  timeout: 120_000,
  workers: 1,
  reporter: [['list']],
  use: { trace: 'retain-on-failure' },
});
