import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { PixelTask } from '../../contract/pixel-tasks.ts';

/**
 * Every temp file that a render task may have made: they are numbered from 0 and there is at most one for each node
 * (the preview target makes number 0), so that no folder of 100,000 pictures has to be listed.
 */
export function temporaryFiles(task: PixelTask): string[] {
  if (task.kind === 'sheet') return [join(task.temp.folder, `${task.temp.prefix}0.tmp`)];
  if (task.kind !== 'render') return [];
  return task.workflow.nodes.map((_, n) => join(task.temp.folder, `${task.temp.prefix}${n}.tmp`));
}

/** Removes files of ours; one that is not there, or cannot be removed now, is left to the sweep of the next start. */
export async function removeFiles(paths: string[]): Promise<void> {
  await Promise.allSettled(paths.map((path) => unlink(path)));
}
