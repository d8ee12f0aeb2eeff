import { SafelightError } from '../contract/errors.ts';
import { PixelTaskError, type RenderedFile, type RenderResult, type RenderTask } from '../contract/pixel-tasks.ts';
import type { ImageFacts } from '../contract/run.ts';
import type { WorkflowDocument } from '../contract/workflow.ts';
import type { Graph } from '../workflow/graph/graph.ts';
import { validateWorkflow } from '../workflow/graph/validate.ts';
import { estimateMemory } from '../workflow/plan/estimate.ts';
import type { Size } from '../workflow/plan/geometry.ts';
import { ENGINE_VERSION, type Plan, type PlanStep } from '../workflow/plan/plan.ts';
import { type Known, type Planned, planNext } from '../workflow/plan/planner.ts';
import type { StepFacts } from './checkpoints/checkpoint.ts';
import { ItemCheckpoints } from './checkpoints/item-checkpoints.ts';
import type { RecentCheckpoints } from './checkpoints/recent-checkpoints.ts';
import { probe } from './decoders/probe.ts';
import { asSafelightError } from './execute/failure.ts';
import { fieldsOf, NodeReport, noteTaker } from './execute/node-report.ts';
import { notSelected } from './execute/not-selected.ts';
import { overlayFiles } from './execute/overlay-files.ts';
import { pictureStep, receiptHash, stepsToFetch, stepsToRun } from './execute/plan-steps.ts';
import { previewFile } from './execute/preview.ts';
import { readSource } from './execute/read-source.ts';
import { StepResults } from './execute/step-results.ts';
import { type Encoded, executeStep, IN_PLACE, type OpenedSource, type Outcome } from './execute/steps.ts';
import { TempFiles } from './execute/temp-files.ts';

/** What an item asks of the process it runs in. */
export interface RenderContext {
  /**
   * Waits until `bytes` of working memory may be used. Rejects with `image_too_large` when they never may, in a sentence
   * about `name`, a picture of `pixels`.
   */
  admit(request: { bytes: number; name: string; pixels: number }): Promise<void>;
  /** Largest picture accepted, in pixels. */
  maxPixels: number;
  /** Where interactive tasks find what the ones before them made. */
  recent?: RecentCheckpoints;
}

/**
 * Renders one item: reads each input once, then plans and executes until nothing waits for results any more. Rejects with
 * PixelTaskError, which carries the states of the nodes so far; no temp file stays then.
 */
export async function executeRender(task: RenderTask, context: RenderContext): Promise<RenderResult> {
  const graph = graphOf(task.workflow);
  const item = new ItemExecution(graph, task, context);
  return item.run();
}

class ItemExecution {
  readonly #graph: Graph;
  readonly #task: RenderTask;
  readonly #context: RenderContext;
  readonly #name: string;
  readonly #sources = new Map<string, OpenedSource>();
  readonly #facts: Record<string, ImageFacts> = {};
  readonly #inputHashes: Record<string, string> = {};
  readonly #known: Known;
  readonly #results = new StepResults();
  /** Signatures of what later plans read. */
  readonly #keep = new Set<string>();
  readonly #sizes = new Map<string, Size>();
  readonly #checkpoints: ItemCheckpoints;
  readonly #report: NodeReport;
  readonly #temp: TempFiles;
  readonly #files: RenderedFile[] = [];
  /** By signature: encoded files that checks read. */
  readonly #encoded = new Map<string, Encoded & { nodes: readonly string[] }>();

  constructor(graph: Graph, task: RenderTask, context: RenderContext) {
    this.#graph = graph;
    this.#task = task;
    this.#context = context;
    this.#name = Object.values(task.sources)[0]?.name ?? task.tokens.name;
    const recent = task.interactive === true ? context.recent : null;
    this.#checkpoints = new ItemCheckpoints(task.cache, { tolerant: task.tolerant, recent });
    this.#report = new NodeReport(graph);
    this.#temp = new TempFiles(task.temp, { durable: task.interactive !== true });
    const { target } = task;
    this.#known = {
      target: target.kind === 'deliver' ? target : { kind: 'node', nodeId: target.nodeId },
      facts: this.#facts,
      inputHashes: this.#inputHashes,
      results: {},
      files: {},
      tokens: task.tokens,
    };
  }

  async run(): Promise<RenderResult> {
    try {
      if (!this.#recall()) await this.#openAll();
      let planned = await this.#plan();
      await this.#admit(planned);
      while (!planned.complete) {
        await this.#execute(planned);
        this.#learn(planned.plan);
        planned = await this.#plan();
      }
      await this.#execute(planned);
      if (this.#task.target.kind === 'preview') await this.#preview(planned.plan, this.#task.target);
      return {
        files: this.#files.toSorted((a, b) => this.#placeOf(a) - this.#placeOf(b)),
        nodeStates: this.#states(true),
        facts: this.#facts,
        inputHashes: this.#inputHashes,
        planHash: receiptHash(planned.plan, this.#known),
        engineVersion: ENGINE_VERSION,
        keptBytes: await this.#checkpoints.settled(),
        ...this.#notSelected(),
      };
    } catch (thrown) {
      await this.#temp.removeAll();
      const error = this.#blame(undefined, thrown, new Date(), this.#name);
      throw new PixelTaskError(error.toRecord(), { nodeStates: this.#states(false), facts: this.#facts });
    } finally {
      await this.#checkpoints.settled();
    }
  }

  /** Why nothing is delivered, where filters have seen to that. */
  #notSelected(): { notSelected?: string } {
    const { routes } = this.#report;
    const some = this.#task.target.kind !== 'deliver' || this.#files.length > 0 || Object.keys(routes).length === 0;
    return some ? {} : { notSelected: notSelected(this.#graph, routes, this.#name) };
  }

  /** Takes facts and hashes of the inputs as told, so that they are read only when a step has to be executed. */
  #recall(): boolean {
    const { known, sources } = this.#task;
    const inputs = Object.keys(sources);
    if (known == null || !inputs.every((node) => known.facts[node] && known.inputHashes[node])) return false;
    for (const node of inputs) {
      this.#facts[node] = known.facts[node]!;
      this.#inputHashes[node] = known.inputHashes[node]!;
    }
    return true;
  }

  async #openAll(): Promise<void> {
    for (const inputNode of Object.keys(this.#task.sources)) {
      if (!this.#sources.has(inputNode)) await this.#open(inputNode);
    }
  }

  async #open(inputNode: string): Promise<void> {
    const file = this.#task.sources[inputNode]!;
    const startedAt = new Date();
    try {
      // One picture may be lent to several input nodes.
      const twin = [...this.#sources.keys()].find((node) => this.#task.sources[node]!.path === file.path);
      const { bytes, sha256 } =
        twin === undefined
          ? await readSource(file)
          : { bytes: this.#sources.get(twin)!.bytes, sha256: this.#inputHashes[twin]! };
      const known = this.#inputHashes[inputNode];
      if (known !== undefined && known !== sha256) {
        throw new SafelightError(
          'file_changed',
          `“${file.name}” is not the picture any more that it was when it was done: the file has been changed since. Do it again to see the new one.`,
        );
      }
      const facts = twin === undefined ? await probe(bytes, file.name) : this.#facts[twin]!;
      checkPixels(facts, file.name, this.#context.maxPixels);
      this.#sources.set(inputNode, { name: file.name, bytes, facts });
      this.#facts[inputNode] = facts;
      this.#inputHashes[inputNode] = sha256;
    } catch (thrown) {
      throw this.#blame(inputNode, thrown, startedAt, file.name);
    }
  }

  /** Plans, and plans again when the plan turns out to use files whose content belongs into its signatures. */
  async #plan(): Promise<Planned> {
    const planned = planNext(this.#graph, this.#known);
    const files = await overlayFiles(planned.plan, this.#known.files ?? {});
    if (Object.keys(files).length === 0) return planned;
    this.#known.files = { ...this.#known.files, ...files };
    return planNext(this.#graph, this.#known);
  }

  async #admit({ plan, complete }: Planned): Promise<void> {
    const pixels = Math.max(0, ...Object.values(this.#facts).map(({ width, height }) => width * height));
    const estimate = estimateMemory(plan, this.#facts);
    // What comes after a plan that waits for results is not known yet; the pictures it was made of stay until then.
    await this.#context.admit({ bytes: complete ? estimate : estimate * 2, name: this.#name, pixels });
  }

  async #execute({ plan, complete }: Planned): Promise<void> {
    this.#report.planned(plan);
    const signatures = new Map(plan.steps.map((step) => [step.id, step.signature]));
    const afterwards = this.#readAfterwards(plan, complete);
    const isWanted = (signature: string): boolean => afterwards.includes(signature) || !this.#sizes.has(signature);
    const wanted = { isWanted, pictures: complete ? afterwards : [] };
    const redone = this.#redone(plan);
    const isThere = (signature: string): boolean =>
      this.#results.has(signature) ||
      this.#encoded.has(signature) ||
      (!redone.has(signature) && this.#checkpoints.has(signature));
    let todo: PlanStep[];
    do {
      todo = stepsToRun(plan, { ...wanted, isThere });
      this.#results.expect(todo, signatures, afterwards);
      // What turns out to be damaged has to be made after all.
    } while (!(await this.#fetch(plan, stepsToFetch(plan, todo, wanted))));
    if (todo.length > 0) await this.#openAll();
    for (const step of todo) {
      const inputs = step.inputs.map((id) => signatures.get(id)!);
      await this.#executeStep(step, inputs, plan);
      this.#results.readBy(inputs);
    }
  }

  /** Signatures of steps whose kept results somebody does not want. */
  #redone(plan: Plan): Set<string> {
    const redo = this.#task.cache?.redo ?? [];
    const steps = plan.steps.filter(({ nodes }) => nodes.some((node) => redo.includes(node)));
    return new Set(steps.map(({ signature }) => signature));
  }

  /** Brings results from the cache; false when one of them cannot be used. */
  async #fetch(plan: Plan, steps: PlanStep[]): Promise<boolean> {
    for (const step of steps) {
      const { signature } = step;
      if (this.#results.has(signature) || this.#encoded.has(signature)) continue;
      const startedAt = new Date();
      const found = await this.#checkpoints.read(step, plan);
      if (found === null) return false;
      const { checkpoint } = found;
      if (checkpoint.kind === 'file') await this.#write(step, checkpoint, plan);
      this.#served(plan, found.steps, startedAt);
      if (checkpoint.kind === 'raster')
        this.#results.set(signature, { raster: checkpoint.raster, origin: originOf(step, plan) });
    }
    return true;
  }

  /** Steps that need not run, upstream first. */
  #served(plan: Plan, steps: [PlanStep, StepFacts][], startedAt: Date): void {
    const signatures = new Map(plan.steps.map((step) => [step.id, step.signature]));
    for (const [step, { width, height, notes, fields }] of steps) {
      if (this.#report.knows(step.signature)) continue;
      const before = this.#sizes.get(signatures.get(step.inputs[0] ?? '') ?? '') ?? null;
      const after = { width, height };
      this.#sizes.set(step.signature, after);
      const run = { startedAt, milliseconds: 0, notes, fields, before, after, facts: this.#facts, cached: true };
      this.#report.ran(step, run);
    }
  }

  /** Signatures of the pictures that are read once this plan is done: by later plans, or by the preview. */
  #readAfterwards(plan: Plan, complete: boolean): string[] {
    const { target } = this.#task;
    if (complete) return target.kind === 'preview' ? [pictureStep(plan, target.nodeId).signature] : [];
    for (const { id, signature } of plan.steps) if (plan.keep?.includes(id)) this.#keep.add(signature);
    return [...this.#keep];
  }

  async #executeStep(planStep: PlanStep, inputs: string[], plan: Plan): Promise<void> {
    const { step, signature } = planStep;
    const startedAt = new Date();
    const start = performance.now();
    const before = inputs[0] === undefined || step.kind === 'check' ? null : this.#results.get(inputs[0]);
    const origin =
      step.kind === 'decode' ? step.inputNode : step.kind === 'load' ? step.decode.inputNode : (before?.origin ?? '');
    const owned =
      inputs[0] !== undefined &&
      IN_PLACE.has(step.kind) &&
      this.#results.isOwned(inputs[0]) &&
      !this.#checkpoints.holds(this.#results.get(inputs[0]).raster.data.buffer);
    try {
      if (owned) await this.#checkpoints.settled();
      const outcome = await executeStep(step, {
        raster: (index = 0) => this.#results.get(inputs[index] ?? '').raster,
        count: inputs.length,
        file: () => this.#encoded.get(inputs[0] ?? '')!,
        owned,
        open: (inputNode) => this.#source(inputNode),
        origin: () => this.#source(origin),
        tokens: this.#task.tokens,
        tolerant: this.#task.tolerant,
        maxPixels: this.#context.maxPixels,
      });
      if (outcome.kind === 'file') await this.#write(planStep, outcome, plan);
      if (step.kind === 'check') this.#route(inputs[0]!);
      const milliseconds = performance.now() - start;
      const size = outcome.kind === 'raster' ? outcome.raster : outcome.kind === 'file' ? outcome : before?.raster;
      const { width, height } = size ?? { width: 0, height: 0 };
      this.#sizes.set(signature, { width, height });
      if (outcome.kind === 'raster') this.#results.set(signature, { raster: outcome.raster, origin });
      const { notes } = outcome;
      const fields = fieldsOf(outcome);
      this.#report.ran(planStep, {
        startedAt,
        milliseconds,
        notes,
        fields,
        before: before && { width: before.raster.width, height: before.raster.height },
        after: { width, height },
        facts: this.#facts,
        cached: false,
      });
      this.#checkpoints.ran(planStep, plan, outcome, { width, height, milliseconds, notes, fields });
    } catch (thrown) {
      throw this.#blame(noteTaker(planStep), thrown, startedAt, this.#name);
    }
  }

  async #write(
    planStep: PlanStep,
    file: Omit<Outcome & { kind: 'file' }, 'notes' | 'kind'>,
    plan: Plan,
  ): Promise<void> {
    if (plan.steps.some(({ step, inputs }) => step.kind === 'check' && inputs.includes(planStep.id))) {
      this.#encoded.set(planStep.signature, { bytes: file.bytes, format: file.format, nodes: planStep.nodes });
    }
    const { format, extension, width, height } = file;
    const { path, bytes, sha256 } = await this.#temp.write(file.bytes);
    // Exports that ask for the same bytes share a step; each of them delivers a file of its own.
    const [nodeId, ...twins] = planStep.nodes.filter((node) => this.#graph.exportNodes.includes(node));
    const written = { format, extension, width, height, bytes, sha256 };
    this.#files.push({ nodeId: nodeId!, tempPath: path, ...written });
    for (const twin of twins) {
      this.#files.push({ nodeId: twin, tempPath: (await this.#temp.write(file.bytes)).path, ...written });
    }
  }

  /** A check may have found another place for the files that it looked at. */
  #route(signature: string): void {
    const { routedTo, nodes } = this.#encoded.get(signature)!;
    if (routedTo === undefined) return;
    for (const file of this.#files) if (nodes.includes(file.nodeId)) file.routedTo = routedTo;
  }

  async #preview(plan: Plan, target: RenderTask['target'] & { kind: 'preview' }): Promise<void> {
    const startedAt = new Date();
    try {
      const { raster } = this.#results.get(pictureStep(plan, target.nodeId).signature);
      const { bytes: encoded, ...file } = await previewFile(raster, target);
      const { path, bytes, sha256 } = await this.#temp.write(encoded);
      this.#files.push({ nodeId: target.nodeId, tempPath: path, bytes, sha256, ...file });
    } catch (thrown) {
      throw this.#blame(target.nodeId, thrown, startedAt, this.#name);
    }
  }

  /** Files are listed as the document lists their exports, whatever order the plan made them in. */
  #placeOf({ nodeId }: RenderedFile): number {
    return this.#graph.exportNodes.indexOf(nodeId);
  }

  /** Adds the results of the nodes a plan was made for to what is known; a node that was passed over has its input's size. */
  #learn(plan: Plan): void {
    const signatures = new Map(plan.steps.map((step) => [step.id, step.signature]));
    const states = new Map(this.#states(false).map((state) => [state.nodeId, state]));
    for (const [nodeId, stepId] of Object.entries(plan.results)) {
      const size = this.#sizes.get(signatures.get(stepId) ?? '');
      this.#known.results[nodeId] = { ...size, ...states.get(nodeId)?.result };
    }
  }

  #source(inputNode: string): OpenedSource {
    const source = this.#sources.get(inputNode);
    if (!source) throw new SafelightError('inputs_unpaired', `There is no picture for the input “${inputNode}”.`);
    return source;
  }

  #blame(nodeId: string | undefined, thrown: unknown, startedAt: Date, name: string): SafelightError {
    const error = asSafelightError(thrown, { name, nodeId });
    if (error.nodeId !== undefined) this.#report.failed(error.nodeId, error.toRecord(), startedAt);
    return error;
  }

  #states(finished: boolean) {
    const only = this.#task.target.kind === 'deliver' ? 'all' : 'planned';
    return this.#report.states({ finished, facts: this.#facts, only });
  }
}

/** Input node whose file a step's picture came from. */
function originOf(step: PlanStep, plan: Plan): string {
  const steps = new Map(plan.steps.map((one) => [one.id, one]));
  let first: PlanStep | undefined = step;
  while (first && first.inputs.length > 0) first = steps.get(first.inputs[0]!);
  return first?.step.kind === 'decode'
    ? first.step.inputNode
    : first?.step.kind === 'load'
      ? first.step.decode.inputNode
      : '';
}

function checkPixels({ width, height }: ImageFacts, name: string, maxPixels: number): void {
  if (width * height <= maxPixels) return;
  const mp = (n: number): string => (n / 1e6).toLocaleString('en', { maximumFractionDigits: n < 1e8 ? 1 : 0 });
  throw new SafelightError(
    'image_too_large',
    `“${name}” has ${mp(width * height)} megapixels (${width}×${height}); ${mp(maxPixels)} are allowed. Make it smaller in another program, or raise the limit in the settings: safelight settings maxMegapixels ${Math.ceil((width * height) / 1e6)}`,
  );
}

let lastGraph: { key: string; graph: Graph } | null = null;

/** All items of a run have the same workflow; checking it again for each would cost more than small pictures do. */
function graphOf(document: WorkflowDocument): Graph {
  const key = JSON.stringify(document);
  if (lastGraph?.key !== key) lastGraph = { key, graph: validateWorkflow(document) };
  return lastGraph.graph;
}
