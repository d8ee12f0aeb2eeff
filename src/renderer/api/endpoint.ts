import type { z } from '@hono/zod-openapi';
import type { routes } from '../../contract/routes.ts';
import { answerOf } from './problem.ts';

/**
 * The client is derived from the contract's routes by type alone: nothing of zod reaches the bundle, and a method, path, parameter
 * or body that the contract does not have is a type error.
 */
type Routes = typeof routes;

type Params<R> = R extends { request: { params: infer P extends z.ZodType } }
  ? { params: { [K in keyof z.output<P>]: string | number } }
  : unknown;
type Query<R> = R extends { request: { query: infer Q extends z.ZodType } }
  ? { query?: { [K in keyof z.output<Q>]?: z.output<Q>[K] | undefined } }
  : unknown;
type Body<R> = R extends {
  request: { body: { content: { 'application/json': { schema: infer B extends z.ZodType } }; required: infer Needed } };
}
  ? Needed extends true
    ? { body: z.input<B> }
    : { body?: z.input<B> }
  : unknown;
type Success<R> = R extends { responses: infer Answers } ? Answers[keyof Answers & (200 | 201 | 202)] : never;
type Answer<R> =
  Success<R> extends { content: { 'application/json': { schema: infer A extends z.ZodType } } }
    ? z.output<A>
    : undefined;

/** What a call is given: `params` of the path, `query`, `body`; only those the route has. */
export type CallInput<Name extends keyof Routes> = Params<Routes[Name]> & Query<Routes[Name]> & Body<Routes[Name]>;
/** What a call gives back. */
export type CallAnswer<Name extends keyof Routes> = Answer<Routes[Name]>;

type Arguments<Input> =
  Record<never, never> extends Input ? [input?: Input, signal?: AbortSignal] : [input: Input, signal?: AbortSignal];

interface AnyInput {
  params?: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/**
 * One operation of the API as a function.
 * @throws ProblemError when the server refuses, ConnectionLostError when it cannot be reached
 * @example const run = endpoint<'getRun'>('get', '/workflows/runs/{runId}');
 */
export function endpoint<Name extends keyof Routes>(
  method: Routes[Name]['method'],
  path: Routes[Name]['path'],
): (...call: Arguments<CallInput<Name>>) => Promise<CallAnswer<Name>> {
  return async (...[input, signal]) => {
    const { params, query, body } = (input ?? {}) as AnyInput;
    const response = await answerOf(
      fetch(addressOf(path, params, query), {
        method: method.toUpperCase(),
        ...(signal === undefined ? {} : { signal }),
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
    );
    return (response.status === 204 ? undefined : await response.json()) as CallAnswer<Name>;
  };
}

/** The path with its `{params}` filled in and the query behind it; what is undefined is left out. */
export function addressOf(
  path: string,
  params: Record<string, string | number> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}
