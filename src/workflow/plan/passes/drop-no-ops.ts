import { type Draft, type DraftStep, replaceSteps } from '../draft.ts';
import { croppedSize, paddedBox, resizedSize, type Size } from '../geometry.ts';
import { type Shape, shapeAfter } from '../shapes.ts';

const sameSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;

/**
 * Drops steps that leave the picture as it is, as far as the facts of the source tell: orientation where none is
 * pending, a resize, crop or pad to the size that the picture has, mirroring twice, a conversion to the profile
 * that the picture is in. A point operation behind one that was dropped still sees clipped values, so that the same workflow
 * gives the same colours whatever size the picture has.
 */
export function dropNoOps(draft: Draft): Draft {
  const shapes = new Map<string, Shape>();
  const kept = new Map<string, DraftStep>();
  const replaced = new Map<string, string>();
  const clipping = new Set<string>();
  for (const original of draft.steps) {
    const inputs = original.inputs.map((id) => replaced.get(id) ?? id);
    const input = inputs[0] ?? '';
    const before = shapes.get(input);
    const seen = original.inputs.some((id) => clipping.has(id));
    const step = withoutIdleConversions({ ...original, inputs, ...(seen ? { clipped: true } : {}) }, before);
    const standIn = standInFor(step, before, kept.get(input));
    if (standIn !== null) {
      replaced.set(step.id, standIn);
      if (seen || step.step.kind !== 'colour') clipping.add(step.id);
      continue;
    }
    kept.set(step.id, step);
    const shape = shapeAfter(step.step, before, draft.facts);
    if (shape !== undefined) shapes.set(step.id, shape);
  }
  const steps = draft.steps.map((step) => kept.get(step.id) ?? step);
  return markSkipped(draft, replaceSteps({ ...draft, steps }, replaced));
}

/** The id of the step whose picture is the same as this one's; null when this one is needed. */
function standInFor(step: DraftStep, before: Shape | undefined, source: DraftStep | undefined): string | null {
  const input = step.inputs[0];
  if (input === undefined) return null;
  return changesNothing(step.step, before)
    ? input
    : step.step.kind === 'flip' && source?.step.kind === 'flip' && source.step.axis === step.step.axis
      ? (source.inputs[0] ?? null)
      : null;
}

function changesNothing(step: DraftStep['step'], before: Shape | undefined): boolean {
  if (step.kind === 'colour') return step.ops.length === 0;
  if (step.kind === 'rotate') return step.angle % 360 === 0;
  if (before === undefined) return false;
  if (before.unsure && step.kind !== 'orient') return false;
  switch (step.kind) {
    case 'orient':
      return before.pending === 1;
    case 'resize':
      return sameSize(resizedSize(step, before), before);
    case 'crop':
      return sameSize(croppedSize(step, before), before);
    case 'pad':
      return sameSize(paddedBox(step, before).canvas, before);
    default:
      return false;
  }
}

function withoutIdleConversions(step: DraftStep, before: Shape | undefined): DraftStep {
  if (step.step.kind !== 'colour' || before === undefined) return step;
  let profile = before.profile;
  const ops = step.step.ops.filter((op) => {
    if (op.op !== 'convertProfile') return true;
    const idle = op.profile === profile;
    profile = op.profile;
    return !idle;
  });
  return ops.length === step.step.ops.length ? step : { ...step, step: { kind: 'colour', ops } };
}

/** Nodes all of whose work is gone were passed over. */
function markSkipped(before: Draft, after: Draft): Draft {
  const working = new Set(after.steps.flatMap((step) => step.nodes));
  const idle = before.steps.flatMap((step) => step.nodes).filter((node) => !working.has(node));
  return idle.length === 0
    ? after
    : { ...after, skipped: { ...after.skipped, ...Object.fromEntries(idle.map((node) => [node, 'no-op' as const])) } };
}
