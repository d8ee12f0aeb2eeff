import type { ErrorRecord } from '../../contract/errors.ts';
import type { ImageFacts, NodeState } from '../../contract/run.ts';
import type { Graph } from '../../workflow/graph/graph.ts';
import type { Size } from '../../workflow/plan/geometry.ts';
import type { Plan, PlanStep } from '../../workflow/plan/plan.ts';
import { nodeSizes } from './node-sizes.ts';
import type { Outcome } from './steps.ts';

/** One executed step. */
interface StepRun {
  startedAt: Date;
  finishedAt: Date;
  milliseconds: number;
  notes: string[];
  /** Fields that params can bind to, from steps that make JSON or a file. */
  fields: Record<string, unknown>;
  sizes: Record<string, Size>;
  /** Not executed: its result, or one made from it, was in the cache. */
  cached: boolean;
}

const WHY_SKIPPED = {
  'no-op': 'Passed over: with these settings it changes nothing in this picture.',
  condition: 'Passed over: its condition is not met.',
  route: 'Passed over: a filter sent the picture another way.',
} as const;

/** Collects what happened to each node of an item while its steps run, over all plans made for it. */
export class NodeReport {
  readonly #graph: Graph;
  /** By signature; equal pictures given to two inputs make equal steps for different nodes. */
  readonly #steps = new Map<string, PlanStep[]>();
  readonly #runs = new Map<string, StepRun>();
  readonly #failures = new Map<string, { error: ErrorRecord; startedAt: Date; finishedAt: Date }>();
  #skipped: Plan['skipped'] = {};
  #routes: NonNullable<Plan['routes']> = {};

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** A plan is about to be executed. Later plans may know more nodes for the same step. */
  planned(plan: Plan): void {
    for (const { signature } of plan.steps) this.#steps.delete(signature);
    for (const step of plan.steps) this.#steps.set(step.signature, [...(this.#steps.get(step.signature) ?? []), step]);
    this.#skipped = { ...this.#skipped, ...plan.skipped };
    this.#routes = { ...this.#routes, ...plan.routes };
  }

  ran(
    step: PlanStep,
    run: {
      startedAt: Date;
      milliseconds: number;
      notes: string[];
      fields: Record<string, unknown>;
      before: Size | null;
      after: Size;
      facts: Record<string, ImageFacts>;
      cached: boolean;
    },
  ): void {
    const { startedAt, milliseconds, notes, fields, before, after, facts, cached } = run;
    this.#runs.set(step.signature, {
      startedAt,
      finishedAt: new Date(startedAt.getTime() + milliseconds),
      milliseconds,
      notes,
      fields,
      cached,
      sizes: { ...this.#runs.get(step.signature)?.sizes, ...nodeSizes(step, before, after, facts) },
    });
  }

  /** Filters, and the way that each sent the picture. */
  get routes(): Readonly<NonNullable<Plan['routes']>> {
    return this.#routes;
  }

  /** Did this step run, or was it served, already? */
  knows(signature: string): boolean {
    return this.#runs.has(signature);
  }

  /** The first word about a node counts. */
  failed(nodeId: string, error: ErrorRecord, startedAt: Date): void {
    if (!this.#failures.has(nodeId)) this.#failures.set(nodeId, { error, startedAt, finishedAt: new Date() });
  }

  /** The state of every node in graph order; `only` limits it to the nodes that the plans were about. */
  states(options: { finished: boolean; facts: Record<string, ImageFacts>; only: 'planned' | 'all' }): NodeState[] {
    return this.#graph.order
      .filter((nodeId) => options.only === 'all' || this.#isPlanned(nodeId))
      .map((nodeId) => this.#state(nodeId, options));
  }

  #isPlanned(nodeId: string): boolean {
    return (
      nodeId in this.#skipped ||
      nodeId in this.#routes ||
      this.#failures.has(nodeId) ||
      this.#stepsOf(nodeId).length > 0
    );
  }

  #stepsOf(nodeId: string): PlanStep[] {
    return [...this.#steps.values()].flat().filter((step) => step.nodes.includes(nodeId));
  }

  #state(nodeId: string, { finished, facts }: { finished: boolean; facts: Record<string, ImageFacts> }): NodeState {
    const failure = this.#failures.get(nodeId);
    if (failure) {
      return {
        nodeId,
        status: 'failed',
        startedAt: failure.startedAt.toISOString(),
        finishedAt: failure.finishedAt.toISOString(),
        error: failure.error,
      };
    }
    const route = this.#routes[nodeId];
    if (route) return { nodeId, status: 'completed', result: { matched: route === 'match' } };
    const skipped = this.#skipped[nodeId];
    if (skipped) return { nodeId, status: 'skipped', notes: [WHY_SKIPPED[skipped]] };
    const steps = this.#stepsOf(nodeId);
    if (steps.length === 0 && finished) {
      return { nodeId, status: 'skipped', notes: ['Passed over: no export needs its result.'] };
    }
    const runs = steps.flatMap((step) => this.#runs.get(step.signature) ?? []);
    if (steps.length === 0 || runs.length < steps.length) return { nodeId, status: 'pending' };
    return this.#completed(nodeId, steps, runs, facts[nodeId]);
  }

  #completed(nodeId: string, steps: PlanStep[], runs: StepRun[], facts: ImageFacts | undefined): NodeState {
    const size = runs.findLast((run) => run.sizes[nodeId])?.sizes[nodeId];
    const others = [...new Set(steps.flatMap((step) => step.nodes))].filter((other) => other !== nodeId);
    const notes = runs.flatMap((run, i) => (noteTaker(steps[i]!) === nodeId ? run.notes : []));
    const fields = Object.assign({}, ...runs.map((run, i) => (noteTaker(steps[i]!) === nodeId ? run.fields : {})));
    return {
      nodeId,
      status: 'completed',
      startedAt: new Date(Math.min(...runs.map((run) => run.startedAt.getTime()))).toISOString(),
      finishedAt: new Date(Math.max(...runs.map((run) => run.finishedAt.getTime()))).toISOString(),
      milliseconds: Math.round(runs.reduce((sum, run) => sum + run.milliseconds, 0) * 10) / 10,
      ...(runs.every(({ cached }) => cached) ? { cached: true } : {}),
      ...(others.length === 0 ? {} : { fusedWith: others }),
      ...(size ?? {}),
      result: { ...(size ?? {}), ...(facts ? { format: facts.format, exif: facts.exif } : {}), ...fields },
      ...(notes.length === 0 ? {} : { notes }),
    };
  }
}

/** What params can bind to of a step's outcome. */
export function fieldsOf(outcome: Outcome): Record<string, unknown> {
  switch (outcome.kind) {
    case 'json':
      return outcome.value;
    case 'file':
      return { format: outcome.format, bytes: outcome.bytes.length };
    case 'raster':
      return outcome.fields ?? {};
  }
}

/** Of the nodes that share a step, the one that its notes and errors are about. */
export function noteTaker({ step, nodes }: PlanStep): string | undefined {
  return step.kind === 'load' || step.kind === 'decode' ? nodes[0] : nodes.at(-1);
}
