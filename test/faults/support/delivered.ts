import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/**
 * Path below the folder → SHA-256, for every file, also hidden ones. Zips by what is in them, because their own bytes hold
 * the times of the staged files; and without the date in their name, because a test may run at midnight. Throws when a
 * zip is not whole.
 */
export async function delivered(folder: string): Promise<Record<string, string>> {
  const found: [string, string][] = [];
  if (!existsSync(folder)) return {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll(sep, '/');
    const bytes = readFileSync(path);
    if (!name.endsWith('.zip')) found.push([name, sha256(bytes)]);
    else for (const [inner, hash] of await zipContents(bytes)) found.push([`${dateless(name)}/${inner}`, hash]);
  }
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function dateless(name: string): string {
  return name.replace(/-\d{4}-\d{2}-\d{2}(?=(-\d+)?\.zip$)/, '');
}

async function zipContents(bytes: Buffer): Promise<[string, string][]> {
  const zip = await fromBufferPromise(bytes);
  const contents: [string, string][] = [];
  for await (const entry of zip.eachEntry()) {
    contents.push([entry.fileName, sha256(await buffer(await zip.openReadStreamPromise(entry)))]);
  }
  return contents;
}
