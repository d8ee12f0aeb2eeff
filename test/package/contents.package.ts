import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { shippedPackages } from '../../scripts/licences/shipped.ts';
import { MODELS } from '../../scripts/models.mjs';
import { archivedFiles, readArchived } from './archive.ts';

const ROOT = join(import.meta.dirname, '../..');
const packed = inject('packed');
const resources =
  process.platform === 'darwin' ? join(packed, 'Safelight.app/Contents/Resources') : join(packed, 'resources');
const archive = join(resources, 'app.asar');
const files = archivedFiles(archive);
const paths = files.map(({ path }) => path);
const unpacked = files.filter((file) => file.unpacked).map(({ path }) => path);
/** Every package in it, as its folder says. */
const packages = new Set(
  paths.flatMap((path) => [...path.matchAll(/node_modules\/((?:@[^/]+\/)?[^/.@][^/]*)\//g)].map(([, name]) => name!)),
);

it('holds the program, its screens and its licence, and nothing else of the checkout', ({ task }) => {
  task.meta.measured = `${paths.length} files`;
  expect([...new Set(paths.map((path) => path.split('/')[0]))].sort()).toEqual([
    'LICENSE',
    'node_modules',
    'out',
    'package.json',
  ]);
  expect(paths).toEqual(
    expect.arrayContaining([
      'out/main/index.js',
      'out/main/licences.json',
      'out/preload/index.cjs',
      'out/renderer/index.html',
    ]),
  );
  expect(
    [...new Set(paths.filter((path) => path.startsWith('out/')).map((path) => path.split('/')[1]))].sort(),
  ).toEqual(['main', 'preload', 'renderer']);
});

it('says in its package.json what Electron starts and what the desktop calls it, and not what it is developed with', () => {
  const manifest = JSON.parse(
    readArchived(archive, files.find(({ path }) => path === 'package.json')!).toString(),
  ) as object;
  expect(manifest).toMatchObject({ main: 'out/main/index.js', type: 'module', desktopName: 'safelight.desktop' });
  expect(manifest).not.toHaveProperty('devDependencies');
  expect(manifest).not.toHaveProperty('scripts');
});

it('holds no sources, maps, tests, notes or keys', () => {
  const unwanted =
    /\.(ts|tsx|mts|cts|map|md|env|pem|key|p12|c|cc|h)$|(^|\/)(\.npmrc|\.git|test|tests|__tests__|\.env[^/]*)(\/|$)/;
  expect(paths.filter((path) => unwanted.test(path))).toEqual([]);
});

it('holds the packages that licences.json says, and no others', ({ task }) => {
  task.meta.measured = `${packages.size} packages`;
  expect([...packages].sort()).toEqual(
    [...new Set(shippedPackages().map(({ name }) => name))].filter((name) => !name.includes(' (in ')).sort(),
  );
});

it('names no folder of the machine that built it', () => {
  const ours = files.filter(({ path }) => path.startsWith('out/') || path === 'package.json');
  expect(ours.filter((file) => readArchived(archive, file).includes(ROOT)).map(({ path }) => path)).toEqual([]);
});

it('has a hash of each file in its header', () => {
  expect(files.filter(({ hashed }) => !hashed).map(({ path }) => path)).toEqual([]);
});

it('has beside it whatever plain Node loads: programs, libraries and WebAssembly', ({ task }) => {
  const native = paths.filter((path) => /\.(node|so(\.\d+)*|dylib|dll|wasm)$/.test(path));
  task.meta.measured = `${native.length} of ${native.length}`;
  expect(native.filter((path) => !unpacked.includes(path))).toEqual([]);
  for (const name of [
    'sharp',
    'better-sqlite3',
    'onnxruntime-node',
    'libraw-wasm',
    'libheif-js',
    '@jsquash/jxl',
    'piscina',
  ])
    expect(unpacked.filter((path) => path.startsWith(`node_modules/${name}/`)).length, name).toBeGreaterThan(0);
  for (const path of [
    'package.json',
    'out/main/pixel-host.js',
    'out/main/pixel-worker.js',
    'out/main/database-worker.js',
  ])
    expect(unpacked, path).toContain(path);
  for (const path of unpacked) expect(existsSync(join(`${archive}.unpacked`, path)), path).toBe(true);
});

it('brings binaries of this system and processor alone', () => {
  const others = /(darwin|win32|linuxmusl|linux|freebsd)[-/](x64|arm64|arm|ia32)/;
  const own = new RegExp(`${process.platform}[-/]${process.arch}`);
  const strangers = paths.filter(
    (path) => /\.(node|so(\.\d+)*|dylib|dll)$/.test(path) && others.test(path) && !own.test(path),
  );
  expect(strangers).toEqual([]);
});

it('brings a Node that starts, of the version that runs this, with its licence', ({ task }) => {
  const node = join(resources, 'node', process.platform === 'win32' ? 'node.exe' : 'node');
  const { stdout, status } = spawnSync(node, ['--version'], { encoding: 'utf8', env: {} });
  task.meta.measured = stdout.trim();
  expect([status, stdout.trim()]).toEqual([0, process.version]);
  expect(readFileSync(join(resources, 'node', 'LICENSE'), 'utf8')).toContain('Node.js is licensed');
});

it('brings the weights of the built-in models with their notice, the icons, and no feed for updates', () => {
  expect(readdirSync(join(resources, 'models'))).toEqual(
    expect.arrayContaining([...MODELS.map(({ file }) => file), 'NOTICE']),
  );
  expect(readdirSync(join(resources, 'icons'))).toEqual(
    expect.arrayContaining(['drag.png', 'tray.png', 'trayTemplate.png']),
  );
  expect(existsSync(join(resources, 'app-update.yml'))).toBe(false);
});

it('has what others could run code through turned off in Electron’s program', async () => {
  const builder = createRequire(import.meta.url).resolve('app-builder-lib/package.json');
  const { FuseV1Options, getCurrentFuseWire } = (await import(createRequire(builder).resolve('@electron/fuses'))) as {
    FuseV1Options: Record<string, number>;
    getCurrentFuseWire(program: string): Promise<Record<number, number>>;
  };
  const program = { darwin: 'Safelight.app', win32: 'Safelight.exe' }[process.platform as string] ?? 'safelight';
  const wire = await getCurrentFuseWire(join(packed, program));
  const isOn = (name: string) => String.fromCharCode(wire[FuseV1Options[name]!]!) === '1';
  const on = ['EnableCookieEncryption', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar'];
  const off = [
    'RunAsNode',
    'EnableNodeOptionsEnvironmentVariable',
    'EnableNodeCliInspectArguments',
    'GrantFileProtocolExtraPrivileges',
  ];
  expect([on.filter((name) => !isOn(name)), off.filter(isOn)]).toEqual([[], []]);
});

it('has Chromium’s and Electron’s licences beside the program', () => {
  expect(readdirSync(process.platform === 'darwin' ? resources : packed)).toEqual(
    expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
  );
});
