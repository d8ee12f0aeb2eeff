import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SafelightError } from '../../../src/contract/errors.ts';
import { bindingsOf, resolveParams, staticParamIssues } from '../../../src/workflow/graph/params.ts';
import { defineNode, hint } from '../../../src/workflow/nodes/definition.ts';
import { nodeTypes } from '../../../src/workflow/nodes/registry.ts';

const nested = defineNode({
  type: 'nested',
  label: 'Nested',
  category: 'colour',
  description: 'A type with params inside params.',
  icon: 'test-pipe',
  scope: 'item',
  params: z.strictObject({
    points: z
      .array(z.strictObject({ x: z.number(), y: z.number().max(1) }))
      .default([])
      .meta(hint({ title: 'Points' })),
    mode: z.union([z.strictObject({ gain: z.number() }), z.literal('off')]).default('off'),
  }),
  inputs: {},
  outputs: {},
  results: {},
  compile: () => [],
});

function resolve(type: string, params: Record<string, unknown>, results: Record<string, Record<string, unknown>> = {}) {
  const definition = type === 'nested' ? nested : nodeTypes.get(type)!;
  return resolveParams({ node: { id: 'n', type, params, inputs: {} }, definition }, results);
}

function failure(...args: Parameters<typeof resolve>): SafelightError {
  try {
    resolve(...args);
  } catch (thrown) {
    if (thrown instanceof SafelightError) return thrown;
    throw thrown;
  }
  throw new Error('the params were accepted');
}

describe('bindings', () => {
  it('are found wherever they stand in the params', () => {
    const params = {
      points: [{ x: 0, y: { $ref: 'a.brightness' } }],
      mode: { gain: { $ref: 'b-1.palette.0' } },
      plain: 3,
    };
    expect(bindingsOf({ params })).toEqual([
      { path: ['points', 0, 'y'], nodeId: 'a', field: ['brightness'] },
      { path: ['mode', 'gain'], nodeId: 'b-1', field: ['palette', '0'] },
    ]);
  });

  it('are replaced by the values they stand for, deep ones too', () => {
    const params = { points: [{ x: 0, y: { $ref: 'a.brightness' } }], mode: { gain: { $ref: 'a.exif.iso' } } };
    expect(resolve('nested', params, { a: { brightness: 0.5, exif: { iso: 400 } } })).toEqual({
      points: [{ x: 0, y: 0.5 }],
      mode: { gain: 400 },
    });
  });

  it('take elements of lists by their number', () => {
    const resolved = resolve(
      'pad',
      { margin: 10, color: { $ref: 'a.palette.1' } },
      { a: { palette: ['#111111', '#222222'] } },
    );
    expect(resolved).toMatchObject({ margin: 10, color: '#222222' });
  });

  it('leave defaults to the schema', () => {
    expect(resolve('sharpen', {})).toEqual({ radius: 1, amount: 80, threshold: 2 });
  });

  it.each([
    ['the node has not run', {}],
    ['the result lacks the field', { a: {} }],
    ['the value is null', { a: { iso: null } }],
    ['the name only exists on every JavaScript object', { a: Object.create({ iso: 3 }) as Record<string, unknown> }],
  ])('fail with node and field when %s', (_, results) => {
    const error = failure('exposure', { ev: { $ref: 'a.iso' } }, results);
    expect(error.code).toBe('binding_failed');
    expect(error.nodeId).toBe('n');
    expect(error.message).toContain('“ev” takes its value from a.iso, which this picture does not have');
    expect(error.issues).toMatchObject([{ path: 'nodes.n.params.ev', code: 'binding_failed' }]);
  });

  it('fail as a bad param when the value does not fit, and say where it came from', () => {
    const error = failure('exposure', { ev: { $ref: 'a.iso' } }, { a: { iso: 400 } });
    expect(error.code).toBe('param_invalid');
    expect(error.nodeId).toBe('n');
    expect(error.message).toBe('n: Exposure must be at most 10 EV, not 400. The value came from a.iso.');
  });
});

describe('params that are known before the run', () => {
  const issues = (type: string, params: Record<string, unknown>) =>
    staticParamIssues(type === 'nested' ? nested : nodeTypes.get(type)!, params, 'p').map(({ path, code }) => [
      path,
      code,
    ]);

  it('are checked where others are bound', () => {
    expect(issues('sharpen', { radius: { $ref: 'a.width' }, amount: 900 })).toEqual([['p.amount', 'param_invalid']]);
  });

  it('are not blamed for what is bound', () => {
    expect(
      issues('pad', { aspect: { $ref: 'a.width' }, color: { $ref: 'a.dominantColor' }, gravity: { $ref: 'a.format' } }),
    ).toEqual([]);
    expect(issues('nested', { points: [{ x: 1, y: { $ref: 'a.b' } }], mode: { gain: { $ref: 'a.b' } } })).toEqual([]);
  });

  it('keep the rules over several params while some are bound', () => {
    expect(issues('resize', { longEdge: { $ref: 'a.width' }, percent: 50 })).toEqual([['p.percent', 'param_invalid']]);
    expect(issues('resize', { longEdge: { $ref: 'a.width' } })).toEqual([]);
  });

  it('are checked inside lists, beside a bound neighbour', () => {
    expect(
      issues('nested', {
        points: [
          { x: 1, y: { $ref: 'a.b' } },
          { x: 1, y: 3 },
        ],
      }),
    ).toEqual([['p.points.1.y', 'param_invalid']]);
  });

  it('must spell a binding right', () => {
    expect(issues('exposure', { ev: { $ref: 'no-field' } })).toEqual([['p.ev', 'binding_invalid']]);
    expect(issues('exposure', { ev: { $ref: 'a.b', else: 1 } })).toEqual([['p.ev', 'binding_invalid']]);
  });
});

it('params of any shape are resolved or refused with an error of ours', () => {
  fc.assert(
    fc.property(fc.constantFrom(...nodeTypes.keys()), fc.dictionary(fc.string(), fc.jsonValue()), (type, params) => {
      try {
        resolve(type, params as Record<string, unknown>, { a: { b: 1 } });
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(SafelightError);
      }
    }),
    { numRuns: 200 },
  );
});
