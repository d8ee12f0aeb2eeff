import type { ImageFacts } from '../../contract/run.ts';
import type { WhySkipped } from './plan.ts';
import type { PlannedStep } from './steps.ts';

/** Stands for the work of a node whose params or condition wait for results; never part of a plan. */
export interface LaterStep {
  kind: 'later';
}

/** A step while the passes work on it. */
export interface DraftStep {
  id: string;
  step: PlannedStep | LaterStep;
  /** Ids of the steps whose results this one reads; the first is the picture. */
  inputs: string[];
  /** Ids of the nodes whose work this is. */
  nodes: string[];
  /**
   * Its result must exist by itself, because it was asked for, or because a node that has to wait for results reads
   * it. Whether a step is held depends on the graph and the target only, never on what is known yet: that is what
   * makes the signatures of two plans of one item agree.
   */
  held: boolean;
  /**
   * A colour step that reads its input as it is seen, values clipped, because a step between them was dropped that would
   * have clipped them: it must not be merged with a colour step before it.
   */
  clipped?: true;
}

/** What the passes hand one another. A pass never changes a draft, it returns a new one. */
export interface Draft {
  /** Each after all it reads. */
  steps: readonly DraftStep[];
  /** Node → the step that makes its result. */
  results: Readonly<Record<string, string>>;
  /** Node → the step that makes the picture at it: differs from the result where that is JSON or a file. */
  pictures: Readonly<Record<string, string>>;
  skipped: Readonly<Record<string, WhySkipped>>;
  /** Filter → the way it sends the picture. */
  routes: Readonly<Record<string, 'match' | 'else'>>;
  /** Node → its place in graph order. */
  order: ReadonlyMap<string, number>;
  facts: Readonly<Record<string, ImageFacts>>;
}

/** One small rewriting of a draft. */
export type Pass = (draft: Draft) => Draft;

/** How many inputs read each step. */
export function countReaders(steps: readonly DraftStep[]): Map<string, number> {
  const readers = new Map<string, number>();
  for (const { inputs } of steps) for (const id of inputs) readers.set(id, (readers.get(id) ?? 0) + 1);
  return readers;
}

/** The ids of both lists, each once, in graph order. */
export function unionOfNodes(draft: Draft, a: readonly string[], b: readonly string[]): string[] {
  const place = (id: string): number => draft.order.get(id) ?? 0;
  return [...new Set([...a, ...b])].sort((x, y) => place(x) - place(y));
}

/**
 * Takes steps out of a draft: `replaced` maps each one's id to the step that stands in for it, which must come
 * before all its readers. Who was held passes that on to the stand-in.
 */
export function replaceSteps(draft: Draft, replaced: ReadonlyMap<string, string>): Draft {
  if (replaced.size === 0) return draft;
  const follow = (id: string): string => {
    const next = replaced.get(id);
    return next === undefined ? id : follow(next);
  };
  const held = new Set<string>();
  for (const step of draft.steps) if (step.held && replaced.has(step.id)) held.add(follow(step.id));
  const retarget = (record: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(record).map(([node, id]) => [node, follow(id)]));
  return {
    ...draft,
    steps: draft.steps
      .filter((step) => !replaced.has(step.id))
      .map((step) => ({ ...step, inputs: step.inputs.map(follow), held: step.held || held.has(step.id) })),
    results: retarget(draft.results),
    pictures: retarget(draft.pictures),
  };
}
