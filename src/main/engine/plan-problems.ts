import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ErrorRecord } from '../../contract/errors.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import { filesInParams } from '../../workflow/nodes/file-params.ts';

/** What is wrong before anything is rendered: an output folder that cannot be written, files that nodes need and that are not there. */
export async function planProblems({ nodes }: WorkflowDocument, folder: string): Promise<ErrorRecord[]> {
  const problems: ErrorRecord[] = [];
  const unwritable = await folderProblem(folder);
  if (unwritable !== null) problems.push({ code: 'output_unwritable', message: unwritable });
  for (const { id, type, params } of nodes) {
    for (const path of filesInParams(params, type)) {
      const message = await fileProblem(path);
      if (message !== null) problems.push({ code: 'file_not_found', message: `${id}: ${message}`, nodeId: id });
    }
  }
  return problems;
}

/** Looks at the nearest folder that is there, since the others would be made in it. */
async function folderProblem(folder: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    const facts = await stat(at).catch(() => null);
    if (facts === null && dirname(at) !== at) continue;
    if (facts === null || !facts.isDirectory())
      return `“${at}” is no folder, so nothing can be written to “${folder}”.`;
    const writable = await access(at, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    );
    return writable
      ? null
      : `Nothing may be written to “${at}”. Change its permissions, or choose another output folder.`;
  }
}

async function fileProblem(path: string): Promise<string | null> {
  const facts = await stat(path).catch(() => null);
  if (facts === null) return `“${path}” is not there. Choose the file again in this node.`;
  return facts.isFile() ? null : `“${path}” is no file. Choose a file in this node.`;
}
