import type { z } from 'zod';
import type { FieldIssue } from '../../contract/errors.ts';
import type { NodeDefinition } from '../nodes/definition.ts';
import { paramsSchema } from '../nodes/registry.ts';
import { expectation } from './expectation.ts';
import { didYouMean } from './nearest.ts';

/**
 * What is wrong with params, as sentences for people: the param's name on screen, what is accepted (with its unit), what
 * was given. Codes are `unknown_param` and `param_invalid`; `path` is the field's path before the param's name.
 */
export function paramIssues(
  definition: NodeDefinition,
  issues: readonly z.core.$ZodIssue[],
  path: string,
): FieldIssue[] {
  const known = (paramsSchema(definition)['properties'] ?? {}) as Record<string, { title?: string; unit?: string }>;
  return issues.flatMap((issue): FieldIssue[] => {
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
      return issue.keys.map((key) => ({
        path: `${path}.${key}`,
        code: 'unknown_param',
        message: `${definition.label} has no param “${key}”; remove it.${didYouMean(key, Object.keys(known))}`,
      }));
    }
    const name = String(issue.path[0] ?? '');
    const { title, unit } = Object.hasOwn(known, name) ? known[name]! : {};
    const field = issue.path.length > 1 || title === undefined ? issue.path.map(String).join('.') : title;
    // Rules (code `custom`) bring whole sentences, unless they are written to stand after the field's name.
    const isSentence = issue.code === 'custom' && !issue.message.startsWith('must');
    return [
      {
        path: [path, ...issue.path.map(String)].join('.'),
        code: 'param_invalid',
        message: isSentence ? issue.message : `${field} ${expectation(issue, unit)}`,
      },
    ];
  });
}
