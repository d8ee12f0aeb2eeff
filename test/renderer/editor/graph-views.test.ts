import { describe, expect, it } from 'vitest';
import { NODE_ICONS } from '../../../src/renderer/components/node-icons.ts';
import { autoLayout, withPlaces } from '../../../src/renderer/features/editor/graph/auto-layout.ts';
import { compareDocuments, isSame } from '../../../src/renderer/features/editor/graph/compare-versions.ts';
import { CARD, patchNode } from '../../../src/renderer/features/editor/graph/edit-document.ts';
import { neighbour } from '../../../src/renderer/features/editor/graph/neighbours.ts';
import { nodeSummary } from '../../../src/renderer/features/editor/graph/node-summary.ts';
import { partForPreview, photoPart } from '../../../src/renderer/features/editor/graph/part-for-preview.ts';
import { wiresOf } from '../../../src/renderer/features/editor/graph/ports.ts';
import { byCategory, searchNodeTypes } from '../../../src/renderer/features/editor/graph/search-node-types.ts';
import { readWorkflow } from '../../../src/workflow/graph/read.ts';
import { validateWorkflow } from '../../../src/workflow/graph/validate.ts';
import { chain, node, types } from './types.ts';

describe('auto-layout', () => {
  it('puts every node right of what it reads, and none over another', () => {
    const document = chain();
    document.nodes.push(node('resize-1', 'resize', { inputs: { image: 'exposure-1' } }));
    const places = autoLayout(document, types);
    for (const wire of wiresOf(document, types))
      expect(places.get(wire.to)!.x).toBeGreaterThanOrEqual(places.get(wire.from)!.x + CARD.width);
    const all = [...places.values()];
    for (const [i, a] of all.entries())
      for (const b of all.slice(i + 1))
        expect(Math.abs(a.x - b.x) >= CARD.width || Math.abs(a.y - b.y) >= CARD.height).toBe(true);
  });

  it('leaves a document alone in which all nodes have a place', () => {
    const document = chain();
    expect(withPlaces(document, types)).toBe(document);
    const { position: _, ...placeless } = document.nodes[0]!;
    const placed = withPlaces({ ...document, nodes: [placeless, ...document.nodes.slice(1)] }, types);
    expect(placed.nodes.every(({ position }) => position !== undefined)).toBe(true);
  });
});

describe('comparing versions', () => {
  it('tells what was added, removed and changed, setting by setting; places do not count', () => {
    const before = chain();
    const changed = patchNode(before, 'exposure-1', { params: { ev: 0.5 }, position: { x: 9, y: 9 } });
    const after = {
      ...changed,
      name: 'Other',
      nodes: [...changed.nodes.filter(({ id }) => id !== 'contrast-1'), node('new', 'sharpen')],
    };
    const { workflow, nodes } = compareDocuments(before, after);
    expect(workflow).toEqual([{ field: 'name', before: 'Test', after: 'Other' }]);
    expect(nodes.map(({ id, kind }) => [id, kind])).toEqual([
      ['exposure-1', 'changed'],
      ['new', 'added'],
      ['contrast-1', 'removed'],
    ]);
    expect(nodes[0]!.fields).toEqual([{ field: 'params.ev', before: undefined, after: 0.5 }]);
    expect(isSame(before, patchNode(before, 'export', { position: { x: 1, y: 2 } }))).toBe(true);
  });

  it('takes two ways to write one value as the same', () => {
    const one = patchNode(chain(), 'export', { fallback: { type: 'x', params: { a: 1, b: 2 } } });
    const other = patchNode(chain(), 'export', { fallback: { params: { b: 2, a: 1 }, type: 'x' } });
    expect(isSame(one, other)).toBe(true);
  });
});

describe('the part of a workflow for a picture', () => {
  it('is a workflow that can run, and does not change with what comes behind', () => {
    const document = chain();
    const part = partForPreview(document, types, 'exposure-1')!;
    expect(() => validateWorkflow(readWorkflow(part.workflow))).not.toThrow();
    const later = patchNode(document, 'contrast-1', { params: { amount: 20 } });
    expect(partForPreview(later, types, 'exposure-1')).toEqual(part);
    expect(partForPreview(later, types, 'export')).not.toEqual(partForPreview(document, types, 'export'));
  });

  it('is there although another branch is not finished, and not where something is missing', () => {
    const document = chain();
    document.nodes.push(node('loose', 'sharpen'));
    expect(partForPreview(document, types, 'export')).not.toBeNull();
    expect(partForPreview(document, types, 'loose')).toBeNull();
  });

  it('brings along the nodes that a param is bound to', () => {
    const document = chain();
    document.nodes.push(
      node('look', 'analyze', { inputs: { image: 'input' } }),
      node('border-1', 'border', { inputs: { image: 'input' }, params: { color: { $ref: 'look.dominantColor' } } }),
    );
    const part = partForPreview(document, types, 'border-1')!;
    expect(part.workflow.nodes.map(({ id }) => id)).toContain('look');
    expect(() => validateWorkflow(readWorkflow(part.workflow))).not.toThrow();
  });

  it('of a photo alone can run too', () => {
    expect(() => validateWorkflow(readWorkflow(photoPart(types)!.workflow))).not.toThrow();
  });
});

describe('searching for a node', () => {
  const all = byCategory(types.values());
  const first = (typed: string) => searchNodeTypes(all, typed)[0]?.type;

  it.each([
    ['shad', 'shadow'],
    ['expo', 'exposure'],
    ['rmbg', 'removeBackground'],
    ['wb', 'whiteBalance'],
    ['high', 'highlightsShadows'],
    ['Export', 'export'],
  ])('finds by “%s” %s first', (typed, type) => {
    expect(first(typed)).toBe(type);
  });

  it('finds by category and by words of the description, and nothing where nothing fits', () => {
    expect(searchNodeTypes(all, 'geometry').every(({ category }) => category === 'geometry')).toBe(true);
    expect(searchNodeTypes(all, 'stops').map(({ type }) => type)).toContain('exposure');
    expect(searchNodeTypes(all, 'xyzzy')).toEqual([]);
    expect(searchNodeTypes(all, ' ')).toEqual(all);
  });
});

describe('cards', () => {
  const english = { number: String, language: 'en' } as const;

  it('say what is set, with sign and unit', () => {
    const exposure = node('e', 'exposure', { params: { ev: 0.35 } });
    expect(nodeSummary(exposure, types.get('exposure'), english)).toBe('+0.35 EV');
    expect(nodeSummary(node('e', 'exposure'), types.get('exposure'), english)).toBe('');
  });

  it('call choices by their names', () => {
    const cutout = node('c', 'removeBackground', { params: { method: 'model' } });
    expect(nodeSummary(cutout, types.get('removeBackground'), english)).toBe('Model');
    expect(nodeSummary(cutout, types.get('removeBackground'), { ...english, language: 'de' })).toBe('Modell');
  });

  it('are walked through by arrow keys', () => {
    const { nodes } = chain();
    expect(neighbour(nodes, 'input', 'ArrowRight')).toBe('exposure-1');
    expect(neighbour(nodes, 'exposure-1', 'ArrowLeft')).toBe('input');
    expect(neighbour(nodes, 'input', 'ArrowLeft')).toBeNull();
    expect(neighbour(nodes, 'input', 'ArrowDown')).toBeNull();
  });

  it('have a drawing for the icon of every node type', () => {
    for (const { type, icon } of types.values()) expect(Object.keys(NODE_ICONS), type).toContain(icon);
  });
});
