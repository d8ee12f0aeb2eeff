// `npm test`: everything, each part even when one before it failed; the last line sums them up.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browserPath } from './browser.mjs';
import { ensureBuilt, ROOT } from './out-folder.mjs';
import { addCounts, closingLine, oneCheck, playwrightCounts, vitestCounts } from './test-counts.mjs';

const RESULTS = join(ROOT, 'test-results');
const UNIT_RESULTS = join(RESULTS, 'unit.json');
/** Named by playwright.config.ts. */
const E2E_RESULTS = join(RESULTS, 'e2e.json');

/**
 * @param {string} title
 * @param {string} command a program of node_modules/.bin, which npm puts on the path
 * @param {...string} args
 * @returns {boolean} whether it succeeded
 */
function part(title, command, ...args) {
  console.log(`\n── ${title}`);
  const result = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return result.status === 0;
}

/**
 * @param {string} path
 * @returns {unknown} null when the suite wrote none
 */
function results(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

let sum = oneCheck(part('Types', 'tsc', '-p', '.'));
sum = addCounts(sum, oneCheck(part('Lint and format', 'biome', 'ci')));

mkdirSync(RESULTS, { recursive: true });
rmSync(UNIT_RESULTS, { force: true });
const unit = part(
  'Tests',
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${UNIT_RESULTS}`,
);
sum = addCounts(sum, vitestCounts(results(UNIT_RESULTS), unit));

if (!existsSync(join(ROOT, 'test/e2e'))) console.log('\nThere are no end-to-end tests.');
else if (browserPath() === null) {
  console.log(
    '\nThe end-to-end tests are left out: there is no browser. On Debian: apt-get install chromium fonts-liberation; elsewhere: npx playwright install chromium; or name one with CHROMIUM_PATH.',
  );
} else {
  ensureBuilt();
  rmSync(E2E_RESULTS, { force: true });
  const e2e = part('End to end', 'playwright', 'test');
  sum = addCounts(sum, playwrightCounts(results(E2E_RESULTS), e2e));
}

process.exitCode = sum.failed === 0 ? 0 : 1;
console.log(`\n${closingLine(sum)}`);
