// Copies the Node that runs this script, with its licence, to dist/node, from where electron-builder packs it for the pixel host.
import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeLicenceFile } from './node-licence.mjs';
import { ROOT } from './out-folder.mjs';

const licence = nodeLicenceFile();
if (licence === null) {
  console.error(
    `The Node at ${process.execPath} came without its licence, so it must not go into a package. Use one from an archive of https://nodejs.org.`,
  );
  process.exit(1);
}
const folder = join(ROOT, 'dist/node');
const target = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
// Nothing of an earlier packing comes along.
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
copyFileSync(process.execPath, target);
chmodSync(target, 0o755);
copyFileSync(licence, join(folder, 'LICENSE'));
console.log(`Node ${process.versions.node} (${process.platform} ${process.arch}) goes into the package.`);
