/**
 * Writes the smallest ONNX models that tests need, as protobuf by hand (onnx.proto3, IR version 8): no model has to be kept in the
 * repository, and none has to be trained.
 */

type Bytes = Uint8Array;

const joined = (parts: readonly Bytes[]): Bytes => Uint8Array.from(parts.flatMap((part) => [...part]));

function varint(value: number): Bytes {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

const number = (field: number, value: number): Bytes => joined([varint(field * 8), varint(value)]);
const block = (field: number, content: Bytes): Bytes =>
  joined([varint(field * 8 + 2), varint(content.length), content]);
const text = (field: number, value: string): Bytes => block(field, new TextEncoder().encode(value));

const FLOAT = 1;

function valueInfo(name: string, dims: readonly number[]): Bytes {
  const shape = joined(dims.map((dim) => block(1, number(1, dim))));
  const tensor = joined([number(1, FLOAT), block(2, shape)]);
  return joined([text(1, name), block(2, block(1, tensor))]);
}

function floats(name: string, values: readonly number[]): Bytes {
  const raw = new Uint8Array(Float32Array.from(values).buffer);
  return joined([number(1, values.length), number(2, FLOAT), text(8, name), block(9, raw)]);
}

function node(op: string, inputs: readonly string[], output: string, attributes: readonly Bytes[] = []): Bytes {
  return joined([
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(4, op),
    ...attributes.map((attribute) => block(5, attribute)),
  ]);
}

const ints = (name: string, values: readonly number[]): Bytes =>
  joined([text(1, name), ...values.map((value) => number(8, value)), number(20, 7)]);
const string = (name: string, value: string): Bytes => joined([text(1, name), text(4, value), number(20, 3)]);

interface Shapes {
  input: readonly number[];
  output: readonly number[];
}

function model(nodes: readonly Bytes[], { input, output }: Shapes, constants: readonly Bytes[] = []): Bytes {
  const graph = joined([
    ...nodes.map((one) => block(1, one)),
    text(2, 'tiny'),
    ...constants.map((constant) => block(5, constant)),
    block(11, valueInfo('x', input)),
    block(12, valueInfo('y', output)),
  ]);
  return joined([number(1, 8), block(7, graph), block(8, number(2, 13))]);
}

/** Says of each pixel how bright it is: the mean of its channels. Takes `side`² px. */
export function brightnessModel(side: number): Bytes {
  return model([node('ReduceMean', ['x'], 'y', [ints('axes', [1])])], {
    input: [1, 3, side, side],
    output: [1, 1, side, side],
  });
}

/** Makes every pixel a square of `scale`² equal ones. */
export function repeatingModel(side: number, scale: number): Bytes {
  return model(
    [
      node('Resize', ['x', '', 'scales'], 'y', [
        string('mode', 'nearest'),
        string('coordinate_transformation_mode', 'asymmetric'),
        string('nearest_mode', 'floor'),
      ]),
    ],
    { input: [1, 3, side, side], output: [1, 3, side * scale, side * scale] },
    [floats('scales', [1, 1, scale, scale])],
  );
}
