import type { z } from 'zod';
import { didYouMean } from './nearest.ts';

/**
 * What a schema wanted, to stand after the field's name: `must be at least 1 px, not 0.` Schemas may bring their own words;
 * those start with `must` and are kept. Parse with `reportInput` so that what was given can be told.
 */
export function expectation(issue: z.core.$ZodIssue, unit = ''): string {
  if (issue.message.startsWith('must')) {
    // A rule of its own is not about what kind of thing was given.
    const isRule = issue.code === 'custom' && typeof issue.input === 'object';
    return `${issue.message}${isRule ? '' : given(issue.input)}.`;
  }
  const measure = unit === '' ? '' : ` ${unit}`;
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return 'must not be empty.';
      if (issue.origin === 'array') return `must have at least ${issue.minimum}.`;
      return `must be ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${measure}${given(issue.input)}.`;
    case 'too_big':
      if (issue.origin === 'string') return `must have at most ${issue.maximum} characters.`;
      if (issue.origin === 'array') return `must have at most ${issue.maximum}.`;
      return `must be ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${measure}${given(issue.input)}.`;
    case 'invalid_value': {
      const values = issue.values.map(String);
      const hint = typeof issue.input === 'string' ? didYouMean(issue.input, values) : '';
      return `must be ${values.length === 1 ? '' : 'one of '}${values.join(', ')}${given(issue.input)}.${hint}`;
    }
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing.';
      return `must be ${wanted(issue.expected, unit)}${given(issue.input)}.`;
    case 'invalid_format':
      return `must be ${issue.message}${given(issue.input)}.`;
    default:
      return `is not valid: ${issue.message}.`;
  }
}

const WANTED: Record<string, string> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function wanted(expected: string, unit: string): string {
  const words = WANTED[expected] ?? expected;
  return unit === '' || !words.includes('number') ? words : `${words} (${unit})`;
}

function given(input: unknown): string {
  if (typeof input === 'string') return `, not “${input.length > 60 ? `${input.slice(0, 60)}…` : input}”`;
  if (typeof input === 'number' || typeof input === 'boolean' || input === null) return `, not ${input}`;
  if (Array.isArray(input)) return ', not a list';
  return typeof input === 'object' ? ', not an object' : '';
}
