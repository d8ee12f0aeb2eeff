import { z } from 'zod';

/** Ways to say one thing, of which a node takes exactly one; each a list of params that belong together. */
export interface Alternatives {
  /** `the new size`. */
  what: string;
  ways: readonly (readonly string[])[];
}

/** What each rule made here says, for forms: a JSON Schema cannot tell it from the rule itself. */
const byRule = new WeakMap<object, Alternatives>();

/** The rules of a params object that ask for exactly one of several params. */
export function alternativesOf(params: z.ZodType): Alternatives[] {
  return (params._zod.def.checks ?? []).flatMap((rule) => byRule.get(rule) ?? []);
}

/**
 * Rule for a params object in which a size (or the like) can be given in several ways: exactly one must be. Each way is
 * a list of params that belong together. The rule looks at which params are there, never at their values, so that it
 * holds while some are still bound, and it also runs where other params are wrong: a person sees all problems at once.
 *
 * @example `.check(exactlyOneOf('the new size', [['longEdge'], ['width', 'height']]))`
 */
export function exactlyOneOf<T extends object>(what: string, ways: readonly (readonly (keyof T & string)[])[]) {
  const rule = z.superRefine<T>(
    (params, context) => {
      const given = ways.map((way) => way.find((name) => params[name] !== undefined));
      const present = given.filter((name) => name !== undefined);
      if (present.length === 1) return;
      if (present.length === 0) {
        context.addIssue({
          code: 'custom',
          path: [ways[0]![0]!],
          message: `Say ${what}: give ${list(
            ways.map((way) => way.join(' and ')),
            'or',
          )}.`,
        });
        return;
      }
      for (const name of present.slice(1)) {
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `${list(present, 'and')} both give ${what}; keep one of them.`.replace(
            'both',
            present.length === 2 ? 'both' : 'all',
          ),
        });
      }
    },
    { when: () => true },
  );
  byRule.set(rule, { what, ways });
  return rule;
}

function list(words: readonly string[], join: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${join} ${words.at(-1)}`;
}
