import { z } from '@hono/zod-openapi';

/**
 * What a key may do. `workflow:<slug>:run` is for one workflow only. What implies what, and who sees which runs, is in
 * src/main/access/rights.ts and docs/architecture.md.
 */
export type Capability = 'admin' | 'workflow:read' | 'workflow:write' | 'workflow:run' | `workflow:${string}:run`;

const FOR_ALL = ['admin', 'workflow:read', 'workflow:write', 'workflow:run'] as const;
/** Lower case, digits and hyphens, as slugs are. */
const FOR_ONE = /^workflow:([a-z0-9]+(?:-[a-z0-9]+)*):run$/;

export const Capability = z
  .custom<Capability>(
    (value) => typeof value === 'string' && ((FOR_ALL as readonly string[]).includes(value) || FOR_ONE.test(value)),
    { error: `It must be ${FOR_ALL.join(', ')} or workflow:<slug>:run.` },
  )
  .meta({ type: 'string', description: `${FOR_ALL.join(', ')} or workflow:<slug>:run`, example: 'workflow:web:run' });

/** What each capability is good for, for people who choose. */
export const CAPABILITY_WORDS: Record<(typeof FOR_ALL)[number] | 'workflow:<slug>:run', string> = {
  admin: 'Everything, also keys, settings, hot folders and the cache',
  'workflow:read': 'See all workflows and runs, and download their photos',
  'workflow:write': 'See all, and make, change and remove workflows',
  'workflow:run': 'See all, start runs of every workflow, and control them',
  'workflow:<slug>:run': 'Start runs of this one workflow; see, control and download these runs only',
};

/** The capability that is needed to run a workflow, and nothing more. */
export function runCapability(slug: string): Capability {
  return `workflow:${slug}:run`;
}

/** The workflow that a capability is limited to; null for one that counts for all. */
export function slugOfCapability(capability: Capability): string | null {
  return FOR_ONE.exec(capability)?.[1] ?? null;
}

/**
 * What an operation asks of its caller: a capability (a key that is limited to some workflows also passes where
 * `workflow:read` or `workflow:run` is asked, and then meets only these); `any-key`; or `nothing`, which is for everybody who can
 * reach the server.
 */
export type Need = (typeof FOR_ALL)[number] | 'any-key' | 'nothing';

const SCHEME = 'key';

/**
 * The statement of what an operation needs, to be spread into its route: `createRoute({ ...needs('workflow:run'), … })`. It
 * becomes the OpenAPI `security` of the operation, and it is what the server enforces.
 */
export function needs(need: Need): { security: Record<string, string[]>[] } {
  if (need === 'nothing') return { security: [] };
  return { security: [{ [SCHEME]: need === 'any-key' ? [] : [need] }] };
}

/** What a route's `security` says; undefined when it states nothing. */
export function needOf(security: readonly Record<string, readonly string[]>[] | undefined): Need | undefined {
  if (security === undefined) return undefined;
  if (security.length === 0) return 'nothing';
  const scopes = security[0]?.[SCHEME];
  if (scopes === undefined) return undefined;
  const [scope = 'any-key'] = scopes;
  return scope === 'any-key' ? scope : FOR_ALL.find((one) => one === scope);
}

/** The OpenAPI description of how a key is presented; the name is what `needs` refers to. */
export const SECURITY_SCHEMES = {
  [SCHEME]: {
    type: 'http',
    scheme: 'bearer',
    description: '`Authorization: Bearer KEY`, or the header `x-api-key: KEY`. Make one with `safelight keys create`.',
  },
} as const;
