import { expect, it } from 'vitest';
import type { NodeStateResource } from '../../../src/contract/api.ts';
import { clickNode, comparedNodes, picturedNodes } from '../../../src/renderer/features/item/compared-nodes.ts';

const nodes = ['in', 'resize', 'sharpen', 'out'].map((nodeId) => ({ nodeId }));

it('the first and the last node are compared until somebody chooses', () => {
  expect(comparedNodes(nodes, [null, null])).toEqual(['in', 'out']);
  expect(comparedNodes([], [null, null])).toBeNull();
});

it('two nodes that are clicked are compared, the earlier one before', () => {
  const first = clickNode(['in', 'out'], [null, null], 'sharpen');
  const second = clickNode(['sharpen', 'out'], first, 'resize');
  expect(comparedNodes(nodes, second)).toEqual(['resize', 'sharpen']);
  expect(clickNode(['resize', 'sharpen'], second, 'resize')).toBe(second);
});

it('a photo that lacks a chosen node falls back to its own ends', () => {
  expect(comparedNodes(nodes, ['gone', 'sharpen'])).toEqual(['in', 'sharpen']);
});

it('nodes that give only values, or were not done, have no picture', () => {
  const state = (nodeId: string, type: string, fileUrls: string[]) =>
    ({ nodeId, type, fileUrls, status: 'completed', label: nodeId, fileKeys: [] }) satisfies NodeStateResource;
  const types = [
    { type: 'resize', category: 'geometry' as const, outputs: { image: { type: 'image' as const, label: 'Image' } } },
    { type: 'analyze', category: 'analysis' as const, outputs: {} },
    { type: 'export', category: 'output' as const, outputs: {} },
  ];
  const states = [
    state('resize', 'resize', ['u']),
    state('look', 'analyze', ['u']),
    state('late', 'resize', []),
    state('out', 'export', ['u']),
  ];
  expect(picturedNodes(states, types).map((one) => one.nodeId)).toEqual(['resize', 'out']);
});
