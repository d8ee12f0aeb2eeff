import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';

/** Path below the folder → SHA-256, for every file, also hidden ones; files in zips as `<zip>/<name in it>`. */
export async function delivered(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  if (!existsSync(folder)) return found;
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll(sep, '/');
    const bytes = readFileSync(path);
    if (!name.endsWith('.zip')) found[name] = sha256(bytes);
    // Its own bytes hold the times of the staged files.
    else for (const [inner, hash] of await zipContents(bytes)) found[`${name}/${inner}`] = hash;
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Throws when the zip is not whole. */
async function zipContents(bytes: Buffer): Promise<[string, string][]> {
  const zip = (await promisify(fromBuffer as never)(bytes)) as ZipFile;
  const contents: [string, string][] = [];
  return await new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(contents));
    zip.on('entry', (entry: Entry) => {
      const hash = createHash('sha256');
      contents.push([entry.fileName, '']);
      const at = contents.length - 1;
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        stream.on('error', reject);
        stream.on('data', (chunk: Buffer) => hash.update(chunk));
        stream.on('end', () => {
          contents[at]![1] = hash.digest('hex');
        });
      });
    });
  });
}
