/**
 * Writes ONNX models, as protobuf by hand (onnx.proto3, IR version 8, operator set 13): enough of the format for weights that come
 * in another one, and for the smallest models that tests need.
 */

/** A node's attribute. */
export type OnnxAttribute = { ints: readonly number[] } | { int: number } | { float: number } | { text: string };

export interface OnnxNode {
  op: string;
  inputs: readonly string[];
  output: string;
  attributes?: Readonly<Record<string, OnnxAttribute>>;
}

export interface OnnxConstant {
  name: string;
  dims: readonly number[];
  values: Float32Array;
}

/** A graph from the tensor `x` to the tensor `y`, both float32; nodes in an order in which they can be run. */
export interface OnnxGraph {
  nodes: readonly OnnxNode[];
  constants?: readonly OnnxConstant[];
  input: readonly number[];
  output: readonly number[];
}

// Field numbers are those of onnx.proto3.
const FLOAT = 1;
const FLOAT_ATTRIBUTE = 1;
const INT_ATTRIBUTE = 2;
const TEXT_ATTRIBUTE = 3;
const INTS_ATTRIBUTE = 7;

/** The bytes of a `.onnx` file. */
export function onnxFile({ nodes, constants = [], input, output }: OnnxGraph): Uint8Array {
  const graph = joined([
    ...nodes.map((node) => block(1, nodeProto(node))),
    text(2, 'graph'),
    ...constants.map((constant) => block(5, tensorProto(constant))),
    block(11, valueInfo('x', input)),
    block(12, valueInfo('y', output)),
  ]);
  return joined([number(1, 8), block(7, graph), block(8, number(2, 13))]);
}

function nodeProto({ op, inputs, output, attributes = {} }: OnnxNode): Uint8Array {
  return joined([
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => block(5, attributeProto(name, value))),
  ]);
}

function attributeProto(name: string, value: OnnxAttribute): Uint8Array {
  if ('ints' in value)
    return joined([text(1, name), ...value.ints.map((int) => number(8, int)), number(20, INTS_ATTRIBUTE)]);
  if ('int' in value) return joined([text(1, name), number(3, value.int), number(20, INT_ATTRIBUTE)]);
  if ('text' in value) return joined([text(1, name), text(4, value.text), number(20, TEXT_ATTRIBUTE)]);
  const float = new Uint8Array(Float32Array.of(value.float).buffer);
  return joined([text(1, name), varint(2 * 8 + 5), float, number(20, FLOAT_ATTRIBUTE)]);
}

function tensorProto({ name, dims, values }: OnnxConstant): Uint8Array {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return joined([...dims.map((dim) => number(1, dim)), number(2, FLOAT), text(8, name), block(9, raw)]);
}

function valueInfo(name: string, dims: readonly number[]): Uint8Array {
  const shape = joined(dims.map((dim) => block(1, number(1, dim))));
  const tensor = joined([number(1, FLOAT), block(2, shape)]);
  return joined([text(1, name), block(2, block(1, tensor))]);
}

function number(field: number, value: number): Uint8Array {
  return joined([varint(field * 8), varint(value)]);
}

function block(field: number, content: Uint8Array): Uint8Array {
  return joined([varint(field * 8 + 2), varint(content.length), content]);
}

function text(field: number, value: string): Uint8Array {
  return block(field, new TextEncoder().encode(value));
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
