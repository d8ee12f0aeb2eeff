import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * The table of docs/architecture.md: who may import what. Zones are folders or files below src/, the most specific one
 * counts. `mayImport` lists zones; `typesFrom` those whose types alone may be imported.
 */
interface Rule {
  mayImport: string[];
  typesFrom?: string[];
  /** Packages, when only these are allowed; else any that `ONLY_IN` does not keep to another zone. */
  packages?: string[];
}

/** The engine's ports: what its neighbours implement. */
const PORTS = [
  'main/engine/ports.ts',
  'main/engine/store-port.ts',
  'main/engine/cache-port.ts',
  'main/engine/undo-port.ts',
  'main/engine/key-port.ts',
  'main/engine/hot-folder-port.ts',
  'main/engine/net-port.ts',
  'main/engine/upload-port.ts',
  'main/engine/webhook-port.ts',
];
/** Small files beside app.ts that every door may use. */
const MAIN_ROOT = ['main/app.ts', 'main/data-dir.ts', 'main/entries.ts', 'main/file-url.ts', 'main/samples.ts'];

const RULES: Record<string, Rule> = {
  contract: { mayImport: [], packages: ['zod', '@hono/zod-openapi'] },
  client: { mayImport: ['contract'], packages: ['zod', '@hono/zod-openapi', 'eventsource-parser', 'undici'] },
  workflow: { mayImport: ['contract', 'resources'] },
  pixels: { mayImport: ['workflow', 'contract'] },
  'main/store': { mayImport: ['contract', ...PORTS] },
  'main/cache': { mayImport: ['workflow', 'contract'], typesFrom: PORTS },
  'main/engine': { mayImport: ['workflow', 'contract', 'main/file-url.ts'] },
  'main/net': { mayImport: ['contract'], typesFrom: PORTS },
  'main/intake': { mayImport: ['contract'], typesFrom: PORTS },
  'main/delivery': { mayImport: ['contract', 'workflow/template.ts'], typesFrom: PORTS },
  'main/pixel-host': { mayImport: ['contract'], typesFrom: PORTS },
  'main/access': { mayImport: ['contract'], typesFrom: PORTS },
  'main/api': { mayImport: ['main/engine', 'main/access', 'package.json', 'contract', 'workflow', ...MAIN_ROOT] },
  'main/cli': {
    mayImport: ['main/engine', 'main/api', 'client', 'contract', 'workflow', 'package.json', ...MAIN_ROOT],
  },
  'main/shell': { mayImport: ['main/api', 'contract', 'package.json', ...MAIN_ROOT] },
  'main/index.ts': { mayImport: ['main/shell'] },
  'main/app.ts': { mayImport: ['main', 'workflow', 'contract'] },
  'main/data-dir.ts': { mayImport: [] },
  'main/entries.ts': { mayImport: [] },
  'main/file-url.ts': { mayImport: ['contract'] },
  'main/samples.ts': { mayImport: ['contract'], typesFrom: PORTS },
  preload: { mayImport: ['contract'] },
  // Not client.ts itself, which brings a whole HTTP client along for sockets.
  renderer: { mayImport: ['contract', 'client/call.ts', 'client/operations.ts', 'client/problem.ts'] },
};

/** Packages that only these zones may import. */
const ONLY_IN: Record<string, string[]> = {
  sharp: ['pixels'],
  piscina: ['pixels'],
  'better-sqlite3': ['main/store'],
  kysely: ['main/store'],
  electron: ['main/shell', 'preload'],
  commander: ['main/cli'],
  'cli-progress': ['main/cli'],
  react: ['renderer'],
  undici: ['main/net', 'client'],
  'ipaddr.js': ['main/net'],
  yazl: ['main/delivery'],
  yauzl: ['main/intake'],
};
/** The language is pure: what it computes must not depend on the machine. */
const PURE = ['contract', 'workflow'];
const ALLOWED_IN_PURE = ['node:crypto'];

interface Import {
  /** As written. */
  specifier: string;
  typeOnly: boolean;
}

/** Every import, re-export and dynamic import of a TypeScript source; comments do not count. */
function importsOf(source: string): Import[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const found: Import[] = [];
  const statement = /(?:^|;)\s*(import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\sfrom\s+)?['"]([^'"\n]+)['"]/gm;
  for (const match of code.matchAll(statement)) found.push({ specifier: match[3]!, typeOnly: match[2] !== undefined });
  for (const match of code.matchAll(/\bimport\(\s*['"]([^'"\n]+)['"]/g)) {
    found.push({ specifier: match[1]!, typeOnly: false });
  }
  return found;
}

const within = (path: string, zone: string): boolean => path === zone || path.startsWith(`${zone}/`);

/** The most specific of the zones that a file lies in. */
function zoneOf(file: string): string | undefined {
  return Object.keys(RULES)
    .filter((zone) => within(file, zone))
    .sort((a, b) => b.length - a.length)[0];
}

/** What is wrong with an import, or null. `file` is relative to src/. */
function complaint(file: string, { specifier, typeOnly }: Import): string | null {
  const zone = zoneOf(file);
  const rule = zone === undefined ? undefined : RULES[zone];
  if (zone === undefined || rule === undefined) return `${file} lies in no folder of docs/architecture.md`;
  const forbidden = `${file} must not import ${specifier}`;
  if (specifier.startsWith('.')) {
    const fromSrc = posix.normalize(posix.join(dirname(file).split(sep).join('/'), specifier.replace(/\?.*$/, '')));
    // Out of src/: package.json and resources/.
    const target = fromSrc.replace(/^(\.\.\/)+/, '');
    if (within(target, zone) || rule.mayImport.some((allowed) => within(target, allowed))) return null;
    if (typeOnly && rule.typesFrom?.includes(target)) return null;
    return forbidden;
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    const pure = PURE.includes(zone) && !ALLOWED_IN_PURE.includes(specifier);
    return pure || zone === 'renderer' ? forbidden : null;
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (rule.packages !== undefined && !rule.packages.includes(name)) return forbidden;
  const keepers = ONLY_IN[name];
  return keepers === undefined || keepers.some((keeper) => within(file, keeper)) ? null : forbidden;
}

const SRC = join(import.meta.dirname, '..', 'src');

function sources(): string[] {
  return readdirSync(SRC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(SRC, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

describe('the architecture', () => {
  it('has no import that docs/architecture.md forbids', () => {
    const complaints = sources().flatMap((file) =>
      importsOf(readFileSync(join(SRC, file), 'utf8'))
        .map((one) => complaint(file, one))
        .filter((text) => text !== null),
    );
    expect(complaints).toEqual([]);
  });

  it.each([
    ['main/engine/run.ts', "import sharp from 'sharp';"],
    ['main/engine/run.ts', "import Sqlite from 'better-sqlite3';"],
    ['main/engine/run.ts', "import { openStore } from '../store/store.ts';"],
    ['main/store/store.ts', "import { createIntake } from '../intake/intake.ts';"],
    ['main/intake/intake.ts', "import { value } from '../engine/ports.ts';"],
    ['main/api/api.ts', "const { app } = await import('electron');"],
    ['main/cli/run.ts', "import { decode } from '../../pixels/decoders/decode.ts';"],
    ['workflow/plan/plan.ts', "import { readFileSync } from 'node:fs';"],
    ['workflow/plan/plan.ts', "export * from '../../pixels/raster.ts';"],
    ['contract/run.ts', "import {\n  Hono,\n} from 'hono';"],
    ['renderer/app.tsx', "import { planNext } from '../workflow/plan/planner.ts';"],
    ['renderer/app.tsx', "import 'node:path';"],
    ['preload/index.ts', "import type { App } from '../main/app.ts';"],
    ['elsewhere/file.ts', "import { z } from 'zod';"],
  ])('forbids, in %s: %s', (file, line) => {
    const [found] = importsOf(line);
    expect(found && complaint(file, found)).not.toBeNull();
  });

  it.each([
    ['main/store/store.ts', "import type { RunStorePort } from '../engine/store-port.ts';"],
    ['main/shell/window.ts', "import { BrowserWindow } from 'electron';"],
    ['pixels/worker.ts', "import sharp from 'sharp';"],
    ['main/app.ts', "import { openStore } from './store/store.ts';"],
  ])('allows, in %s: %s', (file, line) => {
    const [found] = importsOf(line);
    expect(found && complaint(file, found)).toBeNull();
  });
});
