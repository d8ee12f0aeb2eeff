import type { Plan } from '../../workflow/plan/plan.ts';
import { hashFile } from './read-source.ts';

/**
 * Logo files that a plan lays over pictures → SHA-256 of their content, those not `known` yet. A file that cannot be read is
 * left to the step that needs it, which says so with its node.
 */
export async function overlayFiles(plan: Plan, known: Record<string, string>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { step } of plan.steps) {
    if (step.kind !== 'overlay' || step.source.by !== 'file') continue;
    const { path } = step.source;
    if (path in known || path in found) continue;
    found[path] = await hashFile(path).then(
      ({ sha256 }) => sha256,
      () => 'unreadable',
    );
  }
  return found;
}
