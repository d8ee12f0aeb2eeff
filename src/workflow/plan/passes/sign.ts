import { createHash } from 'node:crypto';
import type { ItemTokens } from '../../../contract/pixel-tasks.ts';
import { canonicalJson } from '../canonical-json.ts';
import { ENGINE_VERSION, type Plan, type PlanStep } from '../plan.ts';
import type { DecodeStep, OverlayStep, PlannedStep } from '../steps.ts';
import { pickTokens, usedTokens } from '../used-tokens.ts';

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
  switch (step.kind) {
    case 'decode':
      return identifiedDecode(step, identities);
    case 'load':
      return { ...step, decode: identifiedDecode(step.decode, identities) };
    case 'overlay':
      return identifiedOverlay(step, identities);
    default:
      return step;
  }
}

function identifiedDecode(step: DecodeStep, { inputHashes }: Identities): unknown {
  const hash = inputHashes[step.inputNode];
  return hash === undefined ? step : { kind: step.kind, orient: step.orient, bytes: hash };
}

function identifiedOverlay(step: OverlayStep, { files, tokens }: Identities): unknown {
  if (step.source.by === 'file') {
    const file = files?.[step.source.path];
    return file === undefined ? step : { ...step, source: { by: 'file', file } };
  }
  const used = usedTokens(step.source.text);
  return used.length > 0 && tokens !== undefined ? { ...step, tokens: pickTokens(tokens, used) } : step;
}

/**
 * Hash of what a plan does, for receipts: steps, how they hang together, which node gets which result, and the engine
 * version. The same for all items that are treated alike, since input bytes are not part of it.
 */
export function planHash(plan: Plan): string {
  const steps = plan.steps.map(({ id, step, inputs }) => ({ id, step, inputs }));
  return sha256({ engine: ENGINE_VERSION, steps, results: plan.results });
}
