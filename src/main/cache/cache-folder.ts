import { opendir, rm, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';

interface Entry {
  path: string;
  bytes: number;
  usedMs: number;
}

/** A file that is being written is not older than this; an older one was left behind by a process that was killed. */
const TEMP_LIFE_MS = 3600_000;
/** After an eviction the folder is this full, so that the next one is not due at once. */
const LOW_WATER = 0.8;
/** Blocks that even the smallest file takes. */
const BLOCK = 4096;

export interface FolderSize {
  bytes: number;
  entries: number;
}

/** What the folder holds, with everything below it. A missing folder holds nothing. */
export async function sizeOf(folder: string): Promise<FolderSize> {
  let bytes = 0;
  let entries = 0;
  for await (const entry of filesIn(folder)) {
    bytes += entry.bytes;
    entries += 1;
  }
  return { bytes, entries };
}

/**
 * Removes what was not used for longest until the folder is well below `limitBytes`, and temp files that were left behind.
 * Answers what stays. Files that vanish or cannot be removed meanwhile are passed over.
 */
export async function evict(folder: string, limitBytes: number, nowMs: number): Promise<FolderSize> {
  const entries: Entry[] = [];
  let bytes = 0;
  for await (const entry of filesIn(folder)) {
    if (entry.path.endsWith('.tmp')) {
      if (nowMs - entry.usedMs > TEMP_LIFE_MS) await unlink(entry.path).catch(() => {});
      continue;
    }
    entries.push(entry);
    bytes += entry.bytes;
  }
  if (bytes <= limitBytes) return { bytes, entries: entries.length };
  entries.sort((a, b) => a.usedMs - b.usedMs);
  let removed = 0;
  for (const entry of entries) {
    if (bytes <= limitBytes * LOW_WATER) break;
    if (
      await unlink(entry.path).then(
        () => true,
        () => false,
      )
    ) {
      bytes -= entry.bytes;
      removed += 1;
    }
  }
  return { bytes, entries: entries.length - removed };
}

/** Removes everything below the folder. */
export async function empty(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Bytes that may still be written to the disk of a folder, or of the one above it while it is not made; null when unknown. */
export async function freeBytes(folder: string): Promise<number | null> {
  for (const place of [folder, join(folder, '..')]) {
    const facts = await statfs(place).catch(() => null);
    if (facts !== null) return facts.bavail * facts.bsize;
  }
  return null;
}

async function* filesIn(folder: string): AsyncIterable<Entry> {
  const directory = await opendir(folder).catch(() => null);
  if (directory === null) return;
  for await (const entry of directory) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile()) {
      const facts = await stat(path).catch(() => null);
      if (facts !== null) yield { path, bytes: Math.max(BLOCK, facts.size), usedMs: facts.mtimeMs };
    }
  }
}
