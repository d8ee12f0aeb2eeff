import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodeExamples } from '../../scripts/docs/node-examples.ts';
import { nodeTypes } from '../../src/workflow/nodes/registry.ts';

const FOLDER = join(import.meta.dirname, '../../docs/nodes');
const examples = nodeExamples('teal-orange.cube');

describe('the picture of a node in the documentation', () => {
  it.each([...nodeTypes.keys()])('is there for %s: run `npm run docs:nodes` when this fails', (type) => {
    const example = examples[type];
    expect(example, 'an example in scripts/docs/node-examples.ts').toBeDefined();
    const path = join(FOLDER, `${type}.png`);
    expect(existsSync(path)).toBe(true);
    expect(statSync(path).size).toBeLessThanOrEqual(60_000);
  });

  it('is made of params that the node takes', () => {
    for (const [type, { before = [], params = {}, as }] of Object.entries(examples)) {
      for (const node of [...before, ...(examples[type]!.params ? [{ type: as ?? type, params }] : [])]) {
        expect(nodeTypes.get(node.type)?.params.safeParse(node.params).error, `${type}: ${node.type}`).toBeUndefined();
      }
    }
  });

  it('is of a node that there is', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.png'));
    expect(files.map((file) => file.replace('.png', '')).filter((type) => !nodeTypes.has(type))).toEqual([]);
  });
});
