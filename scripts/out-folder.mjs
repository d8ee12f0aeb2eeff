import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildState, STAMP } from './build-freshness.mjs';

/** The project's root folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Bundles everything with electron-vite into a folder of its own and swaps it in, so that a failed build leaves the last
 * good one and two builds at once cannot mix.
 * @param {{ quiet?: boolean }} [options] quiet: only the errors are shown
 * @returns {number} exit code
 */
export function build(options = {}) {
  const began = new Date();
  const fresh = join(ROOT, `.out-${process.pid}`);
  const entry = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js');
  if (!existsSync(entry)) {
    console.error('Safelight is not built and the build tools are not installed: run `npm ci` in its folder first.');
    return 1;
  }
  try {
    const args = [entry, 'build', '--outDir', fresh, ...(options.quiet ? ['--logLevel', 'error'] : [])];
    // Progress belongs on stderr: stdout may be the JSON lines of the command that asked for the build.
    const result = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
    const after = [
      [join(ROOT, 'scripts/build-client.mjs'), join(fresh, 'client')],
      [join(ROOT, 'scripts/licences/write.ts'), fresh],
    ];
    const done = (/** @type {string[]} */ step) =>
      spawnSync(process.execPath, step, { cwd: ROOT, stdio: ['ignore', 2, 2] }).status === 0;
    if (result.status !== 0 || !after.every(done)) {
      console.error('The build failed; see the messages above.');
      return 1;
    }
    const stamp = join(fresh, '.built');
    writeFileSync(stamp, '');
    // The time the build began: a file saved while it ran makes it stale.
    utimesSync(stamp, began, began);
    swapIn(fresh, join(ROOT, dirname(STAMP)));
    return 0;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * Puts a folder in the place of another. When another build does so at the same moment, one of them wins whole.
 * @param {string} fresh
 * @param {string} place
 */
function swapIn(fresh, place) {
  const old = `${fresh}-old`;
  for (const [from, to] of /** @type {const} */ ([
    [place, old],
    [fresh, place],
  ])) {
    try {
      renameSync(from, to);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code !== 'ENOENT' && code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
  }
  rmSync(old, { recursive: true, force: true });
}

/**
 * Builds when `out/` is missing or older than the sources. Ends the process when that fails.
 */
export function ensureBuilt() {
  const state = buildState(ROOT);
  if (state === 'fresh') return;
  console.error(state === 'missing' ? 'Building Safelight …' : 'The sources have changed: building Safelight again …');
  const code = build({ quiet: true });
  if (code !== 0) process.exit(code);
}
