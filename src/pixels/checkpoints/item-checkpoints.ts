import { join } from 'node:path';
import type { TaskCache } from '../../contract/pixel-tasks.ts';
import type { Plan, PlanStep } from '../../workflow/plan/plan.ts';
import type { Checkpoint, CheckpointContent, StepFacts } from './checkpoint.ts';
import { CheckpointStore } from './checkpoint-store.ts';
import type { RecentCheckpoints } from './recent-checkpoints.ts';

/** Rasters above this are cheaper to make again than their room is worth, unless they were very slow to make or all were asked for. */
const LARGEST_RASTER = 64e6;
const LARGEST_SLOW_RASTER = 256e6;
/** A step as slow as this is kept whatever reads it: camera raws, AVIF. Masks always are: their edges are tried out again and again. */
const SLOW_MS = 1000;

/**
 * What of one item comes from the checkpoints and what goes there. Without a cache it has nothing and keeps nothing. With `recent`, for
 * somebody who tries things out, everything is remembered there, and only what is slow to make goes to the disk.
 */
export class ItemCheckpoints {
  readonly #store: CheckpointStore | null;
  readonly #recent: RecentCheckpoints | null;
  readonly #keep: TaskCache['keep'];
  readonly #suffix: string;
  readonly #facts = new Map<string, StepFacts>();
  /** Could not be read; not asked for again. */
  readonly #missing = new Set<string>();
  readonly #writing = new Set<Promise<void>>();
  #keptBytes = 0;

  constructor(
    cache: TaskCache | null | undefined,
    options: { tolerant: boolean; recent?: RecentCheckpoints | null | undefined },
  ) {
    this.#store = cache ? new CheckpointStore(join(cache.folder, 'checkpoints')) : null;
    this.#recent = options.recent ?? null;
    this.#keep = cache?.keep ?? 'none';
    // What could be decoded of a damaged file must not pass for the file where damaged files fail.
    this.#suffix = options.tolerant ? '-tolerant' : '';
  }

  has(signature: string): boolean {
    if (this.#missing.has(signature)) return false;
    const key = signature + this.#suffix;
    return this.#recent?.has(key) === true || this.#store?.has(key) === true;
  }

  /** Whether these pixels are remembered for other items too, and must stay as they are. */
  holds(pixels: ArrayBufferLike): boolean {
    return this.#recent?.holds(pixels) === true;
  }

  /**
   * The kept result of a step, with the facts of every step that need not be run for it; null, and from then on not there, when
   * it cannot be used.
   */
  async read(step: PlanStep, plan: Plan): Promise<{ checkpoint: Checkpoint; steps: [PlanStep, StepFacts][] } | null> {
    const key = step.signature + this.#suffix;
    const checkpoint = this.#recent?.get(key) ?? (await this.#store?.read(key, kindOf(step))) ?? null;
    const steps = checkpoint && withFacts(upstream(step, plan), checkpoint.facts);
    if (steps === null) {
      this.#missing.add(step.signature);
      return null;
    }
    for (const [{ signature }, facts] of steps) this.#facts.set(signature, facts);
    return { checkpoint: checkpoint!, steps };
  }

  /** A step has run. Keeps what it made when that is worth it; the pixels must stay as they are until `settled`. */
  ran(step: PlanStep, plan: Plan, content: CheckpointContent, facts: StepFacts): void {
    this.#facts.set(step.signature, facts);
    const store = this.#isWorthKeeping(step, plan, content, facts.milliseconds) ? this.#store : null;
    if (store === null && this.#recent === null) return;
    const trail: Record<string, StepFacts> = {};
    for (const { signature } of upstream(step, plan)) {
      const known = this.#facts.get(signature);
      if (known === undefined) return;
      trail[signature] = known;
    }
    const key = step.signature + this.#suffix;
    const checkpoint = { ...content, facts: trail };
    this.#recent?.put(key, checkpoint);
    if (store === null) return;
    const written = store.write(key, checkpoint).then((bytes) => {
      this.#keptBytes += bytes;
    });
    this.#writing.add(written);
    void written.finally(() => this.#writing.delete(written));
  }

  /** Everything that is being kept is on its way to the disk, so buffers may be changed. Answers the bytes so far. Never rejects. */
  async settled(): Promise<number> {
    await Promise.all(this.#writing);
    return this.#keptBytes;
  }

  #isWorthKeeping(step: PlanStep, plan: Plan, content: CheckpointContent, milliseconds: number): boolean {
    // A check decides where a file goes, which a kept result would not do.
    if (this.#keep === 'none' || step.step.kind === 'check') return false;
    const slow = milliseconds >= SLOW_MS || step.step.kind === 'cutoutMask';
    // What the next move makes anew is not worth a file.
    if (this.#recent !== null && !slow) return false;
    const all = this.#keep === 'all';
    switch (content.kind) {
      case 'json':
        return true;
      case 'file':
        return slow;
      case 'raster':
        if (content.raster.data.byteLength > (slow || all ? LARGEST_SLOW_RASTER : LARGEST_RASTER)) return false;
        return slow || all || isEncoded(step, plan);
    }
  }
}

/** What a step's result is kept as. */
function kindOf({ step }: PlanStep): Checkpoint['kind'] {
  return step.kind === 'encode' ? 'file' : step.kind === 'analyze' || step.kind === 'check' ? 'json' : 'raster';
}

/** An export reads it: with it, changing the export executes the export only. */
function isEncoded({ id }: PlanStep, plan: Plan): boolean {
  return plan.steps.some(({ step, inputs }) => step.kind === 'encode' && inputs.includes(id));
}

/** The step and all it comes from, in the plan's order. */
function upstream(step: PlanStep, plan: Plan): PlanStep[] {
  const ids = new Set([step.id]);
  return plan.steps
    .toReversed()
    .filter(({ id, inputs }) => {
      if (!ids.has(id)) return false;
      for (const input of inputs) ids.add(input);
      return true;
    })
    .toReversed();
}

function withFacts(steps: PlanStep[], facts: Record<string, StepFacts>): [PlanStep, StepFacts][] | null {
  const found: [PlanStep, StepFacts][] = [];
  for (const step of steps) {
    const known = facts[step.signature];
    if (known === undefined) return null;
    found.push([step, known]);
  }
  return found;
}
