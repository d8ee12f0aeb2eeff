import { SafelightError } from '../../../contract/errors.ts';
import { filesInParams } from '../../../workflow/nodes/file-params.ts';
import type { Caller } from './caller.ts';

/** Throws `capability_denied` when the caller is for certain saved workflows only. */
export function checkAdHoc({ onlyWorkflows, name }: Caller): void {
  if (onlyWorkflows === null) return;
  throw new SafelightError(
    'capability_denied',
    `The key “${name}” lacks the capability workflow:run: it is for the saved workflows ${onlyWorkflows.join(', ')} only.`,
    { required: 'workflow:run' },
  );
}

/**
 * Logos and the like that a document names must lie in the caller's folders. Whatever is no document at all is left to whoever
 * reads it next. Throws `forbidden` naming the path.
 */
export async function checkFiles(document: unknown, caller: Caller): Promise<void> {
  if (caller.folders === null) return;
  const { nodes } = asRecord(document);
  if (!Array.isArray(nodes)) return;
  for (const node of nodes.map(asRecord)) {
    for (const one of [node, asRecord(node['fallback'])]) {
      for (const path of filesInParams(asRecord(one['params']))) await caller.checkPath(path);
    }
  }
}

/** The same for params by node, of a run's or an item's own. */
export async function checkParams(params: Record<string, Record<string, unknown>>, caller: Caller): Promise<void> {
  for (const path of Object.values(params).flatMap((own) => filesInParams(own))) await caller.checkPath(path);
}

/** Any JSON as an object to look into. */
function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
