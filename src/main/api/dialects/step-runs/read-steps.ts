import type { StepInput } from '../../../../contract/dialects/step-runs.ts';
import { SafelightError } from '../../../../contract/errors.ts';
import type { InputFile } from '../../../../contract/run.ts';
import { NodeId } from '../../../../contract/workflow.ts';
import { nodeTypes, paramsSchema, resultFields } from '../../../../workflow/nodes/registry.ts';
import type { App } from '../../../app.ts';
import { givenPicture } from '../given-picture.ts';
import { type Pipeline, type PipelineStep, pipelineOf } from '../step-workflow.ts';
import { wrongField } from './errors.ts';

const PREFIX = 'image.';
const REFERENCE = /^\$steps\.([A-Za-z][A-Za-z0-9_-]*)\.result\.([A-Za-z0-9_.]+)$/;
/** Fields of an image step that are known only when its picture is encoded. */
const OF_FILE: ReadonlySet<string> = new Set(['format', 'bytes']);

/**
 * The steps of a request as a workflow. Throws `request_invalid` with the path of the field that is wrong: an unknown action, step or
 * field, a duplicate id, a cycle, a param that does not fit.
 */
export async function readSteps(app: App, steps: readonly StepInput[]): Promise<Pipeline> {
  checkIds(steps);
  const read: PipelineStep[] = [];
  for (const [index, step] of steps.entries()) read.push(await readStep(app, step, index, steps));
  try {
    return pipelineOf('Steps', read);
  } catch (thrown) {
    throw atSteps(thrown, steps);
  }
}

/** The action of a node type. */
export function actionOf(type: string): string {
  return PREFIX + type;
}

function checkIds(steps: readonly StepInput[]): void {
  const seen = new Set<string>();
  for (const [index, { id }] of steps.entries()) {
    const at = `steps.${index}.id`;
    const parsed = NodeId.safeParse(id);
    if (!parsed.success) throw wrongField(at, `“${id}” is no id: ${parsed.error.issues[0]?.message}.`);
    if (seen.has(id)) throw wrongField(at, `Two steps are called “${id}”.`);
    seen.add(id);
  }
}

async function readStep(app: App, step: StepInput, index: number, steps: readonly StepInput[]): Promise<PipelineStep> {
  const at = `steps.${index}`;
  const definition = step.action.startsWith(PREFIX) ? nodeTypes.get(step.action.slice(PREFIX.length)) : undefined;
  if (definition === undefined) {
    const known = [...nodeTypes.keys()].map(actionOf).join(', ');
    throw wrongField(`${at}.action`, `There is no action “${step.action}”. Known are ${known}.`);
  }
  for (const [n, other] of step.depends_on.entries()) {
    if (steps.some(({ id }) => id === other)) continue;
    throw wrongField(`${at}.depends_on.${n}`, `There is no step “${other}”.`);
  }
  const params: Record<string, unknown> = {};
  const ports: Record<string, string> = {};
  const put = (key: string, reference: string, field: string): void => {
    const { stepId, name } = lookUp(reference, field, steps);
    if (definition.inputs[key] === undefined) params[key] = { $ref: `${stepId}.${bindable(name, field)}` };
    else ports[key] = portOf(stepId, name, field, steps);
  };
  let picture: InputFile | null = null;
  const takesPicture = definition.category === 'input';
  for (const [key, value] of Object.entries(step.input)) {
    const field = `${at}.input.${key}`;
    if (typeof value === 'string' && value.startsWith('$steps.')) put(key, value, field);
    else if (takesPicture && isPictureKey(key)) picture = await pictureOf(app, step.input, `${at}.input`);
    else if (hasParam(definition.type, key) || definition.inputs[key] === undefined) params[key] = value;
    else if (key === 'image') picture = await givenPicture(app, value, field);
    else throw wrongField(field, `“${key}” takes the picture of a step: $steps.<id>.result.image.`);
  }
  for (const [key, reference] of Object.entries(step.input_map)) put(key, reference, `${at}.input_map.${key}`);
  if (takesPicture && picture === null) {
    throw wrongField(`${at}.input`, `“${step.id}” brings a picture in: give its url, path or uploadId.`);
  }
  return { id: step.id, type: definition.type, params, ports, after: step.depends_on, picture };
}

const isPictureKey = (key: string): boolean => ['url', 'path', 'uploadId', 'name'].includes(key);

async function pictureOf(app: App, input: Readonly<Record<string, unknown>>, field: string): Promise<InputFile> {
  const given = Object.fromEntries(Object.entries(input).filter(([key]) => isPictureKey(key)));
  return await givenPicture(app, given, field);
}

function hasParam(type: string, key: string): boolean {
  const definition = nodeTypes.get(type);
  if (definition === undefined) return false;
  const { properties = {} } = paramsSchema(definition) as { properties?: Record<string, unknown> };
  return Object.hasOwn(properties, key);
}

function lookUp(reference: string, field: string, steps: readonly StepInput[]): { stepId: string; name: string } {
  const [, stepId, name] = REFERENCE.exec(reference) ?? [];
  if (stepId === undefined || name === undefined) {
    throw wrongField(field, `“${reference}” is not of the form $steps.<id>.result.<field>.`);
  }
  const step = steps.find(({ id }) => id === stepId);
  if (step === undefined) throw wrongField(field, `There is no step “${stepId}”.`);
  const definition = nodeTypes.get(step.action.slice(PREFIX.length));
  const known =
    definition === undefined ? [] : [...Object.keys(resultFields(definition)), ...Object.keys(definition.outputs)];
  const first = name.split('.')[0]!;
  if (definition === undefined || known.includes(first) || OF_FILE.has(first)) return { stepId, name };
  throw wrongField(field, `The result of “${stepId}” has no field “${first}”. There is ${known.join(', ')}.`);
}

function bindable(name: string, field: string): string {
  if (name === 'image') throw wrongField(field, 'A picture cannot be the value of a param.');
  if (!OF_FILE.has(name)) return name;
  throw wrongField(field, `“${name}” is known only when the file is written, and cannot be passed on.`);
}

function portOf(stepId: string, name: string, field: string, steps: readonly StepInput[]): string {
  const type = steps.find(({ id }) => id === stepId)?.action.slice(PREFIX.length) ?? '';
  const outputs = Object.keys(nodeTypes.get(type)?.outputs ?? {});
  if (outputs.includes(name)) return outputs.length === 1 ? stepId : `${stepId}.${name}`;
  throw wrongField(field, `“${name}” of “${stepId}” is no picture.`);
}

/** Issues at `nodes.<id>…` of the workflow are issues at `steps.<n>…` of the request. */
function atSteps(thrown: unknown, steps: readonly StepInput[]): unknown {
  const [issue] = thrown instanceof SafelightError ? (thrown.issues ?? []) : [];
  if (issue === undefined) return thrown;
  const [, nodeId, part, ...rest] = issue.path.split('.');
  const index = steps.findIndex(({ id }) => id === nodeId);
  if (index < 0) return wrongField('steps', issue.message);
  const step = steps[index]!;
  if (part === 'params') {
    const map = rest[0] !== undefined && Object.hasOwn(step.input_map, rest[0]) ? 'input_map' : 'input';
    return wrongField(['steps', index, map, ...rest].join('.'), issue.message);
  }
  const where = part === 'after' || part === 'inputs' ? '.depends_on' : '';
  return wrongField(`steps.${index}${where}`, issue.message);
}
