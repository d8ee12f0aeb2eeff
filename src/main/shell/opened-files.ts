import { existsSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Workflows are exported as JSON, and nothing else that is opened with us is. */
export function isWorkflowFile(path: string): boolean {
  return /\.json$/i.test(path);
}

/**
 * The files among the arguments of a start: “open with” on Windows and Linux, or `safelight photo.jpg`. Switches are Electron's and
 * Chromium's, the first argument is the program, and in a checkout `.` or the folder of the app follows. Linux desktops hand over
 * `file://` addresses (`%U` in the entry that electron-builder writes).
 * @param folder relative paths begin here
 */
export function filesInArguments(argv: readonly string[], folder: string, appPath: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => argument !== '' && !argument.startsWith('-'))
    .flatMap((argument) => pathOf(argument) ?? [])
    .map((path) => (isAbsolute(path) ? path : resolve(folder, path)))
    .filter((path) => path !== resolve(appPath) && existsSync(path));
}

/** Null for an address that names no file of this machine. */
function pathOf(argument: string): string | null {
  if (!/^file:/i.test(argument)) return argument;
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}

/** What was opened with Safelight and no window has taken yet. */
export interface OpenedFiles {
  add(paths: readonly string[]): void;
  /** All of it; afterwards there is none. */
  take(): string[];
}

/** @param tell something can be taken */
export function createOpenedFiles(tell: () => void): OpenedFiles {
  let waiting: string[] = [];
  return {
    add(paths) {
      const real = paths.filter((path) => isAbsolute(path) && existsSync(path) && isFileOrFolder(path));
      if (real.length === 0) return;
      waiting = [...new Set([...waiting, ...real])];
      tell();
    },
    take() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}

/** No device and no socket. */
function isFileOrFolder(path: string): boolean {
  const facts = statSync(path);
  return facts.isFile() || facts.isDirectory();
}
