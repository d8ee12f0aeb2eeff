import { stat } from 'node:fs/promises';

/**
 * What tells a file from a later one of the same name, and tells it again under another name: inode, size and time of the last
 * change of its contents. Not the device, whose number a network folder gets anew each time it is mounted. Null when there is no file.
 */
export async function fileStamp(path: string): Promise<string | null> {
  const facts = await stat(path, { bigint: true }).catch(() => null);
  return facts?.isFile() ? `${facts.ino}:${facts.size}:${facts.mtimeNs}` : null;
}
