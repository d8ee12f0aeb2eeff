import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Path of the pixel host's entry. Bundled code lies in `out/main` or a chunk folder in it, with `pixel-host.js` beside or above;
 * unbundled code is this very file below `src/main`, and Node runs the host's TypeScript directly.
 */
export function pixelHostEntry(moduleUrl: string = import.meta.url): string {
  return entry(moduleUrl, 'pixel-host.js', '../pixels/host.ts');
}

/** Path of the worker thread's entry that checks and copies databases. */
export function databaseWorkerEntry(moduleUrl: string = import.meta.url): string {
  return entry(moduleUrl, 'database-worker.js', 'store/database-worker.ts');
}

function entry(moduleUrl: string, bundle: string, source: string): string {
  const here = dirname(fileURLToPath(moduleUrl));
  if (moduleUrl.endsWith('.ts')) return join(here, source);
  const bundled = [join(here, bundle), join(here, '..', bundle)].find((path) => existsSync(path));
  if (bundled === undefined) throw new Error(`${bundle} is missing beside ${here}: build again`);
  return unpacked(bundled);
}

/** A packaged app's archive can be read by Electron only; what plain Node runs is unpacked beside it. */
function unpacked(path: string): string {
  return path.replace(/([/\\])app\.asar(?=[/\\])/, '$1app.asar.unpacked');
}

/**
 * Folder of the built screens (`index.html`, `assets/`), or null before the first build. Lies beside `out/main`; code that
 * runs unbundled finds it in the checkout's `out/`.
 */
export function rendererFolder(moduleUrl: string = import.meta.url): string | null {
  const here = dirname(fileURLToPath(moduleUrl));
  const candidates = [
    join(here, '..', 'renderer'),
    join(here, '..', '..', 'renderer'),
    join(here, '..', '..', 'out', 'renderer'),
  ];
  return candidates.find((folder) => existsSync(join(folder, 'index.html')) && !moduleSources(folder)) ?? null;
}

/**
 * What the build wrote about the licences of everything shipped, or null before the first build. Code that runs unbundled finds that of
 * the checkout's `out/`.
 */
export function licencesFile(moduleUrl: string = import.meta.url): string | null {
  const here = dirname(fileURLToPath(moduleUrl));
  const folders = moduleUrl.endsWith('.ts') ? [join(here, '..', '..', 'out', 'main')] : [here, join(here, '..')];
  return folders.map((folder) => join(folder, 'licences.json')).find((path) => existsSync(path)) ?? null;
}

/** `src/renderer` has an index.html too, but the sources are no screens. */
function moduleSources(folder: string): boolean {
  return existsSync(join(folder, 'main.tsx'));
}
