import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { TestProject } from 'vitest/node';
import { unpackedElectron, writeStubElectron } from './stub-electron.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The unpacked package, far from the checkout. */
    packed: string;
  }
}

const ROOT = join(import.meta.dirname, '../..');

/**
 * Packs with electron-builder.yml as it is, the target alone being a folder; where Electron's program was never fetched, around a stub of
 * it. Everything goes to a folder of its own, which is removed in the end.
 */
export default async function pack(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'safelight-package-'));
  const drop = () => rm(folder, { recursive: true, force: true });
  try {
    const real = unpackedElectron();
    const electron = real ?? join(folder, 'electron');
    if (real === null) {
      if (process.platform !== 'linux')
        throw new Error('Here a package needs Electron’s program: run `npm start` once.');
      await writeStubElectron(electron);
    }
    const output = join(folder, 'output');
    await builder('--dir', `-c.electronDist=${electron}`, `-c.directories.output=${output}`);
    const [name] = (await readdir(output, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    // Away from where it was made, so that nothing in it is found by where that was.
    const packed = join(folder, 'elsewhere');
    await rename(join(output, name!.name), packed);
    project.provide('packed', packed);
  } catch (error) {
    await drop();
    throw error;
  }
  return drop;
}

async function builder(...args: string[]): Promise<void> {
  const program = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  const child = spawn(process.execPath, [program, '--config', 'electron-builder.yml', '--publish', 'never', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, complained, [code]] = await Promise.all([
    buffer(child.stdout),
    buffer(child.stderr),
    once(child, 'exit'),
  ]);
  if (code !== 0) throw new Error(`electron-builder failed:\n${said}${complained}`);
}
