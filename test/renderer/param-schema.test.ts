import { describe, expect, it } from 'vitest';
import { bindingOf, paramFields, settle, typedNumber } from '../../src/renderer/components/form/param-schema.ts';
import { nodeTypeInfo, nodeTypes } from '../../src/workflow/nodes/registry.ts';

const infos = () => [...nodeTypes.values()].map(nodeTypeInfo);
const fieldsOf = (type: string) => paramFields(infos().find((info) => info.type === type)!);

describe('the fields of a form', () => {
  it('are there for every param of every node type, with a title', () => {
    for (const info of infos()) {
      const names = Object.keys((info.params['properties'] as object | undefined) ?? {});
      const fields = paramFields(info);
      expect(
        fields.map((field) => field.name),
        info.type,
      ).toEqual(names);
      for (const field of fields) {
        expect(field.title, `${info.type}.${field.name}`).not.toBe('');
        if (field.kind === 'slider')
          expect(field.sliderMin, `${info.type}.${field.name}`).toBeLessThan(field.sliderMax);
        if (field.kind === 'select') expect(field.options.length, `${info.type}.${field.name}`).toBeGreaterThan(0);
      }
    }
  });

  it('take the slider’s ends from its hints and its limits from what is accepted', () => {
    const [ev] = fieldsOf('exposure');
    expect(ev).toMatchObject({
      kind: 'slider',
      min: -10,
      max: 10,
      sliderMin: -5,
      sliderMax: 5,
      step: 0.05,
      standard: 0,
    });
  });

  it('tell what may be left out from what has a default', () => {
    const fields = Object.fromEntries(fieldsOf('resize').map((field) => [field.name, field]));
    expect(fields['longEdge']).toMatchObject({ kind: 'number', optional: true, unit: 'px' });
    expect(fields['fit']).toMatchObject({ kind: 'select', optional: false, standard: 'inside' });
    expect(fields['enlarge']).toMatchObject({ kind: 'switch', standard: false });
  });

  it('keep numbers among options numbers', () => {
    const depth = fieldsOf('export').find((field) => field.name === 'depth');
    expect(depth?.options).toEqual([8, 16, 'source']);
  });

  it('draw a widget of a newer program by its type', () => {
    const [field] = paramFields({ params: { properties: { x: { type: 'integer', widget: 'hologram' } } } });
    expect(field?.kind).toBe('number');
  });
});

describe('a number', () => {
  it.each([
    ['0.65', 0.65],
    ['+0,65', 0.65],
    ['−3', -3],
    ['5,900', 5900],
    ['1,25', 1.25],
    ['2048 px', 2048],
    [' 12 % ', 12],
  ])('typed as %s is %d', (text, value) => {
    expect(typedNumber(text)).toBe(value);
  });

  it('may be typed as German writes it', () => {
    expect(typedNumber('5.900 K', ',')).toBe(5900);
    expect(typedNumber('1,125', ',')).toBe(1.125);
    expect(typedNumber('0.5', ',')).toBe(0.5);
  });

  it.each(['', 'abc', '--3', '1.2.3'])('typed as “%s” is none', (text) => {
    expect(typedNumber(text)).toBeNull();
  });

  it('is kept within what is accepted and free of binary dust', () => {
    expect(settle(0.1 + 0.2, { min: undefined, max: undefined, step: 0.05 })).toBe(0.3);
    expect(settle(99, { min: -10, max: 10, step: 0.05 })).toBe(10);
    expect(settle(7.6, { min: 1, max: undefined, step: 1 })).toBe(8);
  });
});

it('a bound param is told from a plain one', () => {
  expect(bindingOf({ $ref: 'analyze-1.dominantColor' })).toBe('analyze-1.dominantColor');
  expect(bindingOf({ other: 1 })).toBeNull();
  expect(bindingOf('#ffffff')).toBeNull();
});
