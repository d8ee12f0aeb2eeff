import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import picomatch from 'picomatch';
import { parse } from 'yaml';
import { ROOT } from './out-folder.mjs';

/** Questions about what electron-builder.yml makes of a path of the checkout, with `/` between folders. */
export interface PackagedFiles {
  /**
   * Whether it goes into packages: the last pattern of `files` that fits decides. In node_modules electron-builder takes production
   * dependencies alone; what is answered for them is whether a pattern leaves them out.
   */
  packed(path: string): boolean;
  /** Whether it lies beside the archive, as a plain file. */
  unpacked(path: string): boolean;
}

/** Reads electron-builder.yml. */
export function packagedFiles(): PackagedFiles {
  const { files, asarUnpack } = parse(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')) as {
    files: string[];
    asarUnpack: string[];
  };
  const patterns = files.map((pattern) => ({
    packs: !pattern.startsWith('!'),
    fits: picomatch(forThisMachine(pattern.replace(/^!/, '')), { dot: true }),
  }));
  return {
    packed: (path) =>
      patterns.reduce((before, { packs, fits }) => (fits(path) ? packs : before), path.startsWith('node_modules/')),
    unpacked: picomatch(asarUnpack, { dot: true }),
  };
}

/** With electron-builder's macros filled in. */
function forThisMachine(pattern: string): string {
  return pattern.replace(/\$\{(platform|arch)\}/g, (_, name: 'platform' | 'arch') => process[name]);
}
