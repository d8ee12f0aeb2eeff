import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { type ErrorCode, SafelightError } from '../../../contract/errors.ts';
import type { WorkflowDocument } from '../../../contract/workflow.ts';
import type { PixelPort } from '../../engine/ports.ts';
import { fileStamp } from './file-stamp.ts';

/** `notYet`: it may still be written. `broken`: it does not change, but is no complete picture. */
export type Rest = { is: 'complete'; sha256: string | null } | { is: 'notYet' } | { is: 'broken' };

/** What a picture that is still being copied looks like. */
const INCOMPLETE: ReadonlySet<ErrorCode> = new Set([
  'image_truncated',
  'image_corrupt',
  'file_empty',
  'not_an_image',
  'unsupported_format',
]);
/** No sign of a copy that goes on: the run tells what is wrong with the picture. */
const FOR_THE_RUN: ReadonlySet<ErrorCode> = new Set([
  'image_too_large',
  'worker_crashed',
  'deadline_exceeded',
  'out_of_memory',
]);

/** Decodes a picture and makes it small; what is wanted is only whether that goes well, and the hash. */
const LOOK: WorkflowDocument = {
  format: 1,
  name: 'Look',
  nodes: [
    { id: 'input', type: 'imageInput', params: {}, inputs: {} },
    { id: 'export', type: 'export', params: {}, inputs: { image: 'input' } },
  ],
};

/**
 * Is a file that has not changed for a while a whole picture? It is decoded to find out: one that stalls in the middle, or that got its
 * full size before its contents, does not change either.
 */
export async function lookWhetherComplete(
  pixels: Pick<PixelPort, 'run'>,
  path: string,
  stamp: string,
  work: { folder: string; signal: AbortSignal },
): Promise<Rest> {
  let sha256: string | null = null;
  try {
    const name = basename(path);
    const { files, inputHashes } = await pixels.run(
      {
        kind: 'render',
        workflow: LOOK,
        sources: { input: { path, name } },
        tokens: { name, seq: 1, relativeFolder: '', workflow: 'look', runDate: new Date(0).toISOString() },
        target: { kind: 'preview', nodeId: 'input', longEdge: 16, format: 'png' },
        temp: { folder: work.folder, prefix: `look-${uuidv7()}-` },
        tolerant: false,
      },
      { signal: work.signal },
    );
    sha256 = inputHashes['input'] ?? null;
    await Promise.all(files.map(({ tempPath }) => rm(join(tempPath), { force: true })));
  } catch (thrown) {
    if (!(thrown instanceof SafelightError) || thrown.code === 'cancelled') throw thrown;
    if (INCOMPLETE.has(thrown.code)) return { is: 'broken' };
    if (!FOR_THE_RUN.has(thrown.code)) return { is: 'notYet' };
  }
  return (await fileStamp(path)) === stamp ? { is: 'complete', sha256 } : { is: 'notYet' };
}
