import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { SafelightError } from '../../contract/errors.ts';
import { specialAddress } from './address.ts';
import { type AllowedHosts, canonicalHost } from './allowed-hosts.ts';
import { addressRefused } from './check-url.ts';

export type Resolve = (
  hostname: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface AgentOptions {
  connectMs: number;
  /** Until the answer begins. */
  headersMs: number;
  /** Between two pieces of the answer. */
  idleMs: number;
  /** Instead of the system's resolver; for tests. */
  resolve?: Resolve | undefined;
}

const systemResolve: Resolve = (hostname, done) => systemLookup(hostname, { all: true, verbatim: true }, done);

/**
 * An agent that connects to addresses of the public Internet and to listed hosts only. The address is checked where it is connected to: the
 * one that was resolved for the check is the one that is used, so that a name which answers differently the second time
 * (DNS rebinding) gains nothing. No proxy of the environment is used, since it would resolve names itself.
 */
export function guardedAgent(allowed: AllowedHosts, options: AgentOptions): Agent {
  const resolve = options.resolve ?? systemResolve;
  const connect: buildConnector.connector = (target, done) => {
    const port = Number(target.port || (target.protocol === 'https:' ? 443 : 80));
    const listed = allowed.names(target.hostname, port);
    const host = canonicalHost(target.hostname);
    // For a literal address nothing is looked up.
    if (!listed && isIP(host) !== 0) {
      const special = specialAddress(host);
      if (special !== null)
        return done(addressRefused(`${target.protocol}//${target.host ?? host}`, host, special), null);
    }
    const lookup: LookupFunction = (hostname, { all, family }, answer) =>
      resolve(hostname, (error, addresses) => {
        if (error !== null) return answer(error, '', 0);
        const usable = addresses.filter(
          ({ address }) => listed || specialAddress(address) === null || allowed.holdsAddress(address, port),
        );
        const first = usable.find((one) => family === 0 || family === undefined || one.family === family) ?? usable[0];
        if (first === undefined) {
          const special = specialAddress(addresses[0]?.address ?? '') ?? 'without an address';
          return answer(addressRefused(`${target.protocol}//${hostname}`, hostname, special), '', 0);
        }
        if (all === true) answer(null, usable);
        else answer(null, first.address, first.family);
      });
    buildConnector({ timeout: options.connectMs, allowH2: false, lookup, autoSelectFamily: true })(target, done);
  };
  return new Agent({
    connect,
    allowH2: false,
    pipelining: 1,
    connections: 8,
    headersTimeout: options.headersMs,
    bodyTimeout: options.idleMs,
    maxHeaderSize: 64 * 1024,
  });
}

/** The refusal inside what the connection failed with, if that is why. */
export function refusalIn(thrown: unknown): SafelightError | null {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if (error instanceof SafelightError) return error;
    if (error instanceof AggregateError) {
      const inner = error.errors.map(refusalIn).find((one) => one !== null);
      if (inner !== undefined) return inner;
    }
  }
  return null;
}
