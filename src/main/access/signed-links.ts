import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SettingsPort } from '../engine/ports.ts';

/** Addresses that can be opened without a key, until they expire: for `<img>` and for handing on one download. */
export interface SignedLinks {
  /**
   * The query (`?sig=…&expires=…`) that opens this path, and nothing else, until then.
   * @param path as it stands in the address, percent-encoded
   */
  sign(path: string, expiresAt: Date): string;
  /** Whether the address carries a signature for its own path that has not expired. */
  verify(url: URL, now: Date): boolean;
}

const SECRET = 'links.secret';
const SECRET_FORM = /^[0-9a-f]{64}$/;

/** Links signed with a secret of this data folder, which is made at the first time. */
export async function createSignedLinks(settings: SettingsPort): Promise<SignedLinks> {
  const kept = await settings.get(SECRET);
  let secret = typeof kept === 'string' && SECRET_FORM.test(kept) ? kept : undefined;
  if (secret === undefined) {
    secret = randomBytes(32).toString('hex');
    await settings.set(SECRET, secret);
  }
  const key = Buffer.from(secret, 'hex');
  // Both parts are of a known form, so that no two pairs make the same text.
  const signature = (path: string, expires: string): Buffer =>
    createHmac('sha256', key)
      .update(`${expires}\n${canonical(path)}`)
      .digest();

  return {
    sign(path, expiresAt) {
      const expires = String(Math.floor(expiresAt.getTime() / 1000));
      return `?sig=${signature(path, expires).toString('base64url')}&expires=${expires}`;
    },
    verify(url, now) {
      const given = url.searchParams.get('sig') ?? '';
      const expires = url.searchParams.get('expires') ?? '';
      if (!/^\d{1,12}$/.test(expires) || Number(expires) * 1000 <= now.getTime()) return false;
      const expected = signature(url.pathname, expires);
      const presented = Buffer.from(given, 'base64url');
      return presented.length === expected.length && timingSafeEqual(presented, expected);
    },
  };
}

/**
 * The path as URL parsers and routers leave it: dot segments resolved. It is not decoded: `%2F` in a name and `/` between names
 * are different things, and stay so.
 */
function canonical(path: string): string {
  return new URL(path, 'http://localhost').pathname;
}
