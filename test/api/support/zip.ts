import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';

/** Writes a zip of files on disk, by their names in it; answers its path. */
export async function zipOf(path: string, files: Readonly<Record<string, string>>): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const [name, file] of Object.entries(files)) zip.addFile(file, name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}
