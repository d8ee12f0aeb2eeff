import { createHash } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { RenderedFile } from '../../contract/pixel-tasks.ts';
import type { CacheIndexPort, KnownFile } from '../engine/cache-port.ts';

const CHUNK = 1 << 20;

/**
 * Writes known files again, from wherever an earlier run delivered them: new files, never links, so that what a person does to
 * one copy does not reach another. Every byte is checked on the way. Null when one of them is nowhere any more; nothing
 * stays then. Throws `disk_full`, `output_unwritable`.
 */
export async function copyKnownFiles(
  index: Pick<CacheIndexPort, 'filesWith'>,
  files: readonly KnownFile[],
  { folder, prefix }: { folder: string; prefix: string },
): Promise<RenderedFile[] | null> {
  const made: RenderedFile[] = [];
  let complete = false;
  try {
    for (const [n, file] of files.entries()) {
      const tempPath = join(folder, `${prefix}${n}.tmp`);
      if (!(await copyFrom(await index.filesWith(file.sha256), file, tempPath))) return null;
      made.push({ ...file, tempPath });
    }
    complete = true;
    return made;
  } catch (thrown) {
    throw asUnwritable(thrown, folder);
  } finally {
    if (!complete) await Promise.all(made.map(({ tempPath }) => unlink(tempPath).catch(() => {})));
  }
}

async function copyFrom(candidates: { key: string }[], file: KnownFile, tempPath: string): Promise<boolean> {
  for (const { key } of candidates) {
    const source = await open(key, 'r').catch(() => null);
    if (source === null) continue;
    try {
      if (await copyChecked(source, file, tempPath)) return true;
    } finally {
      await source.close();
    }
  }
  return false;
}

async function copyChecked(source: FileHandle, { sha256, bytes }: KnownFile, tempPath: string): Promise<boolean> {
  const facts = await source.stat().catch(() => null);
  if (facts === null || !facts.isFile() || facts.size !== bytes) return false;
  const target = await open(tempPath, 'wx');
  let copied = false;
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, Math.max(1, bytes)));
    let total = 0;
    while (total < bytes) {
      const { bytesRead } = await source.read(buffer, 0, buffer.length).catch(() => ({ bytesRead: 0 }));
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      await writeAll(target, buffer.subarray(0, bytesRead));
      total += bytesRead;
    }
    if (total !== bytes || hash.digest('hex') !== sha256) return false;
    await target.sync();
    copied = true;
    return true;
  } finally {
    await target.close();
    if (!copied) await unlink(tempPath).catch(() => {});
  }
}

async function writeAll(target: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += (await target.write(bytes, written)).bytesWritten;
}

function asUnwritable(thrown: unknown, folder: string): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new SafelightError('disk_full', `The disk of ${folder} is full. Free some space and try again.`, {
      cause: thrown,
    });
  }
  if (code === '') return thrown;
  return new SafelightError('output_unwritable', `Nothing can be written to ${folder}: the system says ${code}.`, {
    cause: thrown,
  });
}
