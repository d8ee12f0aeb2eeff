import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import type { ColourOp } from '../../workflow/plan/steps.ts';
import { type CubeLut, parseCube } from './cube.ts';

/** A cube of 256³ in text has some 450 MB; what people use has 33³ or 65³. */
const MOST_BYTES = 64 * 1024 * 1024;
const KEPT = 8;

/** Tables used last by content, per worker thread. */
const parsed = new Map<string, CubeLut>();

/**
 * The colour tables that these operations name, by path. Each file is read anew, so that a changed one counts, and parsed once.
 * Throws `file_not_found` and `file_unreadable`, each naming the file.
 */
export async function readLuts(ops: readonly ColourOp[]): Promise<Map<string, CubeLut>> {
  const luts = new Map<string, CubeLut>();
  for (const op of ops) if (op.op === 'lut' && !luts.has(op.path)) luts.set(op.path, await readLut(op.path));
  return luts;
}

async function readLut(path: string): Promise<CubeLut> {
  const name = basename(path);
  const bytes = await contents(path, name);
  const key = createHash('sha256').update(bytes).digest('hex');
  const lut = parsed.get(key) ?? parseCube(bytes.toString('utf8'), { name, key });
  parsed.delete(key);
  parsed.set(key, lut);
  if (parsed.size > KEPT) parsed.delete(parsed.keys().next().value!);
  return lut;
}

async function contents(path: string, name: string): Promise<Buffer> {
  try {
    if ((await stat(path)).size > MOST_BYTES) {
      throw new SafelightError(
        'file_unreadable',
        `The colour table “${name}” is larger than 64 MB; use a smaller one.`,
      );
    }
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof SafelightError) throw cause;
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new SafelightError(
      missing ? 'file_not_found' : 'file_unreadable',
      missing
        ? `The colour table “${name}” is not there any more; choose it again in the LUT node.`
        : `The colour table “${name}” cannot be read; check that you may open it.`,
      { cause },
    );
  }
}
