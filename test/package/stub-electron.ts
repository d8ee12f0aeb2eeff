import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const INSTALLED = join(import.meta.dirname, '../../node_modules/electron');

/** Electron's program as it was unpacked at its first start; null where it was never fetched. */
export function unpackedElectron(): string | null {
  const folder = join(INSTALLED, 'dist');
  return existsSync(folder) ? folder : null;
}

/**
 * Where Electron's program has its switches (@electron/fuses): a sentinel, then the version of the list, its length and a character for
 * each switch, `1` for on.
 */
const FUSES = ['dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX', Buffer.from([1, 9]), '1'.repeat(9)];

/**
 * Makes a folder that electron-builder takes for an unpacked Electron for Linux: nothing in it runs, but the switches in its program can be
 * set and read.
 */
export async function writeStubElectron(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'));
  const program = Buffer.concat(['program ', ...FUSES, ' end'].map((part) => Buffer.from(part)));
  await writeFile(join(folder, 'electron'), program);
  await chmod(join(folder, 'electron'), 0o755);
  await writeFile(join(folder, 'locales', 'en-US.pak'), '');
  await writeFile(join(folder, 'chrome-sandbox'), '');
  await writeFile(join(folder, 'version'), '');
  await writeFile(join(folder, 'LICENSES.chromium.html'), 'Chromium');
  await copyFile(join(INSTALLED, 'LICENSE'), join(folder, 'LICENSE'));
}
