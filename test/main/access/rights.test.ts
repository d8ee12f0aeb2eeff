import { describe, expect, it } from 'vitest';
import { Capability, needOf, needs } from '../../../src/contract/capabilities.ts';
import { implies, mayRun, onlyWorkflows } from '../../../src/main/access/rights.ts';

const ALL: Capability[] = [
  'admin',
  'workflow:read',
  'workflow:write',
  'workflow:run',
  'workflow:web:run',
  'workflow:print:run',
];
const IMPLIED: Record<string, Capability[]> = {
  admin: ALL,
  'workflow:read': ['workflow:read'],
  'workflow:write': ['workflow:read', 'workflow:write'],
  'workflow:run': ['workflow:read', 'workflow:run', 'workflow:web:run', 'workflow:print:run'],
  'workflow:web:run': ['workflow:web:run'],
};

describe('capabilities', () => {
  it.each(Object.entries(IMPLIED))('%s implies %s and nothing else', (held, implied) => {
    expect(ALL.filter((wanted) => implies([held as Capability], wanted))).toEqual(implied);
  });

  it('that are for some workflows show these only, unless another one shows all', () => {
    expect(onlyWorkflows(['workflow:web:run', 'workflow:print:run'])).toEqual(['web', 'print']);
    expect(onlyWorkflows(['workflow:web:run', 'workflow:read'])).toBeNull();
    expect(mayRun(['workflow:web:run', 'workflow:read'], 'web')).toBe(true);
    expect(mayRun(['workflow:web:run', 'workflow:read'], 'print')).toBe(false);
  });

  it.each(['workflow:a-b-2:run', 'admin'])('“%s” is one', (text) => {
    expect(Capability.safeParse(text).success).toBe(true);
  });
  it.each([
    '',
    'Admin',
    'workflow',
    'workflow::run',
    'workflow:a_b:run',
    'workflow:-a:run',
    'workflow:*:run',
    'workflow:a:write',
    7,
    null,
  ])('“%s” is none', (value) => {
    expect(Capability.safeParse(value).success).toBe(false);
  });

  it.each(['nothing', 'any-key', 'admin', 'workflow:read', 'workflow:write', 'workflow:run'] as const)(
    'what a route needs, “%s”, can be read from what it states',
    (need) => {
      expect(needOf(needs(need).security)).toBe(need);
    },
  );
  it('a route that states nothing, or something unknown, has no need that could be met', () => {
    expect(needOf(undefined)).toBeUndefined();
    expect(needOf([{ other: [] }])).toBeUndefined();
    expect(needOf([{ key: ['everything'] }])).toBeUndefined();
  });
});
