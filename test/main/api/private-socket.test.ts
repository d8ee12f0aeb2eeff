import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient } from '../../../src/client/client.ts';
import type { Api } from '../../../src/main/api/api.ts';
import { findPrivateSocket, openPrivateSocket, socketInDataDir } from '../../../src/main/api/private-socket.ts';

function aFolder(name = ''): string {
  const root = mkdtempSync(join(tmpdir(), 'safelight-socket-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

const api: Api = {
  fetch: async (_request, caller) => Response.json({ kind: caller?.kind, mayAll: caller?.may('admin') }),
  routes: () => [],
  ready: async () => null,
};

describe.skipIf(process.platform === 'win32')('the private socket', () => {
  it('answers with full rights, for its user alone', async () => {
    const folder = aFolder();
    const socket = await openPrivateSocket(api, folder);
    expect(socket.path).toBe(join(folder, 'safelight.sock'));
    expect(statSync(socket.path).mode & 0o777).toBe(0o600);
    expect(await findPrivateSocket(folder)).toBe(socket.path);
    const answer = await createClient({ socketPath: socket.path }).request('/anything');
    expect(await answer.json()).toEqual({ kind: 'socket', mayAll: true });
    await socket.close();
    expect(await findPrivateSocket(folder)).toBeNull();
  });

  it('takes the place of one that a killed process left', async () => {
    const folder = aFolder();
    const path = join(folder, 'safelight.sock');
    const left = createServer().listen(path);
    await new Promise((resolve) => left.once('listening', resolve));
    // What is left behind after a kill: a name that nobody listens behind.
    writeFileSync(`${path}.kept`, '');
    const { renameSync } = await import('node:fs');
    renameSync(path, `${path}.kept`);
    await new Promise((resolve) => left.close(resolve));
    renameSync(`${path}.kept`, path);
    const socket = await openPrivateSocket(api, folder);
    expect((await createClient({ socketPath: socket.path }).request('/')).status).toBe(200);
    await socket.close();
  });

  it('is elsewhere, in a folder of its own, where the path would be too long', async () => {
    const folder = aFolder('a-very-long-name-'.repeat(8));
    expect(socketInDataDir(folder)).toBeNull();
    const socket = await openPrivateSocket(api, folder);
    expect(Buffer.byteLength(socket.path)).toBeLessThan(100);
    expect(statSync(join(socket.path, '..')).mode & 0o777).toBe(0o700);
    expect(await findPrivateSocket(folder)).toBe(socket.path);
    expect((await createClient({ socketPath: socket.path }).request('/')).status).toBe(200);
    await socket.close();
    expect(await findPrivateSocket(folder)).toBeNull();
    expect(existsSync(join(socket.path, '..'))).toBe(false);
  });

  it('is a pipe on Windows, which has no place in the folder', () => {
    expect(socketInDataDir('C:\\Users\\a\\AppData\\Roaming\\Safelight', 'win32')).toBeNull();
  });
});
