import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { createReadStream } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import { errnoOf } from './delivery-error.ts';

const ABSENT = new Set(['ENOENT', 'ENOTDIR']);

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (thrown) {
    if (ABSENT.has(errnoOf(thrown))) return null;
    throw thrown;
  }
}

/** What is at the path itself, a link not followed; null when nothing is. */
export function whatIsAt(path: string): Promise<BigIntStats | null> {
  return orNull(lstat(path, { bigint: true }));
}

/** True when the name is taken, be it by a link that leads nowhere. */
export async function exists(path: string): Promise<boolean> {
  return (await whatIsAt(path)) !== null;
}

/** True when exactly these bytes are there as a plain file. The size is compared first. */
export async function matches(path: string, sha256: string, bytes: number): Promise<boolean> {
  const there = await whatIsAt(path);
  if (there === null || !there.isFile() || there.size !== BigInt(bytes)) return false;
  return (await hashOf(path)) === sha256.toLowerCase();
}

/** SHA-256 of a file's bytes; null when there is none. */
export function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  const read = async (): Promise<string> => {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) hash.update(chunk as Buffer);
    return hash.digest('hex');
  };
  return orNull(read());
}

/**
 * Changes whenever the file may have changed, and never by renaming alone on the systems we know. Without the volume's number,
 * which some volumes get anew with every mount.
 */
export function stampOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${ino}:${size}:${mtimeNs}:${ctimeNs}`;
}

/** True when both say the same file of the same volume. Volumes without file numbers say 0, which proves nothing. */
export function sameFile(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino !== 0n && a.ino === b.ino && a.dev === b.dev;
}

/**
 * Which of the originals one would reach through `path`: the file itself, a symbolic or hard link to it, its name in
 * other case on a volume that does not tell case apart, or a way through a linked folder. Undefined when none.
 */
export async function originalBehind(path: string, originals: readonly string[]): Promise<string | undefined> {
  const target = await orNull(stat(path, { bigint: true }));
  if (target === null) return undefined;
  const real = await orNull(realpath(path));
  for (const original of originals) {
    if (original === path) return original;
    const facts = await orNull(stat(original, { bigint: true }));
    if (facts === null) continue;
    if (sameFile(facts, target) || (real !== null && (await orNull(realpath(original))) === real)) return original;
  }
  return undefined;
}
