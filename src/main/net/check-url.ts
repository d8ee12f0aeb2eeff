import { isIP } from 'node:net';
import { SafelightError } from '../../contract/errors.ts';
import type { NetUse } from '../engine/net-port.ts';
import { specialAddress } from './address.ts';
import { type AllowedHosts, canonicalHost } from './allowed-hosts.ts';

/** Ports below this belong to other services (mail, SSH, SMB …), which must not be talked to over HTTP. */
const FIRST_FREE_PORT = 1024;
const WEB_PORTS = [80, 443];

/** Where a URL leads. */
export interface Target {
  url: URL;
  hostname: string;
  port: number;
  /** The user listed the host: its address is not looked at. */
  listed: boolean;
}

/**
 * Checks everything that a URL says by itself: scheme, credentials, host name, literal address in whatever spelling, port. What the
 * name stands for is checked when it is connected to. Throws `url_refused`.
 */
export function checkUrl(text: string, allowed: AllowedHosts, use: NetUse): Target {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) throw urlRefused(text, 'it is not an address.', 'Write it in full, with https://.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw urlRefused(text, `${url.protocol}// is not supported.`, 'Use https://.');
  }
  if (url.username !== '' || url.password !== '') {
    throw urlRefused(withoutSecrets(url), 'it holds a user name or password.', 'Leave that out.');
  }
  const hostname = canonicalHost(url.hostname);
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const listed = allowed.names(hostname, port);
  const target = { url, hostname, port, listed };
  if (listed) return target;
  if (use === 'webhook' && url.protocol === 'http:') {
    throw urlRefused(text, 'webhooks go over https.', `Use https://, or ${listIt(hostname)}`);
  }
  if (port < FIRST_FREE_PORT && !WEB_PORTS.includes(port)) {
    throw urlRefused(
      text,
      `port ${port} is not one of web servers.`,
      `If you trust it, ${listIt(`${hostname}:${port}`)}`,
    );
  }
  const special = isIP(hostname) === 0 ? localName(hostname) : specialAddress(hostname);
  if (special !== null) throw addressRefused(text, hostname, special);
  return target;
}

/** Names that mean this machine or its network by definition (RFC 6761, RFC 6762, RFC 8375). */
function localName(hostname: string): string | null {
  const is = (suffix: string): boolean => hostname === suffix || hostname.endsWith(`.${suffix}`);
  if (is('localhost') || is('localdomain')) return 'this machine itself';
  return is('local') || is('internal') || is('home.arpa') ? 'a name of the local network' : null;
}

/** An address or name that is not of the public Internet. */
export function addressRefused(url: string, host: string, special: string): SafelightError {
  return urlRefused(url, `“${host}” is ${special}.`, `If you trust it, ${listIt(host)}`);
}

export function urlRefused(url: string, why: string, whatToDo: string): SafelightError {
  return new SafelightError('url_refused', `“${shown(url)}” is not allowed: ${why} ${whatToDo}`);
}

export function urlUnreachable(url: string, why: string, cause?: unknown): SafelightError {
  return new SafelightError('url_unreachable', `“${shown(url)}” could not be fetched: ${why}`, { cause });
}

const listIt = (host: string): string => `add ${host} to the allowed hosts in Settings.`;

/** Signed addresses carry secrets in their query, and messages are kept and shown. */
function shown(url: string): string {
  const bare = URL.canParse(url) ? withoutSecrets(new URL(url)) : url;
  return bare.length > 200 ? `${bare.slice(0, 200)}…` : bare;
}

function withoutSecrets(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}${url.search === '' ? '' : '?…'}`;
}
