import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { modelPath } from './find-model.ts';

const known = new Map<string, string>();

/**
 * What tells a model's weights and description apart: SHA-256 of both. Weights may have a gigabyte and every item asks, so a hash is
 * kept while size and time of the file are the same. Throws `file_not_found`.
 */
export async function modelHash(name: string): Promise<string> {
  const path = await modelPath(name);
  const card = await readFile(path.replace(/\.onnx$/, '.json')).catch(() => Buffer.alloc(0));
  const { size, mtimeMs, ctimeMs } = await stat(path);
  const key = `${path} ${size} ${mtimeMs} ${ctimeMs} ${card.toString('base64')}`;
  const earlier = known.get(key);
  if (earlier !== undefined) return earlier;
  const sha256 = createHash('sha256').update(card);
  await pipeline(createReadStream(path), sha256, { end: false });
  const hash = sha256.digest('hex');
  known.set(key, hash);
  return hash;
}
