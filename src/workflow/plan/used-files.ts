import { isRetouchStep, usedByRetouch } from './retouch-steps.ts';
import type { PlannedStep } from './steps.ts';

/**
 * Paths of the files that a step reads beside the input pictures: logos, colour tables, backgrounds; models as `model:<name>`. Their
 * content is part of its signature.
 */
export function usedFiles(step: PlannedStep): string[] {
  if (isRetouchStep(step)) return usedByRetouch(step);
  switch (step.kind) {
    case 'overlay':
      return step.source.by === 'file' ? [step.source.path] : [];
    case 'colour':
      return step.ops.flatMap((op) => (op.op === 'lut' ? [op.path] : []));
    default:
      return [];
  }
}
