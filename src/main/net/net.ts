import { request } from 'undici';
import { SafelightError } from '../../contract/errors.ts';
import type { NetAnswer, NetPort, NetUse } from '../engine/net-port.ts';
import type { SettingsPort } from '../engine/ports.ts';
import { type AllowedHosts, allowedHosts, checkedHosts } from './allowed-hosts.ts';
import { checkedBody, discard } from './answer-body.ts';
import { checkUrl, type Target, urlRefused, urlUnreachable } from './check-url.ts';
import { guardedAgent, type Resolve, refusalIn } from './guarded-agent.ts';

/** Under this key in the store, see SETTINGS. */
const ALLOWED_HOSTS_KEY = 'allowedHosts';

export interface NetOptions {
  /** Asked anew for each request, so that a change counts at once. */
  settings: Pick<SettingsPort, 'get'>;
  /** Beside those that are set, for this process: `serve --allow-host`. */
  allowedHosts?: readonly string[] | undefined;
  limits?: Partial<NetLimits> | undefined;
  /** Instead of the system's resolver; for tests. */
  resolve?: Resolve | undefined;
}

export interface NetLimits {
  connectMs: number;
  /** Until the answer begins. */
  headersMs: number;
  /** Between two pieces of the answer. */
  idleMs: number;
  /** A whole GET, and a whole POST. */
  getMs: number;
  postMs: number;
  redirects: number;
}

export const NET_LIMITS: Readonly<NetLimits> = {
  connectMs: 10_000,
  headersMs: 30_000,
  idleMs: 30_000,
  getMs: 30 * 60_000,
  postMs: 20_000,
  redirects: 5,
};

/** So much of the answer to a POST is read, to keep the connection; of a longer one nothing more is. */
const POST_ANSWER_BYTES = 64 * 1024;

/** The guarded way out, see NetPort. */
export function createNet(options: NetOptions): NetPort {
  const limits = { ...NET_LIMITS, ...options.limits };
  const forProcess = checkedHosts(options.allowedHosts ?? []);
  let current: { allowed: AllowedHosts; agent: ReturnType<typeof guardedAgent> } | null = null;

  async function hosts(): Promise<string[]> {
    const stored = await options.settings.get(ALLOWED_HOSTS_KEY);
    const set = Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
    return [...new Set([...set, ...forProcess])];
  }

  /** Another list is another agent, so that no connection outlives the permission that it was made with. */
  async function guard(): Promise<NonNullable<typeof current>> {
    const allowed = allowedHosts(await hosts());
    if (current?.allowed.key === allowed.key) return current;
    void current?.agent.close().catch(() => undefined);
    current = { allowed, agent: guardedAgent(allowed, { ...limits, resolve: options.resolve }) };
    return current;
  }

  async function send(
    target: Target,
    agent: ReturnType<typeof guardedAgent>,
    signal: AbortSignal,
    post?: { headers: Readonly<Record<string, string>>; body: string },
  ) {
    try {
      return await request(target.url, {
        dispatcher: agent,
        method: post === undefined ? 'GET' : 'POST',
        headers: {
          'user-agent': 'Safelight',
          // What is packed can unpack to anything: pictures and zips need no packing.
          'accept-encoding': 'identity',
          ...(post === undefined ? { accept: 'image/*, application/zip;q=0.9, */*;q=0.5' } : post.headers),
        },
        body: post?.body ?? null,
        signal,
      });
    } catch (thrown) {
      throw asNetError(target.url.href, thrown, signal);
    }
  }

  return {
    async check(url, use) {
      checkUrl(url, allowedHosts(await hosts()), use);
    },
    async get(text, { signal } = {}) {
      const { allowed, agent } = await guard();
      const over = deadline(limits.getMs, signal);
      let target = checkUrl(text, allowed, 'input');
      for (let hops = 0; ; hops += 1) {
        const { statusCode, headers, body } = await send(target, agent, over);
        const location = headers['location'];
        if (![301, 302, 303, 307, 308].includes(statusCode) || typeof location !== 'string') {
          return {
            status: statusCode,
            headers: plainHeaders(headers),
            url: target.url.href,
            body: checkedBody(body, (thrown) => asNetError(text, thrown, over)),
          } satisfies NetAnswer;
        }
        discard(body);
        if (hops === limits.redirects) {
          throw urlUnreachable(text, `it leads on more than ${limits.redirects} times. Use the address where it ends.`);
        }
        target = nextHop(target, location, allowed);
      }
    },
    async post(text, { signal, ...post }) {
      const { allowed, agent } = await guard();
      const over = deadline(limits.postMs, signal);
      const target = checkUrl(text, allowed, 'webhook');
      const { statusCode, body } = await send(target, agent, over, post);
      await body.dump({ limit: POST_ANSWER_BYTES, signal: over }).catch(() => undefined);
      return { status: statusCode };
    },
    allowedHosts: hosts,
    async close() {
      await current?.agent.destroy();
      current = null;
    },
  };
}

/** Every hop is looked at like the first one; a redirect from https to http would undo the encryption. */
function nextHop(from: Target, location: string, allowed: AllowedHosts, use: NetUse = 'input'): Target {
  if (!URL.canParse(location, from.url)) {
    throw urlUnreachable(from.url.href, 'it leads to something that is no address.');
  }
  const target = checkUrl(new URL(location, from.url).href, allowed, use);
  if (from.url.protocol === 'https:' && target.url.protocol === 'http:' && !target.listed) {
    throw urlRefused(
      target.url.href,
      'it was led to from an encrypted address, and is not encrypted.',
      'Use the https:// address.',
    );
  }
  return target;
}

function deadline(milliseconds: number, signal: AbortSignal | undefined): AbortSignal {
  const over = AbortSignal.timeout(milliseconds);
  return signal === undefined ? over : AbortSignal.any([over, signal]);
}

function asNetError(url: string, thrown: unknown, signal: AbortSignal): SafelightError {
  const refusal = refusalIn(thrown);
  if (refusal !== null) return refusal;
  if (signal.aborted && !isTimeout(signal.reason)) {
    return new SafelightError('cancelled', 'Fetching was cancelled.', { cause: thrown });
  }
  return urlUnreachable(url, why(signal.aborted ? signal.reason : thrown), thrown);
}

const isTimeout = (reason: unknown): boolean => reason instanceof Error && reason.name === 'TimeoutError';

const REASONS: Record<string, string> = {
  ENOTFOUND: 'there is no such host. Check the address.',
  EAI_AGAIN: 'the name cannot be looked up. Check the network and retry.',
  ECONNREFUSED: 'nothing answers there. Check the address and retry.',
  ECONNRESET: 'the connection broke off. Retry later.',
  EHOSTUNREACH: 'there is no way to the host. Check the network and retry.',
  ENETUNREACH: 'there is no network. Check the network and retry.',
  ETIMEDOUT: 'it does not answer. Retry later.',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer. Retry later.',
  UND_ERR_HEADERS_TIMEOUT: 'it does not answer. Retry later.',
  UND_ERR_BODY_TIMEOUT: 'the transfer stalled. Retry later.',
  UND_ERR_SOCKET: 'the connection broke off. Retry later.',
  CERT_HAS_EXPIRED: 'its certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not signed by an authority this machine knows.',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not signed by an authority this machine knows.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by an authority this machine knows.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host.',
};

function why(thrown: unknown): string {
  if (isTimeout(thrown)) return 'it took too long. Retry later.';
  const errors = thrown instanceof AggregateError ? thrown.errors : [thrown];
  for (const error of errors) {
    const known = error instanceof Error && 'code' in error ? REASONS[String(error.code)] : undefined;
    if (known !== undefined) return known;
  }
  return `${thrown instanceof Error ? thrown.message : String(thrown)}.`;
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
