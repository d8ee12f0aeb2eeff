import { SafelightError } from '../../contract/errors.ts';
import type { SettingKey } from '../../contract/settings.ts';
import type { App } from '../app.ts';
import type { Api } from './api.ts';
import { type Server, startServer } from './server.ts';

/** The TCP server of an app, as the settings want it: they may change while it runs. */
export interface ServerControl {
  /** Null while it does not listen. */
  readonly server: Server | null;
  /** Why it does not listen although it should: the port is taken. Null when all is as it should be. */
  readonly problem: string | null;
  /** Does what the settings say now. Resolves when it is done; does not reject, see `problem`. */
  follow(): Promise<void>;
  close(): Promise<void>;
}

const WATCHED: readonly SettingKey[] = ['server.enabled', 'server.port'];

/** Starts, stops and moves the server whenever its settings change. */
export function createServerControl(app: App, api: Api, log: (message: string) => void): ServerControl {
  let server: Server | null = null;
  let port: number | null = null;
  let problem: string | null = null;
  let closed = false;
  // One change after the other: a port that is given up must be free before it is taken again.
  let last: Promise<void> = Promise.resolve();

  async function change(): Promise<void> {
    const values = await app.settings.values();
    const wanted = values['server.enabled'] && !closed ? values['server.port'] : null;
    if (wanted === port && (wanted === null) === (server === null)) return;
    await server?.close();
    server = null;
    port = wanted;
    problem = null;
    if (wanted === null) return;
    try {
      server = await startServer(api, { port: wanted, keys: app.keys });
    } catch (error) {
      problem = error instanceof SafelightError ? error.message : String(error);
      log(problem);
    }
  }
  const follow = (): Promise<void> => (last = last.then(change).catch((error) => log(String(error))));
  const stopWatching = app.settings.onChange((key) => {
    if (WATCHED.includes(key)) void follow();
  });
  return {
    get server() {
      return server;
    },
    get problem() {
      return problem;
    },
    follow,
    async close() {
      closed = true;
      stopWatching();
      await follow();
    },
  };
}
