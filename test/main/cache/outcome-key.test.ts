import { describe, expect, it } from 'vitest';
import type { WorkflowDocument } from '../../../src/contract/workflow.ts';
import { outcomeKey, recipeOf } from '../../../src/main/cache/outcome-key.ts';
import { aWorkflow, type WorkflowBuilder } from '../../support/a-workflow.ts';

const run = { tolerant: false, intermediates: 'onDemand' as const };
const tokens = { name: 'a.jpg', seq: 1, relativeFolder: '', workflow: 'web', runDate: '2026-03-09T12:00:00Z' };

function keyOf(
  workflow: WorkflowBuilder | WorkflowDocument,
  { inputHashes = { in: 'aa' }, more = {}, version = '1', files = {}, ...changed }: KeyOptions = {},
): string {
  const document = 'document' in workflow ? workflow.document() : workflow;
  const recipe = recipeOf(document, { ...run, ...changed }, version)!;
  return outcomeKey(recipe, { inputHashes, tokens: { ...tokens, ...more }, files });
}
interface KeyOptions {
  inputHashes?: Record<string, string>;
  more?: Partial<typeof tokens>;
  version?: string;
  files?: Record<string, string>;
  tolerant?: boolean;
  intermediates?: 'all';
}

const web = (quality = 85) => aWorkflow().with('resize', { longEdge: 60 }).with('export', { quality });

describe('the key of an outcome', () => {
  it('changes with input bytes, params anywhere, conditions, the engine’s version and how the run was asked for', () => {
    const keys = [
      keyOf(web()),
      keyOf(web(), { inputHashes: { in: 'bb' } }),
      keyOf(web(60)),
      keyOf(aWorkflow().with('resize', { longEdge: 61 }).with('export', { quality: 85 })),
      keyOf(aWorkflow().with('resize', { longEdge: 60 }, { when: 'input.width > 10' }).with('export', { quality: 85 })),
      keyOf(web(), { version: '2' }),
      keyOf(web(), { tolerant: true }),
      keyOf(web(), { intermediates: 'all' }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does not change with names, labels, places in the editor and file-name templates', () => {
    const document = web().document();
    const other: WorkflowDocument = {
      ...document,
      name: 'Other',
      description: 'Other',
      nodes: document.nodes.map((node) => ({
        ...node,
        label: 'Other',
        position: { x: 1, y: 2 },
        params: node.type === 'export' ? { ...node.params, name: '{name}-{seq}' } : node.params,
      })),
    };
    expect(keyOf(other)).toBe(keyOf(document));
    expect(keyOf(web(), { more: { name: 'b.jpg', seq: 9, runDate: '2027-01-01T00:00:00Z' } })).toBe(keyOf(web()));
  });

  it('changes with those tokens only that texts in the picture use', () => {
    const marked = aWorkflow().with('watermark', { text: '{name} {seq:4}' }).with('export');
    expect(keyOf(marked, { more: { name: 'b.jpg' } })).not.toBe(keyOf(marked));
    expect(keyOf(marked, { more: { seq: 2 } })).not.toBe(keyOf(marked));
    expect(keyOf(marked, { more: { runDate: '2027-01-01T00:00:00Z' } })).toBe(keyOf(marked));
    const dated = aWorkflow().with('watermark', { text: '{date:YYYY}' }).with('export');
    expect(keyOf(dated, { more: { runDate: '2027-01-01T00:00:00Z' } })).not.toBe(keyOf(dated));
  });

  it('changes with the content of logos, which the recipe lists', () => {
    const marked = aWorkflow().with('watermark', { image: '/logo.png' }).with('export');
    expect(recipeOf(marked.document(), run)?.files).toEqual(['/logo.png']);
    expect(keyOf(marked, { files: { '/logo.png': 'aa' } })).not.toBe(keyOf(marked, { files: { '/logo.png': 'bb' } }));
  });

  it('cannot be told while the path of a logo waits for a result', () => {
    const bound = {
      ...web().document(),
      nodes: [
        ...web().document().nodes,
        { id: 'mark', type: 'watermark', params: { image: { $ref: 'resize-1.path' } }, inputs: { image: 'resize-1' } },
      ],
    };
    expect(recipeOf(bound, run)).toBeNull();
  });
});
