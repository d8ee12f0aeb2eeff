import { z } from '@hono/zod-openapi';
import { Problem } from '../api.ts';
import { ERROR_CODES, type ErrorCode } from '../errors.ts';

/**
 * Small parts that all route records are made of, so that each record reads as a list of facts.
 */

/** A JSON answer. The example is shown in the docs and in /openapi.json. */
export const json = <Schema extends z.ZodType>(schema: Schema, description: string, example?: unknown) => ({
  description,
  content: { 'application/json': example === undefined ? { schema } : { schema, example } },
});

/** A JSON body that must be there; `optionalBody` may be left out. */
export const body = <Schema extends z.ZodType>(schema: Schema, example?: unknown) => ({
  required: true as const,
  content: { 'application/json': example === undefined ? { schema } : { schema, example } },
});
export const optionalBody = <Schema extends z.ZodType>(schema: Schema, example?: unknown) => ({
  required: false as const,
  content: { 'application/json': example === undefined ? { schema } : { schema, example } },
});

/** An answer that is a file or a stream. */
export const file = <Type extends string>(type: Type, description: string) => ({
  description,
  content: { [type]: { schema: z.string() } } as { [T in Type]: { schema: z.ZodString } },
});

export interface ProblemAnswer {
  description: string;
  content: { 'application/problem+json': { schema: typeof Problem } };
}
type StatusOf<Code extends ErrorCode> = (typeof ERROR_CODES)[Code]['status'];

/** The problems an operation may answer with beyond those that every operation may (COMMON_PROBLEMS), by status. */
export function problems<const Codes extends readonly ErrorCode[]>(
  ...codes: Codes
): { [Code in Codes[number] as StatusOf<Code>]: ProblemAnswer } {
  const answers: Record<number, ProblemAnswer> = {};
  for (const status of new Set(codes.map((code) => ERROR_CODES[code].status))) {
    const named = codes.filter((code) => ERROR_CODES[code].status === status);
    answers[status] = {
      description: named.map((code) => `\`${code}\`: ${ERROR_CODES[code].title.toLowerCase()}`).join('; '),
      content: { 'application/problem+json': { schema: Problem } },
    };
  }
  return answers as { [Code in Codes[number] as StatusOf<Code>]: ProblemAnswer };
}

/** What every operation may answer; added to each when /openapi.json is made. */
export const COMMON_PROBLEMS = problems(
  'request_invalid',
  'unauthorized',
  'forbidden',
  'capability_denied',
  'payload_too_large',
  'rate_limited',
  'internal',
);

export const done = json(z.object({ ok: z.literal(true) }), 'Done', { ok: true });

const runRef = z.string().meta({ description: 'The run’s integer id or uuid.', example: '9871' });
const itemRef = z.string().meta({ description: 'The item’s integer id or uuid.', example: '55001' });
export const runParams = z.object({ runId: runRef });
export const itemParams = z.object({ runId: runRef, itemId: itemRef });
export const workflowParams = z.object({
  id: z.string().meta({ description: 'The workflow’s integer id, slug or uuid.', example: 'web' }),
});
