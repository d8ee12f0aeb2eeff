import { join } from 'node:path';
import { type ErrorRecord, toErrorRecord } from '../../contract/errors.ts';
import type { ImageFacts, InputSpec, OutputSpec, Run, Source } from '../../contract/run.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import type { Graph } from '../../workflow/graph/graph.ts';
import { describePlan } from '../../workflow/plan/describe.ts';
import { estimateOutputs } from '../../workflow/plan/estimate.ts';
import { planNext } from '../../workflow/plan/planner.ts';
import { archiveStays, plannedArchive } from './archive-run.ts';
import { skipEarlierResults } from './earlier-results.ts';
import type { EngineDeps } from './engine-deps.ts';
import { type FoundItem, findItems } from './found-items.ts';
import { chooseName, type RunNaming, runNaming, SuffixHints, type TakenNames, wantedPath } from './naming.ts';
import { type NamedPicture, type NamedTarget, PlannedUnchanged } from './plan-known.ts';
import { planProblems } from './plan-problems.ts';
import { sheetFiles } from './run-nodes/contact-sheet.ts';
import { runNodes } from './run-nodes/run-items.ts';
import { inRunOrder } from './run-nodes/run-order.ts';
import type { PlannedTarget, ReasonCount, RunPlan } from './run-plan.ts';
import type { PlanOptions } from './run-service.ts';
import { SpreadSample } from './spread-sample.ts';
import { TYPICAL_PICTURE } from './typical-picture.ts';

type Deps = Pick<EngineDeps, 'store' | 'intake' | 'delivery' | 'pixels' | 'cache' | 'folders' | 'log'>;
type FoundPicture = FoundItem & { type: 'item' };

/** Pictures whose results are looked for together. */
const BATCH = 200;

export interface PlanRequest {
  workflow: RunPlan['workflow'];
  document: WorkflowDocument;
  graph: Graph;
  inputs: Record<string, InputSpec>;
  output: OutputSpec;
  tolerant: boolean;
  intermediates: Run['intermediates'];
  /** ISO time that `{date}` and the zip's name are made of. */
  runDate: string;
}

/**
 * Finds out what a run would do. Looks at everything the run would look at, in the same order, and names files alike;
 * writes nothing (zip entries are extracted below the data folder for the estimate, and removed).
 */
export async function planRun(deps: Deps, request: PlanRequest, options: PlanOptions): Promise<RunPlan> {
  const { graph, inputs, output, workflow, runDate } = request;
  const naming = runNaming(graph, { workflow: workflow.slug, runDate, output }, deps.delivery);
  const tally = new Tally(deps, naming, options);
  const cacheRun = { tolerant: request.tolerant, intermediates: request.intermediates, keepsOutputs: !output.zip };
  const planned = { document: request.document, cacheRun, slug: workflow.slug, runDate, output };
  const unchanged = new PlannedUnchanged(deps, planned, (key) => tally.isGiven(key));
  let batch: NamedPicture[] = [];
  const flush = async (): Promise<void> => {
    await unchanged.mark(batch);
    for (const picture of batch) if (tally.count(picture)) sample.offer(picture.found);
    batch = [];
  };
  const sample = new SpreadSample<FoundPicture>(options.sample ?? 24);
  const seen = new Set<string>();
  const all = findItems(deps.intake, inputs, { exclude: [output.folder], signal: options.signal });
  for await (const one of inRunOrder(deps, graph, all, options.signal)) {
    if (seen.has(one.key)) continue;
    seen.add(one.key);
    const [found = one] = await skipEarlierResults(deps, [one], { folder: output.folder, inputs });
    if (found.type === 'over') tally.over(found);
    else batch.push(await tally.named(found));
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  for (const node of runNodes(graph)) {
    for (const file of sheetFiles(node, tally.plan.pictures)) await tally.ofRun(node.node.id, file);
  }
  const zip = output.zip
    ? await plannedArchive(deps, { workflowSlug: workflow.slug, createdAt: runDate, output })
    : null;
  if (zip !== null) tally.zip(zip.collision);
  const problems = await planProblems(request.document, output.folder);
  if (zip?.collision === 'kept') problems.push(toErrorRecord(archiveStays(zip.path)));
  const { estimate, facts } = await estimateFrom(deps, graph, sample.taken(), tally.plan.pictures);
  return {
    workflow,
    ...tally.plan,
    skipped: { count: tally.skipped.count, reasons: tally.skipped.list() },
    refused: { count: tally.refused.count, reasons: tally.refused.list() },
    archivePath: zip?.path ?? null,
    ...examplesOf(sample.taken()),
    estimate,
    problems,
    lines: planLines(graph, facts),
  };
}

/** The first, the middle and the last of a sample that can be had before the run: not those at URLs. */
function examplesOf(sample: FoundPicture[]): Pick<RunPlan, 'examples' | 'zipExamples'> {
  const sources = sample.flatMap((picture) => {
    const [source] = Object.values(picture.sources);
    return source?.kind === 'file' || source?.kind === 'zipEntry' ? [source] : [];
  });
  const places = new Set([0, Math.floor((sources.length - 1) / 2), sources.length - 1]);
  const chosen = sources.filter((_, index) => places.has(index));
  return {
    examples: chosen.flatMap((source) => (source.kind === 'file' ? [source.path] : [])),
    zipExamples: chosen.flatMap((source) =>
      source.kind === 'zipEntry' ? [{ path: source.archive, entry: source.entryName, name: source.name }] : [],
    ),
  };
}

/** Counts and names as they come. */
class Tally {
  readonly plan: Pick<RunPlan, 'pictures' | 'inputBytes' | 'collisions' | 'files' | 'targets'> = {
    pictures: 0,
    inputBytes: 0,
    collisions: { suffixed: 0, overwritten: 0, unchanged: 0, kept: 0 },
    files: 0,
    targets: [],
  };
  readonly skipped = new Reasons();
  readonly refused = new Reasons();
  readonly #deps: Deps;
  readonly #naming: RunNaming;
  readonly #options: PlanOptions;
  readonly #given = new Set<string>();
  readonly #hints = new SuffixHints();
  #seq = 0;

  constructor(deps: Deps, naming: RunNaming, options: PlanOptions) {
    this.#deps = deps;
    this.#naming = naming;
    this.#options = options;
  }

  over(found: FoundItem & { type: 'over' }): void {
    if (found.status === 'failed') this.#seq += 1;
    (found.status === 'failed' ? this.refused : this.skipped).add(found.name, found.error);
  }

  /** Is this key a name that the run has given away? */
  isGiven(key: string): boolean {
    return this.#given.has(key);
  }

  /** Gives the picture's files their names. */
  async named(found: FoundPicture): Promise<NamedPicture> {
    this.#seq += 1;
    const seq = this.#seq;
    const { output, exports } = this.#naming;
    const targets: NamedTarget[] = [];
    for (const target of exports) {
      const about = { name: found.name, nodeId: target.nodeId };
      if (target.late) {
        targets.push({ target: { ...about, path: null, collision: 'unknown' }, name: null });
        continue;
      }
      const wanted = wantedPath(this.#naming, target, { ...found, seq }, this.#deps.delivery);
      const name = await chooseName(target.nodeId, wanted, output, this.#taken, this.#deps.delivery, this.#hints);
      this.#given.add(name.key);
      const path = output.zip ? name.relativePath : join(output.folder, name.relativePath);
      targets.push({
        target: { ...about, path, collision: name.collision },
        name: { wanted, given: name.relativePath },
      });
    }
    return { found, seq, targets };
  }

  readonly #taken: TakenNames = {
    inRun: async (key) => this.#given.has(key),
    onDisk: (path) => this.#deps.delivery.exists(join(this.#naming.output.folder, path)),
  };

  /** A file that is made of all pictures of the run. */
  async ofRun(nodeId: string, wanted: string): Promise<void> {
    const { output } = this.#naming;
    const name = await chooseName(nodeId, wanted, output, this.#taken, this.#deps.delivery, this.#hints);
    this.#given.add(name.key);
    const path = output.zip ? name.relativePath : join(output.folder, name.relativePath);
    this.#add({ name: nodeId, nodeId, path, collision: name.collision });
  }

  /** The zip that all files go into. */
  zip(collision: PlannedTarget['collision']): void {
    this.#collides(collision);
  }

  /** False when the item would be skipped. */
  count({ found, targets: named }: NamedPicture): boolean {
    const { plan } = this;
    const targets = named.map(({ target }): PlannedTarget => target);
    const rendered = targets.some((target) => target.collision !== 'kept');
    if (rendered) {
      plan.pictures += 1;
      plan.inputBytes += Object.values(found.sources).reduce((sum, source) => sum + source.bytes, 0);
    } else {
      this.skipped.add(found.name, { code: 'output_exists', message: 'The results are in the output folder already.' });
    }
    for (const target of targets) this.#add(target);
    return rendered;
  }

  #add(target: PlannedTarget): void {
    const { plan } = this;
    this.#collides(target.collision);
    if (target.collision !== 'kept') plan.files += 1;
    if (plan.targets.length < (this.#options.targets ?? 20)) plan.targets.push(target);
    this.#options.onTarget?.(target);
  }

  #collides(collision: PlannedTarget['collision']): void {
    const { collisions } = this.plan;
    if (collision === 'suffixed') collisions.suffixed += 1;
    if (collision === 'overwrites') collisions.overwritten += 1;
    if (collision === 'unchanged') collisions.unchanged += 1;
    if (collision === 'kept') collisions.kept += 1;
  }
}

const EXAMPLES = 5;
/** Messages name the file, so they are counted by code; one stands for all. */
class Reasons {
  count = 0;
  readonly #byCode = new Map<string, ReasonCount>();

  add(name: string, { code, message }: ErrorRecord): void {
    this.count += 1;
    const reason = this.#byCode.get(code) ?? { code, message, count: 0, examples: [] };
    reason.count += 1;
    if (reason.examples.length < EXAMPLES) reason.examples.push(name);
    this.#byCode.set(code, reason);
  }

  list(): ReasonCount[] {
    return [...this.#byCode.values()].sort((a, b) => b.count - a.count);
  }
}

async function estimateFrom(
  deps: Deps,
  graph: Graph,
  sample: FoundPicture[],
  pictures: number,
): Promise<{ estimate: RunPlan['estimate']; facts: Record<string, ImageFacts> | null }> {
  const probed = await Promise.all(
    sample.map(async (found) => ({ found, facts: await probeAll(deps, found.sources) })),
  );
  const sizes: NonNullable<RunPlan['estimate']>['sizes'] = [];
  let bytes = 0;
  let sampled = 0;
  let first: Record<string, ImageFacts> | null = null;
  for (const { found, facts } of probed) {
    if (facts === null) continue;
    try {
      for (const output of estimateOutputs(graph, facts)) {
        bytes += output.bytes;
        sizes.push({ name: found.name, nodeId: output.nodeId, width: output.width, height: output.height });
      }
      sampled += 1;
      first ??= facts;
    } catch (error) {
      // A condition or binding that fails for this picture will be told when it is rendered.
      deps.log.info('a picture was left out of the estimate', { name: found.name, error: String(error) });
    }
  }
  const estimate = sampled === 0 ? null : { bytes: Math.round((bytes / sampled) * pictures), sampled, sizes };
  return { estimate, facts: first };
}

/** Null when one of them cannot be read: that is told when it is rendered. */
async function probeAll(deps: Deps, sources: Record<string, Source>): Promise<Record<string, ImageFacts> | null> {
  const facts: Record<string, ImageFacts> = {};
  try {
    for (const [nodeId, source] of Object.entries(sources)) {
      const file = await deps.intake.materialise(source, deps.folders.work);
      try {
        const result = await deps.pixels.run({ kind: 'probe', source: { path: file.path, name: source.name } });
        facts[nodeId] = result.facts;
      } finally {
        await file.release();
      }
    }
    return facts;
  } catch {
    return null;
  }
}

function planLines(graph: Graph, facts: Record<string, ImageFacts> | null): string[] {
  const known = facts ?? Object.fromEntries(graph.inputNodes.map((nodeId) => [nodeId, TYPICAL_PICTURE]));
  try {
    const { plan, complete } = planNext(graph, {
      target: { kind: 'deliver' },
      facts: known,
      inputHashes: {},
      results: {},
    });
    return [...describePlan(plan), ...(complete ? [] : ['then planned again with the results of these steps'])];
  } catch (error) {
    return [`not known before a picture is read: ${error instanceof Error ? error.message : String(error)}`];
  }
}
