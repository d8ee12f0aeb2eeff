import { describe, expect, it } from 'vitest';
import { changedParams, firstChanged, nodesFrom } from '../../../src/renderer/features/item/rerun.ts';

const nodes = [
  { id: 'in', inputs: {}, params: {} },
  { id: 'analyze', inputs: { image: 'in' }, params: {} },
  { id: 'exposure', inputs: { image: 'in' }, params: { ev: 0.2 } },
  { id: 'border', inputs: { image: 'exposure' }, params: { color: { $ref: 'analyze.dominantColor' } } },
  { id: 'export', inputs: { image: 'border.image' }, params: { quality: 85 } },
];
const run = { exposure: { ev: 0.2 }, export: { quality: 85 } };
const noStandard = () => undefined;

describe('what runs again', () => {
  it('is the changed node and all behind it, also through bound params', () => {
    expect(nodesFrom(nodes, 'exposure')).toEqual(['exposure', 'border', 'export']);
    expect(nodesFrom(nodes, 'analyze')).toEqual(['analyze', 'border', 'export']);
  });

  it('begins with the first changed node of the workflow', () => {
    expect(firstChanged(nodes, { export: {}, exposure: {} })).toBe('exposure');
    expect(firstChanged(nodes, {})).toBeUndefined();
  });
});

describe('params of one photo', () => {
  it('are sent where they differ from the run’s', () => {
    expect(changedParams(run, {}, { exposure: { ev: 0.7 }, export: { quality: 85 } }, noStandard)).toEqual({
      exposure: { ev: 0.7 },
    });
  });

  it('are taken back when they are as in the workflow again', () => {
    expect(changedParams(run, { exposure: { ev: 0.7 } }, { exposure: { ev: 0.2 } }, noStandard)).toEqual({
      exposure: {},
    });
  });

  it('that were reset say so with the standard value, since the workflow has another', () => {
    expect(changedParams(run, {}, { exposure: {} }, () => 0)).toEqual({ exposure: { ev: 0 } });
  });

  it('need nothing to be sent when nothing changed, lists included', () => {
    const curve = { curve: { points: [[0, 0]] } };
    expect(changedParams(curve, {}, { curve: { points: [[0, 0]] } }, noStandard)).toEqual({});
  });
});
