import type { Graph } from '../graph/graph.ts';
import type { Draft, Pass } from './draft.ts';
import type { Known } from './known.ts';
import { deliveryTargets, type Needs, needsOf, nodeOf } from './needs.ts';
import { carryMetadata } from './passes/carry-metadata.ts';
import { dropDead, keepNeeded } from './passes/drop-dead.ts';
import { dropNoOps } from './passes/drop-no-ops.ts';
import { fuseGeometry } from './passes/fuse-geometry.ts';
import { fuseLoad } from './passes/fuse-load.ts';
import { lower } from './passes/lower.ts';
import { mergeColour } from './passes/merge-colour.ts';
import { numberSteps } from './passes/number-steps.ts';
import { sharePrefixes } from './passes/share-prefixes.ts';
import { sign } from './passes/sign.ts';
import { type Decision, skipConditions } from './passes/skip-conditions.ts';
import type { Plan } from './plan.ts';

export type { Known };

export interface Planned {
  plan: Plan;
  /**
   * False when params or conditions wait for results: the plan then makes just the nodes in `plan.results`. Run it,
   * add their results to `known.results` (an entry for each of them, also for nodes that were passed over), plan again.
   */
  complete: boolean;
}

/** In this order; each is a small rewriting that keeps the picture. */
const PASSES: readonly Pass[] = [
  carryMetadata,
  dropNoOps,
  sharePrefixes,
  dropDead,
  mergeColour,
  fuseGeometry,
  fuseLoad,
];

/**
 * Plans what can be done for one item with what is known. The whole graph is planned each time, with placeholders for
 * nodes that wait, and the part that can run now is cut out at the end: so a step is fused in the same way, and has
 * the same signature, in every plan of one item. Does not depend on the order of nodes in the document.
 *
 * Throws `binding_failed`, `param_invalid` and `condition_failed`, each with the node's id.
 */
export function planNext(graph: Graph, known: Known): Planned {
  const { needs, decisions, targets } = prepare(graph, known);
  const draft = applyPasses(lower(graph, needs, decisions, targets, known));
  const waiting = stepsThatWait(draft);
  const resultOf = (id: string): string => draft.results[id] ?? '';
  // Who looks at an export wants to see what goes into the file.
  const pictureOf = (id: string): string =>
    (nodeOf(graph, id).definition.category === 'output' ? draft.pictures[id] : draft.results[id]) ?? '';
  const targetStep = known.target.kind === 'node' ? pictureOf : resultOf;

  if (targets.every((id) => !waiting.has(targetStep(id)))) {
    return { plan: cut(draft, targets, targetStep, known, []), complete: true };
  }
  const ready = openReferences(graph, needs, known).filter((id) => !waiting.has(resultOf(id)));
  if (ready.length === 0) throw new Error('Nodes wait for each other: the graph was not checked.');
  return { plan: cut(draft, ready, resultOf, known, targets.map(targetStep)), complete: false };
}

interface Prepared {
  needs: Needs;
  decisions: ReadonlyMap<string, Decision>;
  /** Targets that give something: a delivery skips exports whose condition is false. */
  targets: string[];
}

/** What the target needs and what becomes of each node. `assume` is for estimates: see `skipConditions`. */
export function prepare(graph: Graph, known: Known, assume = false): Prepared {
  const deliver = known.target.kind === 'deliver';
  const asked = known.target.kind === 'deliver' ? deliveryTargets(graph) : [known.target.nodeId];
  const needs = needsOf(graph, asked);
  const decisions = skipConditions(graph, needs, known, assume);
  const targets = needs.order.filter((id) => asked.includes(id) && !(deliver && isLeftOut(graph, id, decisions)));
  return { needs, decisions, targets };
}

/** A delivery has nothing of an export whose condition is false, nor of what is on a way not taken. */
function isLeftOut(graph: Graph, id: string, decisions: ReadonlyMap<string, Decision>): boolean {
  const decision = decisions.get(id);
  if (decision === 'off') return true;
  return decision === 'pass-over' && nodeOf(graph, id).definition.category === 'output';
}

export function applyPasses(lowered: Draft): Draft {
  return PASSES.reduce((draft, pass) => pass(draft), lowered);
}

/** Placeholders and everything behind them. */
function stepsThatWait(draft: Draft): Set<string> {
  const waiting = new Set<string>();
  for (const { id, step, inputs } of draft.steps) {
    if (step.kind === 'later' || inputs.some((input) => waiting.has(input))) waiting.add(id);
  }
  return waiting;
}

/** Nodes whose results somebody waits for. */
function openReferences(graph: Graph, needs: Needs, known: Known): string[] {
  const open = new Set(needs.order.flatMap((id) => nodeOf(graph, id).references));
  return needs.order.filter((id) => open.has(id) && !Object.hasOwn(known.results, id));
}

/** The part of a draft that makes the given nodes, as a plan. `later`: steps that a later plan wants. */
function cut(
  draft: Draft,
  nodes: readonly string[],
  stepOf: (id: string) => string,
  known: Known,
  later: readonly string[],
): Plan {
  const roots = nodes.map(stepOf);
  const { steps } = keepNeeded(draft, (step) => roots.includes(step.id));
  const { steps: numbered, ids } = numberSteps(steps, roots);
  const rename = (id: string): string => ids.get(id)!;
  const inOrder = Object.entries(draft.skipped).sort(([a], [b]) => draft.order.get(a)! - draft.order.get(b)!);
  return {
    steps: sign(numbered, known),
    results: Object.fromEntries(nodes.map((id) => [id, rename(stepOf(id))])),
    skipped: Object.fromEntries(inOrder),
    ...(Object.keys(draft.routes).length === 0 ? {} : { routes: { ...draft.routes } }),
    keep: [...readLater(draft, ids, later)].map(rename).sort(),
  };
}

/**
 * Steps of this plan whose rasters a later plan of the item reads. A waiting node may turn out to be a point operation,
 * which is then computed in one pass with the one before it: so what that one reads is kept too.
 */
function readLater(draft: Draft, inPlan: ReadonlyMap<string, string>, later: readonly string[]): Set<string> {
  const byId = new Map(draft.steps.map((step) => [step.id, step]));
  const kept = new Set(later.filter((id) => inPlan.has(id)));
  for (const { id, step, inputs } of draft.steps) {
    if (inPlan.has(id)) continue;
    for (const input of inputs.filter((read) => inPlan.has(read))) {
      kept.add(input);
      const source = byId.get(input);
      if (step.kind !== 'later' || source?.step.kind !== 'colour') continue;
      for (const before of source.inputs) kept.add(before);
    }
  }
  return kept;
}
