import { fileURLToPath } from 'node:url';
import { SafelightError } from '../contract/errors.ts';

/**
 * The path of a `file:` URL on this machine; null for other URLs. Throws `url_refused` for one that names another machine, or whose
 * path is none (`%00`, an encoded slash).
 */
export function pathOfFileUrl(url: string): string | null {
  if (!/^\s*file:/i.test(url)) return null;
  try {
    const parsed = new URL(url.trim());
    const path = fileURLToPath(parsed);
    // Windows would take the host for a share of the network.
    if (parsed.host === '' && !path.includes('\0')) return path;
  } catch {
    // Said below.
  }
  throw new SafelightError('url_refused', `“${url}” is no address of a file on this machine.`);
}
