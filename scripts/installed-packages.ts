import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './out-folder.mjs';

/** What a package requires in its install script alone, which is never run (.npmrc). */
const ONLY_TO_INSTALL: Readonly<Record<string, readonly string[]>> = {
  'onnxruntime-node': ['adm-zip', 'global-agent'],
  'better-sqlite3': ['node-addon-api'],
};

type Manifest = Partial<Record<'dependencies' | 'optionalDependencies', Record<string, string>>>;

/** The packages that the program needs when it runs, from package.json. */
export function productionDependencies(): string[] {
  return Object.keys(manifestIn(ROOT).dependencies ?? {});
}

/**
 * Folders, below the root and with `/` between them, of packages and of everything they need when they run. Optional packages of other
 * systems are not installed, and so not among them.
 */
export function installedPackages(names: Iterable<string>): string[] {
  const folders = new Set<string>();
  const visit = (name: string, from: string): void => {
    const found = resolved(name, from);
    if (found === null || folders.has(found)) return;
    folders.add(found);
    const { dependencies, optionalDependencies } = manifestIn(join(ROOT, found));
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if (ONLY_TO_INSTALL[name]?.includes(next) !== true) visit(next, found);
    }
  };
  for (const name of names) visit(name, '');
  return [...folders];
}

/** As Node finds a package: in the node_modules of a folder, or of one above it. */
function resolved(name: string, from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const inside = folder === '' || folder === '.' ? '' : `${folder}/`;
    const candidate = `${inside}node_modules/${name}`;
    if (existsSync(join(ROOT, candidate, 'package.json'))) return candidate;
    if (inside === '') return null;
  }
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
