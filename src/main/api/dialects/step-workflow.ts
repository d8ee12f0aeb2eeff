import { type FieldIssue, SafelightError } from '../../../contract/errors.ts';
import type { InputFile } from '../../../contract/run.ts';
import type { WorkflowDocument, WorkflowNode } from '../../../contract/workflow.ts';
import { validateWorkflow } from '../../../workflow/graph/validate.ts';
import { nodeTypes } from '../../../workflow/nodes/registry.ts';

/** One step of a pipeline that is given as a list of steps, each of which waits for others. */
export interface PipelineStep {
  id: string;
  /** Node type. */
  type: string;
  params: Record<string, unknown>;
  /** Input port → `step` or `step.port`, where it is said. */
  ports: Record<string, string>;
  /** Steps that it waits for; the first that gives a picture is its input where none is said. */
  after: readonly string[];
  /** The picture of an input step, or one that another step takes without an input step before it. */
  picture: InputFile | null;
  retries?: number;
  fallback?: NonNullable<WorkflowNode['fallback']>;
}

export interface Pipeline {
  document: WorkflowDocument;
  /** Input node → its picture. */
  pictures: Record<string, InputFile>;
}

/** Ends of the ids of nodes that are added: exports, so that every step's result is made, and inputs of steps that name a picture. */
const EXPORT = '__result';
const PICTURE = '__picture';

/**
 * The workflow of a list of steps. Steps that nothing reads get an export as PNG, since only what leads to an export is executed.
 * Throws `workflow_invalid` with issues at `nodes.<id>…`, as `validateWorkflow` has them, and at `nodes.<id>.after` for a step that needs
 * a picture and waits for none.
 */
export function pipelineOf(name: string, steps: readonly PipelineStep[]): Pipeline {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const issues: FieldIssue[] = [];
  const nodes = steps.map((step) => nodeOf(step, byId, issues));
  const read = new Set(nodes.flatMap(({ inputs }) => Object.values(inputs).map((from) => from.split('.')[0]!)));
  const ends = steps.filter(({ id, type }) => !read.has(id) && givesPicture(type));
  const document: WorkflowDocument = {
    format: 1,
    name,
    nodes: [
      ...steps.filter(namesPicture).map(({ id }) => ({ id: id + PICTURE, type: 'imageInput', params: {}, inputs: {} })),
      ...nodes,
      ...ends.map(
        (end): WorkflowNode => ({
          id: `${end.id}${EXPORT}`,
          type: 'export',
          params: { format: 'png', name: `{name}-${end.id}` },
          inputs: { image: pictureOf(end) },
        }),
      ),
    ],
  };
  try {
    validateWorkflow(document);
  } catch (thrown) {
    if (!(thrown instanceof SafelightError) || thrown.code !== 'workflow_invalid') throw thrown;
    issues.push(...(thrown.issues ?? []));
  }
  if (issues.length > 0) {
    throw new SafelightError('workflow_invalid', issues.map(({ message }) => message).join(' '), { issues });
  }
  const pictures = steps.flatMap((step) =>
    step.picture === null ? [] : [[namesPicture(step) ? step.id + PICTURE : step.id, step.picture] as const],
  );
  return { document, pictures: Object.fromEntries(pictures) };
}

/** Whether a node was added to the steps that were given. */
export function isAdded(nodeId: string): boolean {
  return nodeId.endsWith(EXPORT) || nodeId.endsWith(PICTURE);
}

/**
 * Moves issues about an input node's picture (`inputs.<node>.files.0.path`), which are found when the run is made, to where the step says
 * it: `place(step id, field)`.
 */
export function atPictures(thrown: unknown, place: (stepId: string, field: string) => string | null): unknown {
  if (!(thrown instanceof SafelightError) || thrown.issues === undefined) return thrown;
  const issues = thrown.issues.map((issue): FieldIssue => {
    const [, nodeId, field] = /^inputs\.(.+)\.files\.\d+\.(\w+)$/.exec(issue.path) ?? [];
    if (nodeId === undefined || field === undefined) return issue;
    const path = place(nodeId.endsWith(PICTURE) ? nodeId.slice(0, -PICTURE.length) : nodeId, field);
    return path === null ? issue : { ...issue, path };
  });
  return new SafelightError(thrown.code, thrown.message, { issues, cause: thrown });
}

/** The export that was added to deliver a step's result. */
export function exportOf(stepId: string): string {
  return stepId + EXPORT;
}

/** A picture for a step that is no input step itself. */
function namesPicture({ type, picture }: PipelineStep): boolean {
  return picture !== null && nodeTypes.get(type)?.category !== 'input';
}

function nodeOf(step: PipelineStep, steps: ReadonlyMap<string, PipelineStep>, issues: FieldIssue[]): WorkflowNode {
  const { id, type, params, retries, fallback } = step;
  const inputs = { ...step.ports };
  const wanted = nodeTypes.get(type)?.inputs['image'];
  if (namesPicture(step)) inputs['image'] ??= id + PICTURE;
  if (wanted?.required && inputs['image'] === undefined) {
    const from = step.after.map((other) => steps.get(other)).find((other) => other && givesPicture(other.type));
    if (from !== undefined) inputs['image'] = pictureOf(from);
    else {
      const message = `“${id}” needs a picture: let it depend on a step that gives one.`;
      issues.push({ path: `nodes.${id}.after`, code: 'missing_input', message });
    }
  }
  return {
    id,
    type,
    params,
    inputs,
    ...(retries === undefined || retries === 0 ? {} : { retries }),
    ...(fallback === undefined ? {} : { fallback }),
  };
}

function givesPicture(type: string): boolean {
  return Object.values(nodeTypes.get(type)?.outputs ?? {}).some((port) => port.type === 'image');
}

/** Where a step's picture comes out; steps with several outputs, as a cut-out and its mask, have it at the first. */
function pictureOf({ id, type }: PipelineStep): string {
  const [first, ...others] = Object.entries(nodeTypes.get(type)?.outputs ?? {});
  if (first === undefined || others.length === 0) return id;
  const port = [first, ...others].find(([, { type: kind }]) => kind === 'image');
  return port === undefined ? id : `${id}.${port[0]}`;
}
