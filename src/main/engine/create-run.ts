import { stat } from 'node:fs/promises';
import { extname, isAbsolute } from 'node:path';
import { SafelightError } from '../../contract/errors.ts';
import { type InputSpec, OutputSpec, type Run } from '../../contract/run.ts';
import type { WorkflowDocument } from '../../contract/workflow.ts';
import type { Graph } from '../../workflow/graph/graph.ts';
import { readWorkflow } from '../../workflow/graph/read.ts';
import { archiveStays, plannedArchive } from './archive-run.ts';
import { tellFound } from './found-items.ts';
import { runNaming } from './naming.ts';
import { planRun } from './plan-run.ts';
import { publicRun } from './public-run.ts';
import { loadRunContext } from './run-context.ts';
import { checkInputsExist, resolveInputs } from './run-inputs.ts';
import { runIntake } from './run-intake.ts';
import { withRunParams } from './run-params.ts';
import type { RunPlan } from './run-plan.ts';
import type { CreateRun, PlanOptions, RunServiceDeps } from './run-service.ts';
import type { Idempotency } from './store-port.ts';
import { slugOf, type WorkflowService } from './workflow-service.ts';

/** Single files are counted before a run is answered, up to so many. */
const COUNTED_AT_ONCE = 200;

/** See RunService.create. */
export async function createRun(deps: RunServiceDeps, spec: CreateRun): Promise<Run> {
  const { store, workflows, clock, events, scheduler } = deps;
  const before = spec.idempotency === undefined ? null : await madeBefore(deps, spec.idempotency);
  if (before !== null) return before;
  const { about, graph, inputs, output } = await checkedSpec(deps, spec);
  const now = clock.now();
  runNaming(graph, { workflow: about.slug, runDate: now.toISOString(), output }, deps.delivery);
  await checkInputsExist(inputs, deps);
  if (output.zip) {
    const zip = await plannedArchive(deps, { workflowSlug: about.slug, createdAt: now.toISOString(), output });
    if (zip.collision === 'kept') throw archiveStays(zip.path);
  }
  // Kept only now that all is well.
  const workflow =
    typeof spec.workflow === 'object' ? await workflows.adopt(spec.workflow.document) : await workflows.get(about.id!);
  const { run: stored, existed } = await store.runs.insert(
    {
      name: spec.name ?? `${workflow.name} ${localMinute(now)}`,
      workflowId: workflow.id,
      workflowVersion: about.version ?? workflow.version,
      trigger: spec.trigger,
      inputs,
      output,
      intermediates: spec.intermediates ?? 'onDemand',
      labels: spec.labels ?? {},
      tolerant: spec.tolerant ?? false,
      held: spec.start === false,
      description: spec.description ?? null,
      params: spec.params ?? {},
      client: spec.client ?? null,
    },
    { webhooks: spec.webhooks ?? [], ...(spec.idempotency === undefined ? {} : { idempotency: spec.idempotency }) },
  );
  // The same request came twice at once.
  if (existed) return (await madeBefore(deps, spec.idempotency!))!;
  events.emit({ event: 'run.created', run: publicRun(stored) });
  if (await areFewFiles(inputs)) {
    const context = await loadRunContext(deps, stored);
    await runIntake(deps, context, deps.closing, (added) => tellFound(events, stored.id, added));
  }
  if (!stored.held) scheduler.enqueue(stored.id);
  return publicRun((await store.runs.find({ id: stored.id })) ?? stored);
}

/** See RunService.plan. */
export async function planSpec(deps: RunServiceDeps, spec: CreateRun, options: PlanOptions): Promise<RunPlan> {
  const { document, about, graph, inputs, output } = await checkedSpec(deps, spec);
  await checkInputsExist(inputs, deps);
  return await planRun(
    deps,
    {
      workflow: about,
      document,
      graph,
      inputs,
      output,
      tolerant: spec.tolerant ?? false,
      intermediates: spec.intermediates ?? 'onDemand',
      runDate: deps.clock.now().toISOString(),
    },
    options,
  );
}

interface CheckedSpec {
  document: WorkflowDocument;
  about: RunPlan['workflow'];
  graph: Graph;
  inputs: Record<string, InputSpec>;
  output: OutputSpec;
}

async function checkedSpec(deps: RunServiceDeps, spec: CreateRun): Promise<CheckedSpec> {
  const output = checkedOutput(spec.output);
  const planned = await plannedWorkflow(deps.workflows, spec);
  const { document, graph } = withRunParams(planned.document, spec.params ?? {});
  return { document, about: planned.about, graph, inputs: resolveInputs(graph, spec.inputs), output };
}

/** The run that an earlier request with this key made. Throws `idempotency_conflict` when it asked for something else. */
async function madeBefore({ store }: RunServiceDeps, { owner, key, fingerprint }: Idempotency): Promise<Run | null> {
  const found = await store.runs.ofRequest(owner, key);
  if (found === null) return null;
  if (found.fingerprint === fingerprint) return publicRun(found.run);
  throw new SafelightError(
    'idempotency_conflict',
    `The idempotency key “${key}” was used for another request, which made run ${found.run.id}. Use a new key.`,
  );
}

/** Nothing but single files, so that they can be counted at once; folders and zips are read beside the work. */
async function areFewFiles(inputs: Record<string, InputSpec>): Promise<boolean> {
  const specs = Object.values(inputs);
  const paths = specs.flatMap((spec) => [...spec.paths, ...(spec.files ?? []).flatMap(({ path }) => path ?? [])]);
  const others = specs.flatMap((spec) => (spec.files ?? []).filter(({ path }) => path === undefined));
  if (paths.length + others.length > COUNTED_AT_ONCE || specs.some((spec) => spec.zipUrl !== undefined)) return false;
  if (paths.some((path) => extname(path).toLowerCase() === '.zip')) return false;
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => null)));
  return found.every((facts) => facts?.isFile());
}

function checkedOutput(given: OutputSpec): OutputSpec {
  const parsed = OutputSpec.safeParse(given);
  const issues = parsed.success
    ? []
    : parsed.error.issues.map(({ path, code, message }) => ({ path: ['output', ...path].join('.'), code, message }));
  if (parsed.success && !isAbsolute(parsed.data.folder)) {
    issues.push({ path: 'output.folder', code: 'custom', message: `“${parsed.data.folder}” is not an absolute path.` });
  }
  if (!parsed.success || issues.length > 0) {
    throw new SafelightError('request_invalid', issues[0]?.message ?? 'The output is not valid.', { issues });
  }
  return parsed.data;
}

async function plannedWorkflow(
  workflows: WorkflowService,
  { workflow: given, version }: Pick<CreateRun, 'workflow' | 'version'>,
): Promise<{ document: WorkflowDocument; about: RunPlan['workflow'] }> {
  if (typeof given === 'object') {
    const document = readWorkflow(given.document);
    const slug = document.slug ?? slugOf(document.name);
    return { document, about: { id: null, slug, name: document.name, version: null } };
  }
  const newest = await workflows.get(given);
  const { id, slug, name } = newest;
  if (version === undefined) return { document: newest.document, about: { id, slug, name, version: newest.version } };
  const wanted = (await workflows.versions(id)).find((one) => one.uuid === version || one.version === version);
  if (wanted !== undefined) return { document: wanted.document, about: { id, slug, name, version: wanted.version } };
  throw new SafelightError('workflow_not_found', `The workflow “${name}” has no version ${version}.`);
}

/** `2026-11-21 14:05`, local time. */
function localMinute(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
