import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

it.each(Object.entries(scripts))('npm run %s checks the Node version first', (_name, command) => {
  expect(command).toMatch(/^node scripts\/check-node\.mjs && \S/);
});

it('has no script that npm runs by itself: ignore-scripts is set, so that it would be passed over in silence', () => {
  expect(readFileSync(join(root, '.npmrc'), 'utf8')).toContain('ignore-scripts=true');
  expect(Object.keys(scripts).filter((name) => /^(pre|post|prepare)/.test(name))).toEqual([]);
});
