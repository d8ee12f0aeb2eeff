import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { OutputsOf } from '../../contract/native.ts';
import type { App } from '../app.ts';

/**
 * Delivered files of some items, told apart by whether they are still what was delivered: plain files of the recorded size and
 * SHA-256. What lies in a zip, or was taken back, is in neither list.
 */
export async function ourOutputs(
  { runs }: Pick<App, 'runs'>,
  which: OutputsOf,
): Promise<{ ours: string[]; changed: string[] }> {
  const ours: string[] = [];
  const changed: string[] = [];
  for (const itemId of which.itemIds) {
    const { outputs } = await runs.item(which.runId, itemId);
    for (const output of outputs) {
      if (output.archive !== undefined || output.undone !== undefined) continue;
      const same = await isStill(output.path, output).catch(() => false);
      (same ? ours : changed).push(output.path);
    }
  }
  return { ours, changed };
}

async function isStill(path: string, { bytes, sha256 }: { bytes: number; sha256: string }): Promise<boolean> {
  const facts = await lstat(path);
  if (!facts.isFile() || facts.size !== bytes) return false;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') === sha256;
}
