import packageJson from '../../../package.json' with { type: 'json' };
import type { App } from '../app.ts';
import { rendererFolder } from '../entries.ts';
import { type Api, createApi } from './api.ts';
import { openPrivateSocket, type PrivateSocket } from './private-socket.ts';
import { type Server, startServer } from './server.ts';
import { createServerControl, type ServerControl } from './server-control.ts';
import { sessionSecret } from './session-secret.ts';

/** The ways into an app from outside of its process. */
export interface Doors {
  readonly api: Api;
  /** The server of `serve`; null where the settings decide, see `control`. */
  readonly server: Server | null;
  readonly control: ServerControl | null;
  close(): Promise<void>;
}

/**
 * Opens the doors of an app that holds its data folder for long: the private socket, and the TCP server, at a given port (`serve`) or as
 * the settings say (the desktop app).
 * Throws `request_invalid` when the given port is taken.
 */
export async function openDoors(
  app: App,
  options: { port?: number; logDir?: string; log: (message: string) => void; onError: (error: unknown) => void },
): Promise<Doors> {
  const screens = rendererFolder();
  let control: ServerControl | null = null;
  const api = createApi(app, {
    version: packageJson.version,
    server: () => ({ url: control?.server?.url ?? null, problem: control?.problem ?? null }),
    ...(screens === null ? {} : { rendererFolder: screens }),
    ...(options.logDir === undefined ? {} : { logDir: options.logDir }),
    log: options.onError,
  });
  const socket = await privateSocket(app, api, options.log);
  try {
    if (options.port !== undefined) {
      const server = await startServer(api, {
        port: options.port,
        keys: app.keys,
        session: await sessionSecret(app.dataDir),
      });
      return { api, server, control: null, close: () => closeAll(server, socket) };
    }
    const following = createServerControl(app, api, options.log);
    control = following;
    await following.follow();
    return { api, server: null, control: following, close: () => closeAll(following, socket) };
  } catch (error) {
    await socket?.close();
    throw error;
  }
}

/** Without the socket everything works but commands that are called meanwhile: some file systems hold no sockets. */
async function privateSocket(app: App, api: Api, log: (message: string) => void): Promise<PrivateSocket | null> {
  try {
    return await openPrivateSocket(api, app.dataDir);
  } catch (error) {
    log(`Commands cannot reach this Safelight: ${String(error)}`);
    return null;
  }
}

async function closeAll(...doors: ({ close(): Promise<void> } | null)[]): Promise<void> {
  await Promise.all(doors.map((door) => door?.close()));
}
