import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './out-folder.mjs';

const FOLDER = join(ROOT, 'node_modules/electron');

/**
 * Path of Electron's program, or null where it was not fetched. Importing 'electron' would try to download it, and throw without internet.
 * `ELECTRON_OVERRIDE_DIST_PATH` names another folder that it is in, as for Electron itself.
 * @returns {string | null}
 */
export function electronBinary() {
  const named = join(FOLDER, 'path.txt');
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron';
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(FOLDER, 'dist'), name);
  return existsSync(binary) ? binary : null;
}
