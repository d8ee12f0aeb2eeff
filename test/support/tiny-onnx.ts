import { onnxFile } from '../../src/pixels/models/onnx-file.ts';

/** The smallest ONNX models that tests need: none has to be kept in the repository, and none has to be trained. */

/** Says of each pixel how bright it is: the mean of its channels. Takes `side`² px. */
export function brightnessModel(side: number): Uint8Array {
  return onnxFile({
    nodes: [{ op: 'ReduceMean', inputs: ['x'], output: 'y', attributes: { axes: { ints: [1] } } }],
    input: [1, 3, side, side],
    output: [1, 1, side, side],
  });
}

/** Makes every pixel a square of `scale`² equal ones. */
export function repeatingModel(side: number, scale: number): Uint8Array {
  return onnxFile({
    nodes: [
      {
        op: 'Resize',
        inputs: ['x', '', 'scales'],
        output: 'y',
        attributes: {
          mode: { text: 'nearest' },
          coordinate_transformation_mode: { text: 'asymmetric' },
          nearest_mode: { text: 'floor' },
        },
      },
    ],
    constants: [{ name: 'scales', dims: [4], values: Float32Array.of(1, 1, scale, scale) }],
    input: [1, 3, side, side],
    output: [1, 3, side * scale, side * scale],
  });
}
