import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Need } from '../../../contract/capabilities.ts';
import { SafelightError } from '../../../contract/errors.ts';
import type { SignedLinks } from '../../access/signed-links.ts';
import { checkBody } from './body.ts';
import type { ApiEnv, Caller } from './caller.ts';
import { APP_CALLER, linkCaller } from './callers.ts';
import type { CurrentCaller } from './current-caller.ts';
import type { FactsOfRoutes, RouteFacts } from './need-of-route.ts';
import { allowanceHeaders, type RateLimits } from './rate-limits.ts';

export interface EnforceDeps {
  /** Known when all routes are registered. */
  facts: () => FactsOfRoutes;
  limits: RateLimits;
  links: SignedLinks;
  current: CurrentCaller;
  now: () => Date;
}

/**
 * The first middleware of all: who calls, whether they may, and how often. Every route of every dialect passes here; the error it
 * throws is rendered like any other, in the form of the dialect.
 */
export function enforce({ facts, limits, links, current, now }: EnforceDeps): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    let caller: Caller = c.env?.caller ?? APP_CALLER;
    const allowance = await limits.take(caller);
    // After the handler: also an error's answer carries them, and what a handler answered is not changed before it is there.
    const tell = (): void => {
      for (const [name, value] of Object.entries(allowanceHeaders(allowance, now().getTime()))) c.header(name, value);
    };
    tell();
    if (allowance.refused) {
      throw new SafelightError(
        'rate_limited',
        `More than ${allowance.limit} requests in a minute. Try again in ${Math.ceil(allowance.endsInMs / 1000)} seconds.`,
      );
    }
    if (caller.barred !== undefined) throw caller.barred;
    const route = matchedRoutes(c).find(({ method }) => method !== 'ALL');
    const stated = route === undefined ? NO_ROUTE : facts().of(route);
    const need = stated?.need;
    if (caller.kind === 'nobody' && c.req.method === 'GET' && need === 'workflow:read' && isArtifact(route?.path)) {
      if (links.verify(new URL(c.req.url), now())) caller = linkCaller(caller);
    }
    check(caller, need);
    await checkBody(c, stated?.bodyTypes ?? null);
    c.set('caller', caller);
    await current.run(caller, next);
    tell();
  };
}

/** Whether there is something at an address is no news for strangers. */
const NO_ROUTE: RouteFacts = { need: 'any-key', bodyTypes: null };

/** Only files are handed out for a signature: nobody can have signed anything else. */
function isArtifact(path: string | undefined): boolean {
  return path?.startsWith('/artifacts/') === true;
}

function check(caller: Caller, need: Need | undefined): void {
  if (need === 'nothing') return;
  if (caller.kind === 'nobody') {
    throw (
      caller.refusal ??
      new SafelightError(
        'unauthorized',
        'A key is needed: “Authorization: Bearer KEY” or “x-api-key: KEY”. Make one with “safelight keys create”.',
      )
    );
  }
  if (need === 'any-key') return;
  // A route that states nothing is our mistake; it is closed rather than open.
  const wanted = need ?? 'admin';
  if (caller.may(wanted)) return;
  const someWorkflows = caller.onlyWorkflows !== null && caller.onlyWorkflows.length > 0;
  if (someWorkflows && (wanted === 'workflow:read' || wanted === 'workflow:run')) return;
  throw new SafelightError('capability_denied', `The key “${caller.name}” lacks the capability ${wanted}.`, {
    required: wanted,
  });
}
