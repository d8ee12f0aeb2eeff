import { existsSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';

/** Ends of the names of workflows that were exported. */
const WORKFLOW_FILE = /\.safelight-workflow\.json$/i;

export function isWorkflowFile(path: string): boolean {
  return WORKFLOW_FILE.test(path);
}

/**
 * The files among the arguments of a start: “open with” on Windows and Linux, or `safelight photo.jpg`. Switches are Electron's and
 * Chromium's, the first argument is the program, and in a checkout `.` or the folder of the app follows.
 * @param folder relative paths begin here
 */
export function filesInArguments(argv: readonly string[], folder: string, appPath: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => argument !== '' && !argument.startsWith('-'))
    .map((argument) => (isAbsolute(argument) ? argument : resolve(folder, argument)))
    .filter((path) => path !== resolve(appPath) && existsSync(path));
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
