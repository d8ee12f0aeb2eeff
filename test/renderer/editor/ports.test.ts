import { describe, expect, it } from 'vitest';
import { bindableResults } from '../../../src/renderer/features/editor/graph/bindable-results.ts';
import { misfitOf, upstreamOf, wiresOf } from '../../../src/renderer/features/editor/graph/ports.ts';
import { chain, node, types, workflow } from './types.ts';

describe('ports', () => {
  const cutOut = workflow(
    node('input', 'imageInput'),
    node('cut', 'removeBackground', { inputs: { image: 'input' } }),
    node('mask', 'maskPicture', { inputs: { mask: 'cut.mask' } }),
    node('export', 'export', { inputs: { image: 'mask' } }),
    node('check', 'assert', { inputs: { file: 'export' } }),
  );

  it('are read from what a document says, also where a node has several outputs', () => {
    expect(wiresOf(cutOut, types)).toContainEqual({ from: 'cut', fromPort: 'mask', to: 'mask', toPort: 'mask' });
    expect(wiresOf(cutOut, types)).toHaveLength(4);
  });

  it.each([
    ['input', 'image', 'cut', 'image', null],
    ['cut', 'mask', 'mask', 'mask', null],
    ['cut', 'image', 'mask', 'mask', 'kind'],
    ['cut', 'mask', 'export', 'image', 'kind'],
    ['export', 'file', 'export', 'image', 'itself'],
    ['mask', 'image', 'cut', 'image', 'circle'],
    ['nobody', 'image', 'cut', 'image', 'unknown'],
    ['input', 'nothing', 'cut', 'image', 'unknown'],
  ])('join %s.%s to %s.%s: %s', (from, fromPort, to, toPort, misfit) => {
    expect(misfitOf(cutOut, types, { from, fromPort, to, toPort })).toBe(misfit);
  });

  it('refuse a circle that closes through a bound param or a condition', () => {
    const bound = workflow(
      node('a', 'analyze'),
      node('b', 'border', { params: { color: { $ref: 'a.dominantColor' } } }),
      node('c', 'contrast', { when: 'nodes["b"].width > 100' }),
    );
    expect(misfitOf(bound, types, { from: 'b', fromPort: 'image', to: 'a', toPort: 'image' })).toBe('circle');
    expect(upstreamOf(bound, types, 'c')).toEqual(new Set(['c', 'b', 'a']));
  });
});

describe('results to bind to', () => {
  it('are those of nodes that do not wait for the node, and of a kind the param takes', () => {
    const document = chain();
    document.nodes.push(node('look', 'analyze', { inputs: { image: 'input' } }));
    const numbers = bindableResults(document, types, 'contrast-1', { kind: 'slider' }).map(({ ref }) => ref);
    expect(numbers).toContain('look.sharpness');
    expect(numbers).toContain('exposure-1.width');
    expect(numbers).not.toContain('look.dominantColor');
    expect(numbers.some((ref) => ref.startsWith('contrast-1.') || ref.startsWith('export.'))).toBe(false);
  });
});
