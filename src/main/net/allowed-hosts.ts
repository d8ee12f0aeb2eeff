import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { SafelightError } from '../../contract/errors.ts';

/** Hosts that the user lets through although they are not of the public Internet, or speak plain http. */
export interface AllowedHosts {
  /** Changes whenever the list does. */
  readonly key: string;
  /** Does the list name this host (as a URL writes it) at this port? */
  names(hostname: string, port: number): boolean;
  /** Does it name this numeric address, which some host name stands for? */
  holdsAddress(address: string, port: number): boolean;
}

interface Entry {
  host: string;
  /** Null: any. */
  port: number | null;
}

/** RFC 6761: always this machine. */
const LOOPBACK_NAME = 'localhost';

export function allowedHosts(list: readonly string[]): AllowedHosts {
  const entries = list.map(readEntry).filter((entry) => entry !== null);
  const listed = (host: string, port: number): boolean =>
    entries.some((entry) => entry.host === host && (entry.port === null || entry.port === port));
  return {
    key: JSON.stringify(list),
    names(hostname, port) {
      const host = canonicalHost(hostname);
      if (listed(host, port)) return true;
      return host === LOOPBACK_NAME && (listed('127.0.0.1', port) || listed('::1', port));
    },
    holdsAddress: (address, port) => listed(canonicalHost(address), port),
  };
}

/**
 * The list in one spelling, without what is there twice. Throws `request_invalid` naming the first entry that is no `host`,
 * `host:port` or address.
 */
export function checkedHosts(list: readonly string[]): string[] {
  const wrong = list.find((text) => readEntry(text) === null);
  if (wrong !== undefined) {
    const message = `“${wrong}” is not a host. Write a name (nas.local), an address (192.168.1.20) or one of them with a port (nas.local:8080), without https:// and without a path.`;
    throw new SafelightError('request_invalid', message, {
      issues: [{ path: `allowedHosts.${list.indexOf(wrong)}`, code: 'not_a_host', message }],
    });
  }
  return [...new Set(list.map((text) => text.trim().toLowerCase()))];
}

/** How a URL writes the host, without the brackets of IPv6 and the dot at the end that means the same. */
export function canonicalHost(hostname: string): string {
  const bare = hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
  return isIP(bare) === 0 || bare.includes('%') ? bare : ipaddr.process(bare).toString();
}

/** Read by the URL parser, so that an entry and a URL that look different and mean the same do meet. */
function readEntry(text: string): Entry | null {
  const trimmed = text.trim();
  if (trimmed === '' || /[/?#@\\\s]/.test(trimmed)) return null;
  const authority = isIP(trimmed) === 6 ? `[${trimmed}]` : trimmed;
  // Not http, whose standard port the parser would drop.
  const port = /:(\d{1,5})$/.exec(authority.replace(/^\[.*\]/, ''))?.[1];
  try {
    const { hostname } = new URL(`http://${authority}/`);
    return { host: canonicalHost(hostname), port: port === undefined ? null : Number(port) };
  } catch {
    return null;
  }
}
