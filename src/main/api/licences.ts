import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Licence {
  name: string;
  version: string;
  licence: string;
}

interface Manifest {
  name?: string;
  version?: string;
  license?: string | { type?: string };
  dependencies?: Record<string, string>;
}

let known: Promise<Licence[]> | undefined;

/** What the program is made of: its direct dependencies as they are installed, by name. Read once. */
export function installedLicences(): Promise<Licence[]> {
  known ??= readLicences();
  return known;
}

async function readLicences(): Promise<Licence[]> {
  const root = await packageRoot();
  if (root === null) return [];
  const { dependencies = {} } = await manifestAt(join(root, 'package.json'));
  const found = await Promise.all(
    Object.keys(dependencies).map((name) =>
      manifestAt(join(root, 'node_modules', name, 'package.json')).then(
        ({ version = '', license = '' }) => [
          { name, version, licence: typeof license === 'string' ? license : (license.type ?? '') },
        ],
        () => [],
      ),
    ),
  );
  return found.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folder with our own package.json, above the sources as above the bundle. */
async function packageRoot(): Promise<string | null> {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = await manifestAt(join(folder, 'package.json')).catch(() => null);
    if (manifest?.name === 'safelight') return folder;
    const above = dirname(folder);
    if (above === folder) return null;
    folder = above;
  }
}

async function manifestAt(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(path, 'utf8')) as Manifest;
}
