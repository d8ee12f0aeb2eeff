import { dirname } from 'node:path';
import type { DeliveryPort } from '../engine/ports.ts';
import { writeArchive } from './archive.ts';
import { commit } from './commit.ts';
import { writingTo } from './delivery-error.ts';
import { exists, matches } from './file-facts.ts';
import { prepareFolder, sweep } from './folder.ts';
import { alternative, checkTemplate, nameFor, needsRender } from './names.ts';
import { nodePublishCalls, type PublishCalls } from './publish.ts';

export interface DeliveryOptions {
  /** The two file-system calls that differ between volumes, so that tests can play one without hard links. */
  calls?: PublishCalls;
}

/** Brings finished files to their place: names, collision rules, atomic publishing, zip output. */
export function createDelivery(options: DeliveryOptions = {}): DeliveryPort {
  const calls = options.calls ?? nodePublishCalls;
  return {
    checkTemplate,
    needsRender,
    nameFor,
    alternative,
    prepareFolder,
    exists: (path) => writingTo(dirname(path), () => exists(path)),
    matches,
    sweep,
    commit: (request, onPath) => commit(request, onPath, calls),
    archive: (root, files, target, onPath, options) => writeArchive(root, files, target, onPath, calls, options),
  };
}
