// `npm run demo`: the main job on a new machine, also without a screen.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureBuilt, ROOT } from './out-folder.mjs';

const DEMO = join(ROOT, 'demo');
const photos = join(DEMO, 'photos');

/**
 * Runs the command line; ends the demo when that fails.
 * @param {...string} args
 */
function safelight(...args) {
  const shown = args.map((arg) => (arg.startsWith(ROOT) ? relative(ROOT, arg) : arg)).join(' ');
  console.log(`\n$ npx safelight ${shown}`);
  const result = spawnSync(process.execPath, [join(ROOT, 'bin/safelight.mjs'), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

/**
 * Lists the files of a folder with their sizes.
 * @param {string} folder
 */
function list(folder) {
  for (const name of readdirSync(folder).sort()) {
    const size = (statSync(join(folder, name)).size / 1000).toFixed(0).padStart(6);
    console.log(`  ${size} kB  ${relative(ROOT, join(folder, name))}`);
  }
}

ensureBuilt();
safelight('samples', photos);
// Overwriting, so that the demo can be run again and shows the same names.
safelight('run', 'web', photos, '--out', join(DEMO, 'web'), '--collision', 'overwrite');
safelight('run', 'multi', photos, '--out', join(DEMO, 'multi'), '--collision', 'overwrite');
console.log(`\nThe sample photos are in ${photos}, the results in ${join(DEMO, 'web')} and ${join(DEMO, 'multi')}:`);
list(join(DEMO, 'web'));
list(join(DEMO, 'multi'));
console.log('\nOpen the app with: npm start');
console.log('Your own photos:   npx safelight run web <folder> --out <folder>');
