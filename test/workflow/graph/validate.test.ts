import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type FieldIssue, SafelightError } from '../../../src/contract/errors.ts';
import { fallbackNode } from '../../../src/workflow/graph/graph.ts';
import { readWorkflow } from '../../../src/workflow/graph/read.ts';
import { validateWorkflow } from '../../../src/workflow/graph/validate.ts';
import { defineNode, type NodeDefinition } from '../../../src/workflow/nodes/definition.ts';
import { nodeTypes } from '../../../src/workflow/nodes/registry.ts';
import { aWorkflow } from '../../support/a-workflow.ts';

type Nodes = Record<string, unknown>[];

/** Two ports out, of different types; no type of the library has that yet. */
const splitter = defineNode({
  type: 'splitter',
  label: 'Splitter',
  category: 'analysis',
  description: 'Makes a picture and a mask.',
  icon: 'test-pipe',
  scope: 'item',
  params: z.strictObject({}),
  inputs: {
    image: { type: 'image', required: true, label: 'Image' },
    mask: { type: 'mask', required: false, label: 'Mask' },
  },
  outputs: { image: { type: 'image', label: 'Image' }, mask: { type: 'mask', label: 'Mask' } },
  results: {},
  compile: () => [],
});
const types: ReadonlyMap<string, NodeDefinition> = new Map([...nodeTypes, ['splitter', splitter]]);

const input = { id: 'in', type: 'imageInput' };
const output = { id: 'out', type: 'export', inputs: { image: 'in' } };

function validate(nodes: Nodes) {
  return validateWorkflow(readWorkflow({ name: 'Test', nodes }), types);
}

function problems(nodes: Nodes): FieldIssue[] {
  try {
    validate(nodes);
  } catch (thrown) {
    if (!(thrown instanceof SafelightError)) throw thrown;
    expect(thrown.code).toBe('workflow_invalid');
    return thrown.issues ?? [];
  }
  return [];
}

/** What is told about one node between a good input and a good export. */
function problemsOf(node: Record<string, unknown>): FieldIssue[] {
  return problems([input, { id: 'x', inputs: { image: 'in' }, ...node }, output]);
}

describe('a workflow that fits together', () => {
  it('becomes a graph with its nodes in the order in which they can run', () => {
    const graph = validate([
      { id: 'out', type: 'export', inputs: { image: 'pad' } },
      {
        id: 'pad',
        type: 'pad',
        params: { margin: 10, color: { $ref: 'look.dominantColor' } },
        inputs: { image: 'in.image' },
        when: 'nodes["size"].width > 10',
      },
      { id: 'size', type: 'resize', params: { percent: 10 }, inputs: { image: 'in' } },
      { id: 'look', type: 'analyze', inputs: { image: 'size' } },
      input,
    ]);
    expect(graph.order).toEqual(['in', 'size', 'look', 'pad', 'out']);
    expect(graph.inputNodes).toEqual(['in']);
    expect(graph.exportNodes).toEqual(['out']);
    expect(graph.warnings).toEqual([]);
    const pad = graph.nodes.get('pad')!;
    expect(pad.inputs).toEqual({ image: { nodeId: 'in', port: 'image' } });
    expect(pad.references).toEqual(['look', 'size']);
    expect(pad.definition.type).toBe('pad');
  });

  it('may have several inputs and exports', () => {
    const graph = validate([
      input,
      { id: 'in2', type: 'imageInput' },
      output,
      { ...output, id: 'out2', inputs: { image: 'in2' } },
    ]);
    expect(graph.inputNodes).toEqual(['in', 'in2']);
    expect(graph.exportNodes).toEqual(['out', 'out2']);
  });

  it('may refer to a node that is not upstream', () => {
    const graph = aWorkflow()
      .with('exposure', { ev: { $ref: 'analyze-1.brightness' } })
      .with('export')
      .from('in')
      .with('analyze')
      .graph();
    expect(graph.order).toEqual(['in', 'analyze-1', 'exposure-1', 'export-1']);
  });

  it('may leave optional inputs open, and says which output it reads', () => {
    const graph = validate([
      input,
      { id: 's', type: 'splitter', inputs: { image: 'in' } },
      { id: 't', type: 'splitter', inputs: { image: 's.image', mask: 's.mask' } },
      output,
    ]);
    expect(graph.nodes.get('s')!.inputs).toEqual({ image: { nodeId: 'in', port: 'image' } });
    expect(graph.nodes.get('t')!.inputs['mask']).toEqual({ nodeId: 's', port: 'mask' });
  });

  it('warns of nodes whose result nobody uses, but not of analysis', () => {
    const graph = validate([
      input,
      { id: 'lost', type: 'flip', inputs: { image: 'in' } },
      { id: 'looked-at', type: 'flip', inputs: { image: 'in' } },
      { id: 'look', type: 'analyze', inputs: { image: 'looked-at' } },
      { id: 'asked', type: 'flip', inputs: { image: 'in' } },
      { ...output, when: 'nodes.asked.width > 1' },
    ]);
    expect(graph.warnings).toEqual([
      {
        path: 'nodes.lost',
        code: 'unused_node',
        message: 'lost: Nothing is done with this node’s result; connect it, or remove it.',
      },
    ]);
  });

  it('may use names that every JavaScript object has', () => {
    const graph = validate([
      { id: 'constructor', type: 'imageInput' },
      { id: 'toString', type: 'resize', params: { percent: 50 }, inputs: { image: 'constructor' } },
      { id: 'out', type: 'export', inputs: { image: 'toString' } },
    ]);
    expect(graph.order).toEqual(['constructor', 'toString', 'out']);
  });

  it('knows what takes a failed node’s place', () => {
    const graph = validate([
      input,
      {
        id: 'x',
        type: 'exposure',
        params: { ev: 1 },
        inputs: { image: 'in' },
        when: 'true',
        fallback: { type: 'contrast', params: { contrast: { $ref: 'in.width' } } },
      },
      { ...output, inputs: { image: 'x' } },
    ]);
    const instead = fallbackNode(graph.nodes.get('x')!)!;
    expect(instead.node).toEqual({
      id: 'x',
      type: 'contrast',
      params: { contrast: { $ref: 'in.width' } },
      inputs: { image: 'in' },
      when: 'true',
    });
    expect(instead.definition.type).toBe('contrast');
    expect(instead.references).toEqual(['in']);
    expect(fallbackNode(instead)).toBeNull();
  });
});

describe('a workflow that does not fit together is refused, naming node and field:', () => {
  const cases: [string, Nodes, FieldIssue][] = [
    [
      'two nodes of one name',
      [input, { ...input }, output],
      { path: 'nodes.in.id', code: 'duplicate_id', message: 'in: Two nodes are called “in”; rename one of them.' },
    ],
    [
      'an unknown type',
      [input, { id: 'x', type: 'resise' }, output],
      {
        path: 'nodes.x.type',
        code: 'unknown_type',
        message: 'x: There is no node type “resise”. Did you mean “resize”?',
      },
    ],
    [
      'an input that is not connected',
      [input, { id: 'out', type: 'export' }],
      {
        path: 'nodes.out.inputs.image',
        code: 'missing_input',
        message:
          'out: The input “Image” is not connected; name the node it comes from, e.g. "inputs": { "image": "in" }.',
      },
    ],
    [
      'an input port that the type does not have',
      [input, { ...output, inputs: { image: 'in', imgae: 'in' } }],
      {
        path: 'nodes.out.inputs.imgae',
        code: 'unknown_input_port',
        message: 'out: Export has no input “imgae”; it has image. Did you mean “image”?',
      },
    ],
    [
      'an input on a node that takes none',
      [{ ...input, inputs: { image: 'out' } }, output],
      {
        path: 'nodes.in.inputs.image',
        code: 'unknown_input_port',
        message: 'in: Image input has no input “image”; it has no inputs.',
      },
    ],
    [
      'an unknown node to read from',
      [input, { ...output, inputs: { image: 'inn' } }],
      {
        path: 'nodes.out.inputs.image',
        code: 'unknown_node',
        message: 'out: There is no node “inn”. Did you mean “in”?',
      },
    ],
    [
      'an output port that the node does not have',
      [input, { ...output, inputs: { image: 'in.picture' } }],
      {
        path: 'nodes.out.inputs.image',
        code: 'unknown_output_port',
        message: 'out: “in” (Image input) has no output “picture”; it has image.',
      },
    ],
    [
      'reading from an export',
      [input, output, { id: 'x', type: 'flip', inputs: { image: 'out' } }],
      {
        path: 'nodes.x.inputs.image',
        code: 'wrong_port_type',
        message: 'x: This input takes an image, but “out.file” gives a file; connect another node.',
      },
    ],
    [
      'not saying which of several outputs is meant',
      [input, { id: 's', type: 'splitter', inputs: { image: 'in' } }, { ...output, inputs: { image: 's' } }],
      {
        path: 'nodes.out.inputs.image',
        code: 'unknown_output_port',
        message: 'out: “s” has several outputs; say which: “s.image” or “s.mask”.',
      },
    ],
    [
      'a wrongly typed input',
      [input, { id: 's', type: 'splitter', inputs: { image: 'in' } }, { ...output, inputs: { image: 's.mask' } }],
      {
        path: 'nodes.out.inputs.image',
        code: 'wrong_port_type',
        message: 'out: This input takes an image, but “s.mask” gives a mask; connect another node.',
      },
    ],
    [
      'a circle of inputs',
      [
        input,
        { id: 'a', type: 'flip', inputs: { image: 'b' } },
        { id: 'b', type: 'flip', inputs: { image: 'a' } },
        output,
      ],
      {
        path: 'nodes.a.inputs.image',
        code: 'cycle',
        message: 'a → b → a runs in a circle, so none of them can start; take one of these connections out.',
      },
    ],
    [
      'a circle through a binding',
      [
        input,
        { id: 'a', type: 'exposure', params: { ev: { $ref: 'b.brightness' } }, inputs: { image: 'in' } },
        { id: 'b', type: 'analyze', inputs: { image: 'a' } },
        output,
      ],
      {
        path: 'nodes.a.params.ev',
        code: 'cycle',
        message: 'a → b → a runs in a circle, so none of them can start; take one of these connections out.',
      },
    ],
    [
      'a condition on the node itself',
      [
        input,
        { ...output, inputs: { image: 'x' } },
        { id: 'x', type: 'flip', inputs: { image: 'in' }, when: 'nodes.x.width > 1' },
      ],
      {
        path: 'nodes.x.when',
        code: 'cycle',
        message: 'x → x runs in a circle, so none of them can start; take one of these connections out.',
      },
    ],
    [
      'no input',
      [
        { id: 'a', type: 'flip', inputs: { image: 'a' } },
        { ...output, inputs: { image: 'a' } },
      ],
      { path: 'nodes', code: 'no_input', message: 'The workflow has no input; add a node of type “imageInput”.' },
    ],
    [
      'no export',
      [input],
      { path: 'nodes', code: 'no_export', message: 'The workflow has no export; add a node of type “export”.' },
    ],
  ];
  it.each(cases)('%s', (_, nodes, issue) => {
    expect(problems(nodes)).toContainEqual(issue);
  });

  const nodeCases: [string, Record<string, unknown>, FieldIssue][] = [
    [
      'a param out of range',
      { type: 'resize', params: { longEdge: 0 } },
      { path: 'nodes.x.params.longEdge', code: 'param_invalid', message: 'x: Long edge must be at least 1 px, not 0.' },
    ],
    [
      'a param of the wrong type',
      { type: 'resize', params: { longEdge: '2048' } },
      {
        path: 'nodes.x.params.longEdge',
        code: 'param_invalid',
        message: 'x: Long edge must be a number (px), not “2048”.',
      },
    ],
    [
      'a misspelt choice',
      { type: 'flip', params: { axis: 'horizontl' } },
      {
        path: 'nodes.x.params.axis',
        code: 'param_invalid',
        message: 'x: Direction must be one of horizontal, vertical, not “horizontl”. Did you mean “horizontal”?',
      },
    ],
    [
      'an unknown param',
      { type: 'exposure', params: { exposure: 1 } },
      {
        path: 'nodes.x.params.exposure',
        code: 'unknown_param',
        message: 'x: Exposure has no param “exposure”; remove it.',
      },
    ],
    [
      'params that contradict each other',
      { type: 'resize', params: { longEdge: 10, width: 20 } },
      {
        path: 'nodes.x.params.width',
        code: 'param_invalid',
        message: 'x: longEdge and width both give the new size; keep one of them.',
      },
    ],
    [
      'a binding to an unknown node',
      { type: 'exposure', params: { ev: { $ref: 'inn.width' } } },
      {
        path: 'nodes.x.params.ev',
        code: 'binding_unknown_node',
        message: 'x: There is no node “inn” to take a value from. Did you mean “in”?',
      },
    ],
    [
      'a binding to an unknown field',
      { type: 'exposure', params: { ev: { $ref: 'in.widht' } } },
      {
        path: 'nodes.x.params.ev',
        code: 'binding_unknown_field',
        message:
          'x: “in” (Image input) has no result “widht”; it has width, height, format, exif. Did you mean “width”?',
      },
    ],
    [
      'a binding into a single value',
      { type: 'exposure', params: { ev: { $ref: 'in.width.x' } } },
      {
        path: 'nodes.x.params.ev',
        code: 'binding_unknown_field',
        message: 'x: “in.width” is a single value; remove “.x”.',
      },
    ],
    [
      'a binding that is written wrong',
      { type: 'exposure', params: { ev: { $ref: 'in' } } },
      {
        path: 'nodes.x.params.ev',
        code: 'binding_invalid',
        message: 'x: A bound value is written { "$ref": "node.field" }, with nothing beside it.',
      },
    ],
    [
      'a condition that cannot be read',
      { type: 'flip', when: 'input.width >' },
      {
        path: 'nodes.x.when',
        code: 'condition_invalid',
        message: 'x: The condition cannot be used. Unexpected token: EOF (at character 14).',
      },
    ],
    [
      'a condition on an unknown node',
      { type: 'flip', when: 'nodes["inn"].width > 1' },
      {
        path: 'nodes.x.when',
        code: 'condition_unknown_node',
        message: 'x: There is no node “inn” to take a value from. Did you mean “in”?',
      },
    ],
    [
      'a condition on an unknown result',
      { type: 'flip', when: 'nodes["in"].with > 1' },
      {
        path: 'nodes.x.when',
        code: 'condition_unknown_field',
        message:
          'x: “in” (Image input) has no result “with”; it has width, height, format, exif. Did you mean “width”?',
      },
    ],
    [
      'an unknown fallback',
      { type: 'flip', fallback: { type: 'flop' } },
      {
        path: 'nodes.x.fallback.type',
        code: 'unknown_type',
        message: 'x: There is no node type “flop”. Did you mean “flip”?',
      },
    ],
    [
      'a fallback with bad params',
      { type: 'flip', fallback: { type: 'exposure', params: { ev: 11 } } },
      {
        path: 'nodes.x.fallback.params.ev',
        code: 'param_invalid',
        message: 'x: Exposure must be at most 10 EV, not 11.',
      },
    ],
    [
      'a fallback that does not fit in',
      { type: 'flip', fallback: { type: 'export' } },
      {
        path: 'nodes.x.fallback.type',
        code: 'wrong_port_type',
        message: 'x: Export cannot stand in for Flip: its inputs and outputs differ.',
      },
    ],
    [
      'showing a param that does not exist',
      { type: 'flip', exposed: ['axis', 'axes'] },
      {
        path: 'nodes.x.exposed.1',
        code: 'unknown_param',
        message: 'x: Flip has no param “axes” to show. Did you mean “axis”?',
      },
    ],
  ];
  it.each(nodeCases)('%s', (_, node, issue) => {
    expect(problemsOf(node)).toEqual([issue]);
  });

  it('a condition on an input node', () => {
    expect(problems([{ ...input, when: 'true' }, output])).toMatchObject([
      { path: 'nodes.in.when', code: 'condition_invalid' },
    ]);
  });
});

it('all problems of a document are told at once', () => {
  const nodes = [
    input,
    {
      id: 'a',
      type: 'resize',
      params: { longEdge: -1, fit: 'wide', kernel: { $ref: 'zz.y' }, extra: 1 },
      inputs: { image: 'nobody' },
    },
    { id: 'b', type: 'unheardOf', when: 'what' },
  ];
  expect(problems(nodes).map(({ path, code }) => `${path} ${code}`)).toEqual([
    'nodes.a.params.kernel binding_unknown_node',
    'nodes.a.params.longEdge param_invalid',
    'nodes.a.params.fit param_invalid',
    'nodes.a.params.extra unknown_param',
    'nodes.a.inputs.image unknown_node',
    'nodes.b.type unknown_type',
    'nodes.b.when condition_invalid',
  ]);
  expect(() => validate(nodes)).toThrow(
    '“Test” cannot run. a: There is no node “zz” to take a value from. (and 6 more problems)',
  );
});

describe('documents drawn at random', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'constructor');
  const node = fc.record(
    {
      id,
      type: fc.constantFrom(...nodeTypes.keys(), 'splitter', 'nonsense'),
      params: fc.dictionary(
        fc.constantFrom('longEdge', 'width', 'aspect', 'ev', 'text', 'quality', 'color', '__proto__', 'x'),
        fc.oneof(
          fc.jsonValue(),
          id.map((to) => ({ $ref: `${to}.width` })),
          fc.constantFrom('4:5', '#fff', 3),
        ),
      ),
      inputs: fc.dictionary(
        fc.constantFrom('image', 'mask', 'x'),
        fc.oneof(
          id,
          id.map((to) => `${to}.image`),
          fc.string(),
        ),
      ),
      when: fc.oneof(fc.constantFrom('input.width > 3', 'nodes["a"].width > 3', 'nodes.b.exif.iso == 1'), fc.string()),
      retries: fc.nat(10),
      fallback: fc.record({ type: fc.constantFrom('flip', 'export', 'x'), params: fc.constant({}) }),
      exposed: fc.array(fc.constantFrom('ev', 'x')),
    },
    { requiredKeys: ['id', 'type'] },
  );

  it('are accepted with a valid order, or refused with an error of ours', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 8 }), (drawn) => {
        try {
          const graph = validate([input, ...drawn, output]);
          const at = new Map(graph.order.map((nodeId, i) => [nodeId, i]));
          expect(at.size).toBe(graph.document.nodes.length);
          for (const [nodeId, { inputs, references }] of graph.nodes) {
            for (const { nodeId: from } of Object.values(inputs)) expect(at.get(from)!).toBeLessThan(at.get(nodeId)!);
            for (const from of references) expect(at.get(from)!).toBeLessThan(at.get(nodeId)!);
          }
        } catch (thrown) {
          if (!(thrown instanceof SafelightError)) throw thrown;
          expect(thrown.issues?.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('that fit together are always accepted, whatever the order they are written in', () => {
    const ids = ['b', 'c', 'd', 'e', 'f', 'g'];
    const sources = fc.tuple(...ids.map((_, i) => fc.nat(i)));
    fc.assert(
      fc.property(sources, fc.shuffledSubarray([...ids, 'in', 'out'], { minLength: 8 }), (from, written) => {
        const flips = ids.map((nodeId, i) => ({
          id: nodeId,
          type: 'flip',
          inputs: { image: ['in', ...ids][from[i]!] },
        }));
        const nodes = new Map<string, Nodes[number]>([input, output, ...flips].map((each) => [each.id, each]));
        const { order } = validate(written.map((nodeId) => nodes.get(nodeId)!));
        expect(order.toSorted()).toEqual(written.toSorted());
        for (const { id: nodeId, inputs } of flips) {
          expect(order.indexOf(inputs.image!)).toBeLessThan(order.indexOf(nodeId));
        }
      }),
    );
  });

  it('of any JSON at all are refused with an error of ours', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (name, nodes) => {
        expect(() => validateWorkflow(readWorkflow({ name, nodes }))).toThrow(SafelightError);
      }),
    );
  });
});

describe('a bound value of the wrong kind', () => {
  const bound =
    (params: Record<string, unknown>, type = 'resize') =>
    () =>
      validateWorkflow(
        readWorkflow({
          name: 'Bound',
          nodes: [
            { id: 'in', type: 'imageInput' },
            { id: 'look', type: 'analyze', inputs: { image: 'in' } },
            { id: 'x', type, params, inputs: { image: 'look' } },
            { id: 'out', type: 'export', inputs: { image: 'x' } },
          ],
        }),
      );

  it('is refused before anything runs', () => {
    expect(bound({ longEdge: { $ref: 'look.dominantColor' } })).toThrow(
      /dominantColor” is a color, but longEdge takes a number/,
    );
    expect(bound({ color: { $ref: 'look.sharpness' }, margin: 3 }, 'pad')).toThrow(/color takes a string/);
    expect(bound({ enlarge: { $ref: 'look.iso' }, longEdge: 10 })).toThrow(/enlarge takes a boolean/);
  });

  it('is not found in values that fit', () => {
    expect(bound({ longEdge: { $ref: 'look.width' } })).not.toThrow();
    expect(bound({ color: { $ref: 'look.dominantColor' }, margin: 3 }, 'pad')).not.toThrow();
    expect(bound({ color: { $ref: 'look.palette.0.color' }, margin: 3 }, 'pad')).not.toThrow();
  });
});
