import { describe, expect, it } from 'vitest';
import { anchorPlaces } from '../../src/renderer/components/form/anchor-places.ts';
import { paramFields, textOrNumber } from '../../src/renderer/components/form/param-schema.ts';
import { TOKENS } from '../../src/renderer/components/form/template-tokens.ts';
import { takeWay, waysOf, wayTaken } from '../../src/renderer/components/form/ways.ts';
import { nodeTypeInfo, nodeTypes } from '../../src/workflow/nodes/registry.ts';
import { parseTemplate } from '../../src/workflow/template.ts';

const infoOf = (type: string) => nodeTypeInfo(nodeTypes.get(type)!);
const kindOf = (type: string, name: string) => paramFields(infoOf(type)).find((field) => field.name === name)?.kind;

describe('what can be said in several ways', () => {
  const [size] = waysOf(infoOf('resize'));

  it('comes with the node type', () => {
    expect(size).toEqual([['longEdge'], ['shortEdge'], ['width', 'height'], ['megapixels'], ['percent']]);
    expect(waysOf(infoOf('exposure'))).toEqual([]);
    expect(waysOf(infoOf('watermark'))).toEqual([[['text'], ['image']]]);
  });

  it('is taken the way that something is said of', () => {
    expect(wayTaken(size!, { height: 600 })).toEqual(['width', 'height']);
    expect(wayTaken(size!, { fit: 'cover' })).toBeUndefined();
  });

  it('starts a new way afresh, forgets the others and keeps everything else', () => {
    const params = takeWay(size!, ['width', 'height'], { longEdge: 2048, fit: 'cover' }, () => 1000);
    expect(params).toEqual({ width: 1000, height: 1000, fit: 'cover' });
    expect(takeWay(size!, ['width', 'height'], { width: 80 }, () => 1000)).toEqual({ width: 80, height: 1000 });
  });

  it('is checked by the server as before', () => {
    expect(nodeTypes.get('resize')!.params.safeParse({ longEdge: 10, percent: 20 }).success).toBe(false);
  });
});

describe('fields beyond numbers and switches', () => {
  it.each([
    ['assert', 'format', 'list'],
    ['metadata', 'remove', 'list'],
    ['perspective', 'corners', 'json'],
    ['crop', 'gravity', 'anchor'],
    ['crop', 'aspect', 'suggest'],
    ['trim', 'background', 'suggest'],
    ['upscale', 'model', 'suggest'],
    ['spotHeal', 'spots', 'spots'],
    ['export', 'name', 'template'],
    ['pad', 'margin', 'text'],
  ])('%s.%s is drawn as %s', (type, name, kind) => {
    expect(kindOf(type, name)).toBe(kind);
  });

  it('stand for the nine places as they lie in the picture, whatever their names', () => {
    const gravity = paramFields(infoOf('pad')).find((field) => field.name === 'gravity')!;
    expect(anchorPlaces(gravity.options)?.slice(0, 3)).toEqual(['northwest', 'north', 'northeast']);
    expect(anchorPlaces(['center', 'north'])).toBeUndefined();
  });

  it('write numbers where numbers are taken, but not while they are being typed', () => {
    expect(textOrNumber('20', { orNumber: true })).toBe(20);
    expect(textOrNumber('1.0', { orNumber: true })).toBe('1.0');
    expect(textOrNumber('5%', { orNumber: true })).toBe('5%');
    expect(textOrNumber('20', { orNumber: false })).toBe('20');
  });

  it('offer placeholders that templates understand', () => {
    for (const token of TOKENS) expect(parseTemplate(token)).toHaveLength(1);
  });
});
