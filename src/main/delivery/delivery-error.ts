import { SafelightError } from '../../contract/errors.ts';

/** The error number's name of a failed file-system call, `''` for anything else. */
export function errnoOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

const WHY: Record<string, string> = {
  EACCES: 'you are not allowed to write there',
  EPERM: 'the system does not allow writing there',
  EROFS: 'it is on a volume that can only be read',
  ENOENT: 'it is not there (any more)',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  ENAMETOOLONG: 'the path is too long',
  ELOOP: 'its path is a loop of links',
  EIO: 'the disk reports an error',
  EBUSY: 'another program uses the file',
};

/** What a failed file-system call means, as the end of a sentence. */
export function reasonOf(thrown: unknown): string {
  const errno = errnoOf(thrown);
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return 'there is no space left';
  return WHY[errno] ?? errno;
}

/**
 * Runs file-system calls that write below `folder` and turns what fails into `disk_full` or `output_unwritable` with a
 * sentence that names the folder. Errors that are typed already pass through.
 */
export async function writingTo<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof SafelightError) throw thrown;
    const errno = errnoOf(thrown);
    if (errno === '') throw thrown;
    if (errno === 'ENOSPC' || errno === 'EDQUOT') {
      const message = `There is no space left to write to the folder “${folder}”. Free some space or choose another folder, then retry.`;
      throw new SafelightError('disk_full', message, { cause: thrown });
    }
    const message = `The output folder “${folder}” cannot be written: ${WHY[errno] ?? errno}. Check it or choose another folder.`;
    throw new SafelightError('output_unwritable', message, { cause: thrown });
  }
}
