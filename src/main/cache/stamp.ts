import { createHash } from 'node:crypto';
import { lstat, open, stat } from 'node:fs/promises';
import type { Source } from '../../contract/run.ts';
import type { StampedFile } from '../engine/cache-port.ts';

/** A file as it is now. */
export interface Seen {
  /**
   * Changes whenever the file's bytes may have changed. The time of the last change of status is part of it, because programs
   * that write metadata like to put the modification time back, and cannot put back this one.
   */
  stamp: string;
  bytes: number;
  /** `dev:ino`, whatever path leads to it. */
  fileId: string;
  /** Last written long enough ago that a later change gets another time. */
  settled: boolean;
}

/** Times of ext4, APFS and NTFS are finer than this, also where they come from a timer that ticks 100 times a second. */
const TICK_MS = 100;
/** FAT tells every other second. */
const COARSE_TICK_MS = 2500;

/** Null when there is no such plain file. `follow`: look at what a symbolic link leads to. */
export async function look(path: string, { follow }: { follow: boolean }): Promise<Seen | null> {
  const facts = await (follow ? stat : lstat)(path, { bigint: true }).catch(() => null);
  if (facts === null || !facts.isFile()) return null;
  const { dev, ino, size, mtimeNs, ctimeNs } = facts;
  const newest = Number((mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1_000_000n);
  const coarse = mtimeNs % 1_000_000_000n === 0n;
  return {
    stamp: `${dev}:${ino}:${size}:${mtimeNs}:${ctimeNs}`,
    bytes: Number(size),
    fileId: `${dev}:${ino}`,
    settled: Date.now() - newest > (coarse ? COARSE_TICK_MS : TICK_MS),
  };
}

/** The file on disk that a source is in. */
export function fileOf(source: Source): string {
  if (source.kind === 'run') return '';
  if (source.kind === 'url') return source.download;
  return source.kind === 'file' ? source.path : source.archive;
}

/** Under which key the bytes of a source are known: a zip entry's are known as long as its archive stays. */
export function keyOf(source: Source): string {
  return source.kind === 'zipEntry' ? `zip:${source.archive}#${source.entryIndex}` : fileOf(source);
}

const CHUNK = 1 << 20;

/** What a file holds, if it is the same file before and after it was read; null otherwise. */
export async function hashSettled(path: string): Promise<StampedFile | null> {
  const before = await look(path, { follow: true });
  if (before === null || !before.settled) return null;
  try {
    await using file = await open(path, 'r');
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, Math.max(1, before.bytes)));
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
    }
    const after = await look(path, { follow: true });
    return after?.stamp === before.stamp ? { key: path, stamp: before.stamp, sha256: hash.digest('hex') } : null;
  } catch {
    return null;
  }
}
