import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Found, IntakePort } from '../../../src/main/engine/ports.ts';

/** Enough of a JPEG to be recognised. */
export const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);

/** A temporary folder with these files (path → content, JPEG bytes when null), removed after the test. */
export async function aFolder(files: Record<string, string | Buffer | null> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'safelight-intake-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content ?? JPEG);
  }
  return root;
}

/** Everything found, one line each: `folder/name` of sources, `skipped …`, `refused …: code`. */
export async function foundIn(intake: IntakePort, paths: string[], more: FindOptions = {}): Promise<string[]> {
  const lines: string[] = [];
  for (const found of await allFound(intake, paths, more)) {
    const place = found.type === 'source' ? found.source : found;
    const path = place.relativeFolder === '' ? place.name : `${place.relativeFolder}/${place.name}`;
    if (found.type === 'source') lines.push(path);
    else if (found.type === 'skipped') lines.push(`skipped ${path}`);
    else lines.push(`refused ${path}: ${found.error.code}`);
  }
  return lines;
}

export interface FindOptions {
  recursive?: boolean;
  glob?: string;
  exclude?: string[];
}

export async function allFound(intake: IntakePort, paths: string[], more: FindOptions = {}): Promise<Found[]> {
  const { exclude, ...spec } = { recursive: false, ...more };
  const all: Found[] = [];
  for await (const found of intake.discover({ paths, ...spec }, undefined, exclude)) all.push(found);
  return all;
}
