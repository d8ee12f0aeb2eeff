import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The licence file of the Node that runs this, where its distributions put it: beside the program (Windows), in the folder above
 * (archives), or with the documentation (Linux packages).
 * @returns {string | null} null when it came without one
 */
export function nodeLicenceFile() {
  const folder = dirname(process.execPath);
  const places = ['LICENSE', '../LICENSE', '../share/doc/node/LICENSE', '../share/doc/nodejs/copyright'];
  return places.map((place) => join(folder, place)).find((path) => existsSync(path)) ?? null;
}
