import type { ApiKey } from '../../../contract/key.ts';
import { checkBelow } from '../../access/folder-roots.ts';
import { implies, mayRun, onlyWorkflows } from '../../access/rights.ts';
import type { Caller } from './caller.ts';

/** Requests a minute of somebody without a valid key: enough for a page that asks for its own state, not for guessing. */
export const NOBODY_RATE_LIMIT = 300;

const UNLIMITED = {
  rateLimit: 0,
  may: () => true,
  mayRun: () => true,
  onlyWorkflows: null,
  folders: null,
  checkPath: async () => {},
} satisfies Partial<Caller>;

/** Our own window, or code of this very process. */
export const APP_CALLER: Caller = { ...UNLIMITED, kind: 'app', id: 'app', name: 'Safelight' };
/** A program of the same user; the file system says who may connect. */
export const SOCKET_CALLER: Caller = {
  ...UNLIMITED,
  kind: 'socket',
  id: 'socket',
  name: 'Safelight on the command line',
};
/** The screens in a browser. */
export const SESSION_CALLER: Caller = {
  ...UNLIMITED,
  kind: 'session',
  id: 'session',
  name: 'Safelight in the browser',
};

/** A script with a key. */
export function keyCaller(key: ApiKey): Caller {
  const { capabilities, folders } = key;
  return {
    kind: 'key',
    id: `key:${key.id}`,
    name: key.name,
    rateLimit: key.rateLimit,
    may: (capability) => implies(capabilities, capability),
    mayRun: (slug) => mayRun(capabilities, slug),
    onlyWorkflows: onlyWorkflows(capabilities),
    folders,
    async checkPath(path) {
      if (folders !== null) await checkBelow(path, folders);
    },
  };
}

/**
 * Somebody without a valid key.
 * @param address whom to count the requests of
 */
export function nobody(address: string, why: Partial<Pick<Caller, 'refusal' | 'barred' | 'rateLimit'>> = {}): Caller {
  return {
    ...UNLIMITED,
    kind: 'nobody',
    id: `address:${address}`,
    name: address,
    rateLimit: NOBODY_RATE_LIMIT,
    may: () => false,
    mayRun: () => false,
    onlyWorkflows: [],
    folders: [],
    checkPath: (path) => checkBelow(path, []),
    ...why,
  };
}

/** Whoever holds a signed address: may see what is at this address, which is all they get to. */
export function linkCaller(from: Caller): Caller {
  return {
    ...from,
    kind: 'link',
    onlyWorkflows: null,
    folders: null,
    may: (capability) => capability === 'workflow:read',
  };
}
