import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { SOCKET_CALLER } from './access/callers.ts';
import type { Api } from './api.ts';
import { createHttpServer } from './http-server.ts';

/** Where the address is written when the socket could not be in the data folder. */
const SOCKET_FILE = 'safelight.socket.json';
const SOCKET = 'safelight.sock';
/** `sun_path` holds 104 bytes on macOS and 108 on Linux, the closing zero among them. */
const LONGEST_PATH = 100;

/**
 * The socket's path in the data folder; null where it cannot be there, because the path would be too long or the system has pipes in a
 * name space of their own. It is then somewhere else, under a name that nobody can foresee (another user could be there first), and
 * written down in the data folder.
 */
export function socketInDataDir(dataDir: string, platform: NodeJS.Platform = process.platform): string | null {
  const path = join(resolve(dataDir), SOCKET);
  return platform !== 'win32' && Buffer.byteLength(path) <= LONGEST_PATH ? path : null;
}

/** Where the process that has the data folder listens, as far as one can tell without asking; null when nowhere. */
export async function findPrivateSocket(dataDir: string): Promise<string | null> {
  const inDataDir = socketInDataDir(dataDir);
  if (inDataDir !== null) return existsSync(inDataDir) ? inDataDir : null;
  try {
    const { path } = JSON.parse(await readFile(join(resolve(dataDir), SOCKET_FILE), 'utf8')) as { path?: unknown };
    return typeof path === 'string' ? path : null;
  } catch {
    return null;
  }
}

export interface PrivateSocket {
  path: string;
  close(): Promise<void>;
}

/**
 * Serves the API with full rights to programs of the same user, over a Unix socket (mode 0600) or a named pipe. To be called by the
 * process that has the data folder: a socket that is there is then one that nobody listens to any more.
 */
export async function openPrivateSocket(api: Api, dataDir: string): Promise<PrivateSocket> {
  const inDataDir = socketInDataDir(dataDir);
  const record = join(resolve(dataDir), SOCKET_FILE);
  await rm(record, { force: true });
  if (inDataDir !== null) await rm(inDataDir, { force: true });
  const isPipe = process.platform === 'win32';
  // Made with mode 0700.
  const folder = inDataDir !== null || isPipe ? null : await mkdtemp(join(tmpdir(), 'safelight-'));
  const elsewhere = folder === null ? `\\\\.\\pipe\\safelight-${randomUUID()}` : join(folder, SOCKET);
  const path = inDataDir ?? elsewhere;
  const server = createHttpServer(api, async () => SOCKET_CALLER);
  await listen(server, path);
  if (!isPipe) await chmod(path, 0o600);
  if (inDataDir === null) await writeFile(record, JSON.stringify({ path }), { mode: 0o600 });
  return {
    path,
    async close() {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
      await rm(record, { force: true });
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    },
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((done, reject) => {
    server.once('error', reject);
    // The socket is made at once in `listen`: with this mask nobody else can connect between that and the chmod.
    const mask = process.platform !== 'win32' && isMainThread ? process.umask(0o177) : null;
    server.listen(path, done);
    if (mask !== null) process.umask(mask);
  });
}
