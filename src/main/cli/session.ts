import { resolve } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { SafelightEvent } from '../../contract/events.ts';
import type { SessionServices } from '../api/session-calls.ts';
import { type App, type AppOptions, createApp } from '../app.ts';
import { defaultDataDir } from '../data-dir.ts';
import type { RunService } from '../engine/run-service.ts';
import { writeSamples } from '../samples.ts';
import { connectSession } from './remote-session.ts';
import type { Terminal } from './terminal.ts';

/** Options that every command has. */
export interface GlobalOptions {
  data?: string;
  verbose?: boolean;
}

/**
 * What a command works with: the services on a data folder, of an app in this process, or of another Safelight that has the folder and
 * does the same for us.
 */
export interface Session extends Omit<SessionServices, 'runs'> {
  readonly runs: SessionServices['runs'] & Pick<RunService, 'verify' | 'whenFinished'>;
  /** Hears everything that happens from the moment that it resolves; what it answers ends that. */
  listen(listener: (event: SafelightEvent) => void): Promise<() => void>;
  /** Writes the sample photos; answers their paths. */
  writeSamples(folder: string): Promise<string[]>;
}

/** Options for an app of this process; a Safelight that is there already has its own. */
type OwnOptions = Pick<AppOptions, 'workers' | 'deadlineMs'>;

/** Works on the data folder, through whoever has it, and leaves it whatever happens. */
export async function withSession<T>(
  terminal: Terminal,
  options: GlobalOptions,
  work: (session: Session) => Promise<T>,
  own: OwnOptions = {},
): Promise<T> {
  try {
    return await withApp(terminal, options, (app) => work(ownSession(app)), own);
  } catch (error) {
    // Nothing was done yet: the folder is locked before anything else.
    if (!(error instanceof SafelightError) || error.code !== 'data_locked') throw error;
    const session = await connectSession(dataDirOf(options));
    if (session === null) throw error;
    if (Object.keys(own).length > 0) {
      terminal.tell(
        'Another Safelight has the data folder and does the work: --workers and --deadline do not count there.',
      );
    }
    return await work(session);
  }
}

/** Opens the data folder in this process, and closes it whatever happens. Throws `data_locked`. */
export async function withApp<T>(
  terminal: Terminal,
  options: GlobalOptions,
  work: (app: App) => Promise<T>,
  more: Partial<AppOptions> = {},
): Promise<T> {
  const app = await createApp({
    dataDir: dataDirOf(options),
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

function ownSession(app: App): Session {
  return {
    ...app,
    listen: async (listener) => app.events.on(listener),
    writeSamples: (folder) => writeSamples(app.pixels, folder),
  };
}

function dataDirOf({ data }: GlobalOptions): string {
  return data === undefined ? defaultDataDir() : resolve(data);
}

function logLine(message: string, data?: Record<string, unknown>): string {
  return data === undefined ? message : `${message} ${JSON.stringify(data)}`;
}
