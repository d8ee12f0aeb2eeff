import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const RENDERER = join(import.meta.dirname, '..', '..', 'src', 'renderer');
/** The only parts of the contract that are more than types and yet bring no zod along. */
const PLAIN = ['picture-formats.ts'];

it('screens take types alone from the contract: zod’s compiler needs eval, which the page’s policy forbids', () => {
  const offenders = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .filter((path) =>
      [...readFileSync(join(RENDERER, path), 'utf8').matchAll(/^import (?!type )[^;]*?contract\/([\w./-]+)'/gms)].some(
        (match) => !PLAIN.includes(match[1] ?? '') && !match[0].includes('\nimport'),
      ),
    );
  expect(offenders).toEqual([]);
});
