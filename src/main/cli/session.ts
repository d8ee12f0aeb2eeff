import { resolve } from 'node:path';
import { type App, type AppOptions, createApp } from '../app.ts';
import { defaultDataDir } from '../data-dir.ts';
import type { Terminal } from './terminal.ts';

/** Options that every command has. */
export interface GlobalOptions {
  data?: string;
  verbose?: boolean;
}

/** Opens the data folder for a command, and closes it whatever happens. */
export async function withApp<T>(
  terminal: Terminal,
  options: GlobalOptions,
  work: (app: App) => Promise<T>,
  more: Pick<AppOptions, 'workers' | 'deadlineMs' | 'resumeUnfinished'> = {},
): Promise<T> {
  const app = await createApp({
    dataDir: options.data === undefined ? defaultDataDir() : resolve(options.data),
    // A command does what it was asked for; runs that were left unfinished wait for `resume`, `serve` or the app.
    resumeUnfinished: false,
    ...more,
    log: {
      info: (message, data) => options.verbose && terminal.tell(logLine(message, data)),
      warn: (message, data) => options.verbose && terminal.tell(logLine(message, data)),
      error: (message, data) => terminal.tell(logLine(message, data)),
    },
  });
  for (const notice of app.notices) terminal.tell(notice);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

function logLine(message: string, data?: Record<string, unknown>): string {
  return data === undefined ? message : `${message} ${JSON.stringify(data)}`;
}
