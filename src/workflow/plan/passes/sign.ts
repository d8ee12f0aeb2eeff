import { createHash } from 'node:crypto';
import type { ItemTokens } from '../../../contract/pixel-tasks.ts';
import { canonicalJson } from '../canonical-json.ts';
import { ENGINE_VERSION, type Plan, type PlanStep } from '../plan.ts';
import { isRetouchStep, usedByRetouch } from '../retouch-steps.ts';
import type { ColourOp, DecodeStep, OverlayStep, PlannedStep } from '../steps.ts';
import { pickTokens, tokensOf } from '../used-tokens.ts';

/** What tells apart things that a step names but does not hold. */
export interface Identities {
  /** Input node → hash of its bytes. */
  inputHashes: Readonly<Record<string, string>>;
  /** Path → what tells the file's content apart. */
  files?: Readonly<Record<string, string>> | undefined;
  tokens?: ItemTokens | undefined;
}

function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/**
 * Gives each step its content address: SHA-256 over the canonical JSON of engine version, step and the inputs'
 * addresses. An input node's name gives way to the hash of its bytes where that is known, a file's path to its identity.
 */
export function sign(steps: readonly Omit<PlanStep, 'signature'>[], identities: Identities): PlanStep[] {
  const signatures = new Map<string, string>();
  return steps.map((step) => {
    const inputs = step.inputs.map((id) => signatures.get(id));
    const signature = sha256({ engine: ENGINE_VERSION, step: identified(step.step, identities), inputs });
    signatures.set(step.id, signature);
    return { ...step, signature };
  });
}

function identified(step: PlannedStep, identities: Identities): unknown {
  if (isRetouchStep(step))
    return { ...step, files: usedByRetouch(step).map((name) => identities.files?.[name] ?? name) };
  switch (step.kind) {
    case 'decode':
      return identifiedDecode(step, identities);
    case 'load':
      return { ...step, decode: identifiedDecode(step.decode, identities) };
    case 'colour':
      return { ...step, ops: step.ops.map((op) => identifiedOp(op, identities)) };
    case 'overlay':
      return withTokens(step, identifiedOverlay(step, identities), identities);
    default:
      return withTokens(step, step, identities);
  }
}

function identifiedDecode(step: DecodeStep, { inputHashes }: Identities): unknown {
  const hash = inputHashes[step.inputNode];
  if (hash === undefined) return step;
  return { kind: step.kind, orient: step.orient, ...(step.raw ? { raw: step.raw } : {}), bytes: hash };
}

function identifiedOp(op: ColourOp, { files }: Identities): unknown {
  const file = op.op === 'lut' ? files?.[op.path] : undefined;
  return file === undefined ? op : { ...op, path: undefined, file };
}

function identifiedOverlay(step: OverlayStep, { files }: Identities): object {
  if (step.source.by !== 'file') return step;
  const file = files?.[step.source.path];
  return file === undefined ? step : { ...step, source: { by: 'file', file } };
}

/** With the item's values that the step's texts use. */
function withTokens(step: PlannedStep, identity: object, { tokens }: Identities): object {
  const used = tokensOf(step);
  return used.length > 0 && tokens !== undefined ? { ...identity, tokens: pickTokens(tokens, used) } : identity;
}

/**
 * Hash of what a plan does, for receipts: steps, how they hang together, which node gets which result, and the engine
 * version. The same for all items that are treated alike, since input bytes are not part of it.
 */
export function planHash(plan: Plan): string {
  const steps = plan.steps.map(({ id, step, inputs }) => ({ id, step, inputs }));
  return sha256({ engine: ENGINE_VERSION, steps, results: plan.results });
}
