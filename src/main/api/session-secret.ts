import { randomBytes } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const FORM = /^[\w-]{43}$/;

/**
 * What the cookie of the screens holds, kept in the data folder (readable for its user alone, as the private socket is), so that a page that
 * was open when the program ended is let in when it is back. The token in the printed address is another one, new at each start: an address
 * in a terminal's history opens nothing later.
 */
export async function sessionSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, 'session');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (FORM.test(kept)) return kept;
  const secret = randomBytes(32).toString('base64url');
  // A folder that cannot be written is told elsewhere; pages then need the new address after a restart.
  await writeFile(file, secret, { mode: 0o600 })
    .then(() => chmod(file, 0o600))
    .catch(() => undefined);
  return secret;
}
