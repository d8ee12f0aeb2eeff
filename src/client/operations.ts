import type { z } from '@hono/zod-openapi';
import type { routes } from '../contract/routes.ts';

/**
 * Types of the client, derived from the route record by type alone: nothing of zod or Hono is needed to run it. What differs
 * between operations at run time, method and path, is in operations.generated.ts.
 */
export type Routes = typeof routes;
export type OperationName = keyof Routes;

type Params<R> = R extends { request: { params: infer P extends z.ZodType } }
  ? { params: { [K in keyof z.output<P>]: string | number } }
  : unknown;
type Query<R> = R extends { request: { query: infer Q extends z.ZodType } }
  ? { query?: { [K in keyof z.output<Q>]?: z.output<Q>[K] | undefined } }
  : unknown;
type Headers<R> = R extends { request: { headers: infer H extends z.ZodType } }
  ? { headers?: { [K in keyof z.output<H>]?: z.output<H>[K] | undefined } }
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
    : Response;

/** What a call is given: `params` of the path, `query`, `headers`, `body`; only those that the operation has. */
export type OperationInput<Name extends OperationName> = Params<Routes[Name]> &
  Query<Routes[Name]> &
  Headers<Routes[Name]> &
  Body<Routes[Name]>;

/** What a call gives back: the JSON, or the whole Response where the answer is a file or a stream. */
export type OperationAnswer<Name extends OperationName> = Answer<Routes[Name]>;

type Arguments<Input> =
  Record<never, never> extends Input ? [input?: Input, options?: CallOptions] : [input: Input, options?: CallOptions];

export interface CallOptions {
  signal?: AbortSignal;
}

export type Operation<Name extends OperationName> = (
  ...call: Arguments<OperationInput<Name>>
) => Promise<OperationAnswer<Name>>;

/** Method and path of every operation. */
export type OperationTable = {
  readonly [Name in OperationName]: readonly [Routes[Name]['method'], Routes[Name]['path']];
};
