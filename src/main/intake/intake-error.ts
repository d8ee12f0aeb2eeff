import { SafelightError } from '../../contract/errors.ts';

/** The error number's name of a failed file-system call, `''` for anything else. */
export function errnoOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

/** A failed read of a file or folder as `file_not_found` or `file_unreadable`; typed errors pass through. */
export function readError(path: string, thrown: unknown): SafelightError {
  if (thrown instanceof SafelightError) return thrown;
  const errno = errnoOf(thrown);
  if (errno === 'ENOENT' || errno === 'ENOTDIR') {
    // Names that are not UTF-8 (old disks, unpacked archives) come out of the folder with U+FFFD and cannot be opened again.
    const message = path.includes('\uFFFD')
      ? `“${path}” has a name that is not valid UTF-8, so it cannot be opened. Rename it.`
      : `“${path}” does not exist. It may have been moved, renamed or deleted.`;
    return new SafelightError('file_not_found', message, { cause: thrown });
  }
  const why =
    errno === 'EACCES' || errno === 'EPERM'
      ? 'you are not allowed to read it'
      : errno === 'EIO'
        ? 'the disk reports an error'
        : errno === 'ELOOP'
          ? 'its links lead in a circle'
          : errno || String(thrown);
  return new SafelightError('file_unreadable', `“${path}” cannot be read: ${why}.`, { cause: thrown });
}
