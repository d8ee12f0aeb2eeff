import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the build is made from, relative to the project's root. */
const BUILT_FROM = [
  'src',
  'resources',
  'package.json',
  'package-lock.json',
  'electron-builder.yml',
  'electron.vite.config.ts',
  'tsconfig.json',
  'tsconfig.client.json',
];

/** The file whose time says when the build in `out/` began. */
export const STAMP = 'out/.built';

/**
 * Newest change time below a path in milliseconds; folders count too, because deleting a file changes only its folder.
 * 0 when the path does not exist.
 * @param {string} path
 * @returns {number}
 */
function newestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), stat.mtimeMs);
}

/**
 * Whether `out/` can be used: `fresh`, or why not. An installed package without sources is always fresh.
 * @param {string} root the project's root
 * @returns {'fresh' | 'missing' | 'stale'}
 */
export function buildState(root) {
  const stamp = statSync(join(root, STAMP), { throwIfNoEntry: false });
  if (stamp === undefined) return 'missing';
  if (statSync(join(root, 'src'), { throwIfNoEntry: false }) === undefined) return 'fresh';
  const newest = Math.max(...BUILT_FROM.map((name) => newestChange(join(root, name))));
  return newest > stamp.mtimeMs ? 'stale' : 'fresh';
}
