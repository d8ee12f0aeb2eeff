import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SafelightError } from '../../contract/errors.ts';
import { errnoOf } from './delivery-error.ts';
import { sameFile, whatIsAt } from './file-facts.ts';
import { removeIfThere, tempNameIn } from './folder.ts';

/** The file-system calls that behave differently from volume to volume. */
export interface PublishCalls {
  link(existing: string, path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
}
export const nodePublishCalls: PublishCalls = { link, rename };

/** `otherVolume`: nothing was done; the temp file must first be copied to the volume of the path ({@link copyBeside}). */
export type Published = 'published' | 'taken' | 'otherVolume';

/** Failures of link(2) that mean what they say; any other means that the volume has no hard links. */
const NOT_ABOUT_LINKS = new Set(['ENOENT', 'ENOTDIR', 'ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ENAMETOOLONG', 'ELOOP']);

/**
 * Gives a complete temp file its name if the name is free; what is there is never touched. link(2) fails where a name
 * exists, rename(2) would replace it. Volumes without hard links (FAT, exFAT, some network volumes): the name is first
 * reserved with an empty file, which rename then replaces; a crash between the two leaves the empty file behind.
 */
export async function publishNew(temp: string, path: string, calls: PublishCalls): Promise<Published> {
  try {
    await calls.link(temp, path);
    return 'published';
  } catch (thrown) {
    const errno = errnoOf(thrown);
    if (errno === 'EXDEV') return 'otherVolume';
    if (errno === 'EEXIST') return (await isSameFile(temp, path)) ? 'published' : 'taken';
    if (NOT_ABOUT_LINKS.has(errno) || errno === '') throw thrown;
  }
  return publishByReserving(temp, path, calls);
}

/** NFS repeats a call whose answer got lost and then says EEXIST about our own link. */
async function isSameFile(temp: string, path: string): Promise<boolean> {
  const [mine, there] = [await whatIsAt(temp), await whatIsAt(path)];
  return mine !== null && there !== null && sameFile(mine, there);
}

async function publishByReserving(temp: string, path: string, calls: PublishCalls): Promise<Published> {
  try {
    await (await open(path, 'wx')).close();
  } catch (thrown) {
    if (errnoOf(thrown) === 'EEXIST') return 'taken';
    throw thrown;
  }
  try {
    await calls.rename(temp, path);
    return 'published';
  } catch (thrown) {
    const reserved = await whatIsAt(path);
    if (reserved !== null && reserved.size === 0n) await unlink(path);
    if (errnoOf(thrown) === 'EXDEV') return 'otherVolume';
    throw thrown;
  }
}

/** Replaces what is at the path, a link itself and not what it leads to. */
export async function publishOver(temp: string, path: string, calls: PublishCalls): Promise<Published> {
  try {
    await calls.rename(temp, path);
    return 'published';
  } catch (thrown) {
    if (errnoOf(thrown) === 'EXDEV') return 'otherVolume';
    throw thrown;
  }
}

/** Copies a temp file into the folder of `path`, checks size and SHA-256 on the way, and fsyncs it; returns the copy's path. */
export async function copyBeside(temp: string, path: string, sha256: string, bytes: number): Promise<string> {
  // The temp file's own prefix, so that whoever sweeps after a crash finds the copy too.
  const copy = tempNameIn(dirname(path), `${basename(temp, '.tmp')}-`);
  const hash = createHash('sha256');
  let copied = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      copied += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(temp), check, createWriteStream(copy, { flags: 'wx', flush: true }));
    if (copied !== bytes || hash.digest('hex') !== sha256.toLowerCase()) {
      throw new SafelightError(
        'output_unwritable',
        `The finished file for “${path}” changed before it was delivered. Retry.`,
      );
    }
    return copy;
  } catch (thrown) {
    await removeIfThere(copy);
    throw thrown;
  }
}
