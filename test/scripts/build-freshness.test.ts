import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildState } from '../../scripts/build-freshness.mjs';

let root: string;
const at = (seconds: number): Date => new Date(1_700_000_000_000 + seconds * 1000);
const touch = (path: string, when: Date): void => utimesSync(join(root, path), when, when);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'safelight-build-'));
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  mkdirSync(join(root, 'out'));
  for (const file of ['src/a.ts', 'src/deep/b.ts', 'package.json', 'out/.built']) writeFileSync(join(root, file), '');
  for (const path of ['src/a.ts', 'src/deep/b.ts', 'src/deep', 'src', 'package.json']) touch(path, at(0));
  touch('out/.built', at(10));
});
afterEach(() => rmSync(root, { recursive: true }));

it('is fresh when nothing changed since the build began', () => {
  expect(buildState(root)).toBe('fresh');
});

it('is missing without a stamp', () => {
  rmSync(join(root, 'out/.built'));
  expect(buildState(root)).toBe('missing');
});

it.each(['src/deep/b.ts', 'package.json'])('is stale when %s is newer', (path) => {
  touch(path, at(11));
  expect(buildState(root)).toBe('stale');
});

it('is stale when a source was deleted', () => {
  rmSync(join(root, 'src/deep/b.ts'));
  expect(buildState(root)).toBe('stale');
});

it('is fresh where there are no sources, as in an installed package', () => {
  rmSync(join(root, 'src'), { recursive: true });
  touch('package.json', at(99));
  expect(buildState(root)).toBe('fresh');
});
