// `npm start`: the desktop app; where Electron's binary cannot be had, the same screens in the browser.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { electronBinary } from './electron-binary.mjs';
import { ensureBuilt, ROOT } from './out-folder.mjs';

/** Downloads Electron's binary the way Electron does it at its first start; quick to give up without internet. */
function fetchElectron() {
  const installer = join(ROOT, 'node_modules/electron/install.js');
  if (existsSync(installer)) spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: 300_000 });
}

ensureBuilt();
if (electronBinary() === null) fetchElectron();
const electron = electronBinary();
const screen = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
if (electron === null || !screen) {
  const why = electron === null ? 'Electron’s program could not be had' : 'There is no screen';
  console.error(`${why}, so Safelight is served to the browser instead.`);
}
const [program, args] =
  electron !== null && screen
    ? [electron, [ROOT]]
    : [process.execPath, [join(ROOT, 'bin/safelight.mjs'), 'serve', '--open']];
// Ctrl-C reaches the child through the terminal; this process only waits for it.
process.on('SIGINT', () => {});
const result = spawnSync(program, [...args, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(result.status ?? 1);
