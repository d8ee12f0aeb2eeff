import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const docs = join(import.meta.dirname, '../../docs');
const page = readFileSync(join(docs, 'reliability.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| (?!fault )/.test(line));

describe('docs/reliability.md', () => {
  it('has rows', () => {
    expect(rows.length).toBeGreaterThan(25);
  });

  for (const row of rows) {
    const [, fault, , shown] = row.split(' | ').length === 3 ? ['', ...row.split(' | ')] : [];
    it(`names a test for: ${fault?.slice(2)}`, () => {
      const links = [...(shown ?? '').matchAll(/\]\((\.\.\/test\/[^)]+)\)((?:[^[]|\[(?!.*\]\())*)/g)];
      expect(links.length).toBeGreaterThan(0);
      for (const [, path, after] of links) {
        expect(existsSync(join(docs, path!)), path).toBe(true);
        const code = readFileSync(join(docs, path!), 'utf8');
        for (const [, name] of after!.matchAll(/“([^”]+)”/g)) expect(code, path).toContain(name);
      }
    });
  }
});
