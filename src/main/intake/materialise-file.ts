import { stat } from 'node:fs/promises';
import { SafelightError } from '../../contract/errors.ts';
import type { Source } from '../../contract/run.ts';
import type { Materialised } from '../engine/ports.ts';
import { readError } from './intake-error.ts';

/** A plain file is used where it is; releasing it does nothing. Throws `file_not_found`, `file_unreadable`. */
export async function materialiseFile(source: Source & { kind: 'file' }): Promise<Materialised> {
  try {
    const facts = await stat(source.path);
    // A pipe or device would keep the pixel host waiting for ever.
    if (!facts.isFile()) throw new SafelightError('file_unreadable', `“${source.path}” is not a file any more.`);
  } catch (thrown) {
    throw readError(source.path, thrown);
  }
  return { path: source.path, release: () => Promise.resolve() };
}
