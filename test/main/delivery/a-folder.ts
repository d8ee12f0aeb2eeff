import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CommitRequest } from '../../../src/main/engine/ports.ts';

/** An empty temporary folder, removed after the test. */
export async function aFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, 'safelight-delivery-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

let temps = 0;

/** A complete temp file in the folder with these bytes, and the request to commit it as `name`. */
export async function aRequest(
  folder: string,
  name: string,
  content: string,
  more: Partial<CommitRequest> & { tempFolder?: string } = {},
): Promise<CommitRequest> {
  const { tempFolder, ...rest } = more;
  const tempPath = join(tempFolder ?? folder, `.safelight-test-${temps++}.tmp`);
  await writeFile(tempPath, content);
  return {
    tempPath,
    finalPath: join(folder, name),
    sha256: sha256(content),
    bytes: Buffer.byteLength(content),
    collision: 'suffix',
    originals: [],
    ...rest,
  };
}

export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Every file below the folder with its text. */
export async function filesIn(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory()) found[path.slice(folder.length + 1)] = await readFile(path, 'utf8');
  }
  return found;
}

export const notRecorded = (): Promise<void> => Promise.resolve();
