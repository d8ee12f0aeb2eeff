import { defineConfig } from '@playwright/test';

/** `npm run test:electron`: the app itself, where Electron's program is. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/electron',
  timeout: 120_000,
  workers: 1,
  reporter: [['list'], ['json', { outputFile: '../../test-results/electron.json' }]],
  use: { trace: 'retain-on-failure' },
});
