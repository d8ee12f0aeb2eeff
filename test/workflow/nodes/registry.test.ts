import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { NODE_LIST, NODES_PAGE, nodeFiles, nodeList, nodesPage } from '../../../scripts/generate.ts';
import { NodeTypeInfo } from '../../../src/contract/node-type.ts';
import { nodeTypeInfo, nodeTypes } from '../../../src/workflow/nodes/registry.ts';

const all = [...nodeTypes.values()];

describe('the node library', () => {
  it('has the first sixteen', () => {
    const first =
      'imageInput autoOrient resize crop rotate flip pad exposure whiteBalance contrast saturation sharpen watermark convertProfile analyze export';
    for (const type of first.split(' ')) expect(nodeTypes.has(type), type).toBe(true);
  });

  it('is generated: run `npm run generate` when this fails', async () => {
    expect(await readFile(NODE_LIST, 'utf8')).toBe(nodeList(await nodeFiles()));
    expect(await readFile(NODES_PAGE, 'utf8')).toBe(nodesPage(all.map(nodeTypeInfo)));
  });

  it('names each type once, as its file is called', async () => {
    expect(nodeTypes.size).toBe((await nodeFiles()).length);
    const kebab = [...nodeTypes.keys()].map(
      (type) => `${type.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`,
    );
    expect(kebab.sort()).toEqual(await nodeFiles());
  });

  it.each(all.map((definition) => [definition.type, definition] as const))(
    'describes %s to clients, with a form',
    (_, definition) => {
      expect(Object.isFrozen(definition)).toBe(true);
      const info = NodeTypeInfo.parse(nodeTypeInfo(definition));
      expect(info.params).toMatchObject({ type: 'object', additionalProperties: false });
      const params = Object.entries((info.params['properties'] ?? {}) as Record<string, Record<string, unknown>>);
      for (const [name, schema] of params) {
        expect(schema['title'], `${name} has a title`).toMatch(/^[A-Z]/);
        expect(schema['widget'], `${name} has a widget`).toBeTypeOf('string');
      }
      // A form is drawn from the schema and must survive the way to the client.
      expect(JSON.parse(JSON.stringify(info))).toEqual(info);
    },
  );

  it('says which fields every picture has', () => {
    expect(Object.keys(nodeTypeInfo(nodeTypes.get('flip')!).results)).toEqual(['width', 'height']);
    expect(nodeTypeInfo(nodeTypes.get('export')!).results).toEqual({});
  });

  it('keeps hints, defaults and ranges in the schema', () => {
    expect(nodeTypeInfo(nodeTypes.get('exposure')!).params['properties']).toEqual({
      ev: {
        type: 'number',
        default: 0,
        minimum: -10,
        maximum: 10,
        title: 'Exposure',
        unit: 'EV',
        widget: 'slider',
        sliderMin: -5,
        sliderMax: 5,
        step: 0.05,
      },
    });
  });
});
