import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as edit from '../../../src/renderer/features/editor/graph/edit-document.ts';
import { wiresOf } from '../../../src/renderer/features/editor/graph/ports.ts';
import { validateWorkflow } from '../../../src/workflow/graph/validate.ts';
import { chain, inputsOf, node, types, workflow } from './types.ts';

const remove = (document: ReturnType<typeof chain>, ...ids: string[]) =>
  edit.removeNodes(document, types, new Set(ids));

describe('taking nodes out', () => {
  it('joins what read a node to what it read', () => {
    expect(inputsOf(remove(chain(), 'exposure-1'), 'contrast-1')).toEqual({ image: 'input' });
  });

  it('heals over several nodes at once, whatever their order', () => {
    expect(inputsOf(remove(chain(), 'exposure-1', 'contrast-1'), 'export')).toEqual({ image: 'input' });
    expect(inputsOf(remove(chain(), 'contrast-1', 'exposure-1'), 'export')).toEqual({ image: 'input' });
  });

  it('leaves an input open where nothing of its kind can take the place', () => {
    const document = workflow(
      node('input', 'imageInput'),
      node('cut', 'removeBackground', { inputs: { image: 'input' } }),
      node('mask', 'maskPicture', { inputs: { mask: 'cut.mask' } }),
    );
    expect(inputsOf(remove(document, 'cut'), 'mask')).toEqual({});
  });

  it('keeps every middle of a chain valid, whichever nodes go', () => {
    fc.assert(
      fc.property(fc.subarray(['exposure-1', 'contrast-1']), (ids) => {
        expect(() => validateWorkflow(remove(chain(), ...ids))).not.toThrow();
      }),
    );
  });
});

describe('joining', () => {
  it('replaces what the input was connected to, and names the port where there are several', () => {
    const document = chain();
    document.nodes.push(node('cut', 'removeBackground', { inputs: { image: 'input' } }));
    const wire = { from: 'cut', fromPort: 'image', to: 'contrast-1', toPort: 'image' };
    expect(inputsOf(edit.connect(document, types, wire), 'contrast-1')).toEqual({ image: 'cut.image' });
  });

  it('does nothing where the ports do not fit', () => {
    const document = chain();
    const wire = { from: 'export', fromPort: 'file', to: 'contrast-1', toPort: 'image' };
    expect(edit.connect(document, types, wire)).toBe(document);
  });
});

describe('putting a node into a wire', () => {
  const wire = { from: 'exposure-1', fromPort: 'image', to: 'contrast-1', toPort: 'image' };

  it('joins it on both sides', () => {
    const document = chain();
    document.nodes.push(node('sharpen-1', 'sharpen'));
    const result = edit.insertInWire(document, types, 'sharpen-1', wire);
    expect(inputsOf(result, 'sharpen-1')).toEqual({ image: 'exposure-1' });
    expect(inputsOf(result, 'contrast-1')).toEqual({ image: 'sharpen-1' });
    expect(wiresOf(result, types)).toHaveLength(4);
  });

  it('changes nothing for a node that has no way through', () => {
    const document = chain();
    document.nodes.push(node('mask', 'maskPicture'));
    expect(edit.insertInWire(document, types, 'mask', wire)).toBe(document);
    expect(edit.fitsInWire(document, types, 'export', wire)).toBe(false);
  });
});

describe('copying', () => {
  it('gives new ids, keeps wires and bindings among the copies, and where they came from', () => {
    const document = chain();
    document.nodes.push(
      node('look', 'analyze', { inputs: { image: 'input' } }),
      node('border-1', 'border', {
        inputs: { image: 'contrast-1' },
        params: { color: { $ref: 'look.dominantColor' } },
        when: 'nodes["look"].sharpness > 3',
      }),
    );
    const copies = edit.copyOf(document, new Set(['look', 'border-1']));
    const pasted = edit.paste(document, copies, { x: 10, y: 20 });
    expect(pasted.ids).toEqual(['look-1', 'border-2']);
    const border = pasted.document.nodes.at(-1)!;
    expect(border.inputs).toEqual({ image: 'contrast-1' });
    expect(border.params).toEqual({ color: { $ref: 'look-1.dominantColor' } });
    expect(border.when).toBe('nodes["look-1"].sharpness > 3');
    expect(border.position).toEqual({ x: 10, y: 20 });
  });

  it('drops wires from nodes that the other workflow does not have', () => {
    const copies = edit.copyOf(chain(), new Set(['contrast-1']));
    const pasted = edit.paste(workflow(node('input', 'imageInput')), copies, { x: 0, y: 0 });
    expect(pasted.document.nodes.at(-1)).toMatchObject({ id: 'contrast-1', inputs: {} });
  });
});

describe('new nodes', () => {
  it('have free ids and places that cover no other card', () => {
    const document = chain();
    expect(edit.newNode(document, 'exposure', { x: 0.4, y: 0 })).toMatchObject({
      id: 'exposure-2',
      position: { x: 0 },
    });
    const place = edit.freePlace(document, 'input');
    for (const { position } of document.nodes)
      expect(
        Math.abs(position!.x - place.x) >= edit.CARD.width || Math.abs(position!.y - place.y) >= edit.CARD.height,
      ).toBe(true);
  });

  it('are wired to the first port that fits', () => {
    const document = chain();
    document.nodes.push(node('check', 'assert'));
    expect(edit.fittingWire(document, types, 'export', 'check')).toMatchObject({ fromPort: 'file', toPort: 'file' });
    expect(edit.fittingWire(document, types, 'input', 'check')).toBeNull();
  });
});
