import { readFile } from 'node:fs/promises';
import { builtInPath } from './find-model.ts';
import { type OnnxConstant, type OnnxNode, onnxFile } from './onnx-file.ts';
import type { RunnableModel } from './session.ts';

/** Side of the square that the detector looks at, px: a multiple of 32. */
export const FACE_INPUT = 416;
/** Cells in a row of its answer: one for each 32 px. */
export const FACE_CELLS = FACE_INPUT / 32;
/** Numbers for each cell: five boxes of x, y, width, height and score. */
export const FACE_CHANNELS = 25;

const WEIGHTS = 'tiny_face_detector_model.bin';
const MANIFEST = 'tiny_face_detector_model-weights_manifest.json';

/** One tensor of TensorFlow.js' weights file, kept as bytes: value = byte × scale + min. */
interface Weight {
  name: string;
  shape: number[];
  quantization: { scale: number; min: number };
}

/**
 * The built-in face detector of face-api.js (V. Mühler, MIT): a small YOLO v2 of depthwise separable convolutions. It comes as TensorFlow.js
 * weights (190 KB) and is made an ONNX graph when it is first used. Throws `file_not_found` when the installation lacks it.
 */
export async function tinyFace(): Promise<RunnableModel> {
  const path = await builtInPath(WEIGHTS);
  return { name: 'tiny face detector', path, card: {}, bytes: async () => faceGraph(await readWeights(path)) };
}

async function readWeights(path: string): Promise<Map<string, OnnxConstant>> {
  const bytes = await readFile(path);
  const [{ weights }] = JSON.parse(await readFile(await builtInPath(MANIFEST), 'utf8')) as [{ weights: Weight[] }];
  const tensors = new Map<string, OnnxConstant>();
  let at = 0;
  for (const { name, shape, quantization } of weights) {
    const { scale, min } = quantization;
    const count = shape.reduce((product, side) => product * side, 1);
    const values = Float32Array.from(bytes.subarray(at, at + count), (byte) => byte * scale + min);
    tensors.set(name, shape.length === 4 ? channelsFirst(name, shape, values) : { name, dims: shape, values });
    at += count;
  }
  return tensors;
}

/** TensorFlow's kernels are height × width × in × out, ONNX's out × in × height × width; depthwise ones have one channel in. */
function channelsFirst(name: string, shape: readonly number[], values: Float32Array): OnnxConstant {
  const [height, width, from, to] = shape as [number, number, number, number];
  const depthwise = name.endsWith('depthwise_filter');
  const area = height * width;
  const turned = new Float32Array(values.length);
  for (let place = 0; place < area; place++) {
    for (let input = 0; input < from; input++) {
      for (let output = 0; output < to; output++) {
        const kernel = depthwise ? input : output * from + input;
        turned[kernel * area + place] = values[(place * from + input) * to + output]!;
      }
    }
  }
  return { name, dims: depthwise ? [from, 1, height, width] : [to, from, height, width], values: turned };
}

function faceGraph(tensors: ReadonlyMap<string, OnnxConstant>): Uint8Array {
  const nodes: OnnxNode[] = [];
  let last = 'x';
  const then = (op: string, weights: string[], attributes: NonNullable<OnnxNode['attributes']> = {}): void => {
    const output = op === 'Conv' && weights[0] === 'conv8/filters' ? 'y' : `${nodes.length}`;
    nodes.push({ op, inputs: [last, ...weights], output, attributes });
    last = output;
  };
  const pool = (stride: number): void =>
    then('MaxPool', [], {
      kernel_shape: { ints: [2, 2] },
      strides: { ints: [stride, stride] },
      auto_pad: { text: 'SAME_UPPER' },
    });
  const leaky = (): void => then('LeakyRelu', [], { alpha: { float: 0.1 } });

  then('Conv', ['conv0/filters', 'conv0/bias']);
  leaky();
  pool(2);
  for (let layer = 1; layer <= 5; layer++) {
    const depthwise = `conv${layer}/depthwise_filter`;
    then('Conv', [depthwise], { group: { int: tensors.get(depthwise)!.dims[0]! }, pads: { ints: [1, 1, 1, 1] } });
    then('Conv', [`conv${layer}/pointwise_filter`, `conv${layer}/bias`]);
    leaky();
    pool(layer === 5 ? 1 : 2);
  }
  then('Conv', ['conv8/filters', 'conv8/bias']);
  return onnxFile({
    nodes,
    constants: [...tensors.values()],
    input: [1, 3, FACE_INPUT, FACE_INPUT],
    output: [1, FACE_CHANNELS, FACE_CELLS, FACE_CELLS],
  });
}
