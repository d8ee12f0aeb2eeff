import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { sessionSecret } from '../../../src/main/api/session-secret.ts';

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'safelight-session-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('the secret of the screens outlives a restart, and is its user’s alone', async () => {
  const folder = dataFolder();
  const secret = await sessionSecret(folder);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(await sessionSecret(folder)).toBe(secret);
  expect(await sessionSecret(dataFolder())).not.toBe(secret);
  if (process.platform !== 'win32') expect(statSync(join(folder, 'session')).mode & 0o777).toBe(0o600);
});

it('a damaged secret is replaced', async () => {
  const folder = dataFolder();
  writeFileSync(join(folder, 'session'), '');
  expect(await sessionSecret(folder)).toMatch(/^[\w-]{43}$/);
});
