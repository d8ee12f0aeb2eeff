import type { PlannedStep } from './steps.ts';

/** One step of a plan, in single-assignment form: every step makes one new result and changes none. */
export interface PlanStep {
  /** `s0`, `s1`, … in execution order. */
  id: string;
  step: PlannedStep;
  /** Ids of the steps whose results this one reads; the first is the picture. */
  inputs: string[];
  /** Ids of the nodes whose work this step does, in graph order. */
  nodes: string[];
  /** Content address: hash of the step, its inputs' signatures, input bytes where known and the engine version. */
  signature: string;
}

/** Why a node was passed over: it changes nothing, its condition is false, or the picture takes another way. */
export type WhySkipped = 'no-op' | 'condition' | 'route';

/**
 * What will be executed for one item: plain JSON. `results` says which step makes the result of each wanted node; a node
 * that was passed over (no-op, false condition) maps to the step before it.
 */
export interface Plan {
  steps: PlanStep[];
  results: Record<string, string>;
  /** Nodes that were passed over, and why. */
  skipped: Record<string, WhySkipped>;
  /** Filters that have decided, and the way they send the picture; absent when there is none. */
  routes?: Record<string, 'match' | 'else'>;
  /** Steps whose rasters a later plan of the same item reads; only in plans that are not complete. */
  keep?: string[];
}

/** Bump when the same plan gives other bytes: kernels, encoders' settings, libvips. Part of every signature and receipt. */
export const ENGINE_VERSION = '2';
