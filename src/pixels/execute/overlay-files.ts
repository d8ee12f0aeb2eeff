import type { Plan } from '../../workflow/plan/plan.ts';
import { modelIn } from '../../workflow/plan/retouch-steps.ts';
import { usedFiles } from '../../workflow/plan/used-files.ts';
import { modelHash } from '../models/model-hash.ts';
import { hashFile } from './read-source.ts';

/**
 * Files that a plan reads beside the pictures (logos, colour tables, backgrounds, models) → SHA-256 of their content, those not `known` yet. A file that cannot be read is
 * left to the step that needs it, which says so with its node.
 */
export async function overlayFiles(plan: Plan, known: Record<string, string>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { step } of plan.steps) {
    for (const path of usedFiles(step)) {
      if (path in known || path in found) continue;
      const model = modelIn(path);
      const hashed = model === null ? hashFile(path).then(({ sha256 }) => sha256) : modelHash(model);
      found[path] = await hashed.catch(() => 'unreadable');
    }
  }
  return found;
}
