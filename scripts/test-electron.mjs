// `npm run test:electron`: the app itself, with Playwright, where Electron's program is. The last line sums it up, as that of `npm test`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { electronBinary } from './electron-binary.mjs';
import { ensureBuilt, ROOT } from './out-folder.mjs';
import { closingLine, playwrightCounts } from './test-counts.mjs';

const FOLDER = join(ROOT, 'test-results');
/** Named by test/electron/electron.config.ts. */
const RESULTS = join(FOLDER, 'electron.json');

if (electronBinary() === null && !process.env.ELECTRON_PATH) {
  console.log(
    'Electron’s program is not here, so the app itself is not tested: with internet, `node node_modules/electron/install.js` fetches it; or name one with ELECTRON_PATH.',
  );
} else ensureBuilt();
mkdirSync(FOLDER, { recursive: true });
rmSync(RESULTS, { force: true });
const run = spawnSync('playwright', ['test', '-c', 'test/electron/electron.config.ts'], {
  cwd: ROOT,
  stdio: ['ignore', 'inherit', 'inherit'],
  shell: process.platform === 'win32',
});
const succeeded = run.status === 0;
/** @type {unknown} */
let report = null;
try {
  report = JSON.parse(readFileSync(RESULTS, 'utf8'));
} catch {
  // It ended before it could write one, which counts as a failure.
}
console.log(`\n${closingLine(playwrightCounts(report, succeeded))}`);
process.exitCode = succeeded ? 0 : 1;
