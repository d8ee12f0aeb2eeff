// Copies the Node that runs this script to dist/node, from where electron-builder packs it for the pixel host.
import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './out-folder.mjs';

const folder = join(ROOT, 'dist/node');
const target = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
mkdirSync(folder, { recursive: true });
copyFileSync(process.execPath, target);
chmodSync(target, 0o755);
console.log(`Node ${process.versions.node} (${process.platform} ${process.arch}) goes into the package.`);
