import type { DagStepDefinition } from '../../../../contract/dialects/dag-workflows.ts';
import { type FieldIssue, SafelightError } from '../../../../contract/errors.ts';
import type { InputFile } from '../../../../contract/run.ts';
import { NodeId } from '../../../../contract/workflow.ts';
import { nodeTypes, resultFields } from '../../../../workflow/nodes/registry.ts';
import type { App } from '../../../app.ts';
import { givenPicture } from '../given-picture.ts';
import { type Pipeline, type PipelineStep, pipelineOf } from '../step-workflow.ts';
import { wrongField } from './errors.ts';
import { knownTaskTypes, nodeTypeOf } from './task-types.ts';

/** Names under which the service passes a picture on; each stands for the step's picture. */
const PICTURE_FROM: ReadonlySet<string> = new Set(['result_image_path', 'result_image_url', 'image', 'image_url']);
const PICTURE_TO: ReadonlySet<string> = new Set(['base_image_url', 'image_url', 'image_path', 'input_image', 'image']);
/** Config of a step that names its picture. */
export const PICTURE_CONFIG = ['image_url', 'base_image_url', 'path', 'uploadId'] as const;

/**
 * The steps of a definition as a workflow. Throws `request_invalid` with the path of each field that is wrong: an unknown task type, step
 * or field, a duplicate id, a cycle, config that does not fit.
 */
export async function readDagSteps(app: App, name: string, steps: readonly DagStepDefinition[]): Promise<Pipeline> {
  checkIds(steps);
  const read: PipelineStep[] = [];
  for (const [index, step] of steps.entries()) read.push(await readStep(app, step, index, steps));
  try {
    return pipelineOf(name, read);
  } catch (thrown) {
    throw atSteps(thrown, steps);
  }
}

function checkIds(steps: readonly DagStepDefinition[]): void {
  const seen = new Set<string>();
  for (const [index, { id }] of steps.entries()) {
    const at = `steps.${index}.id`;
    const parsed = NodeId.safeParse(id);
    if (!parsed.success) throw wrongField(at, `“${id}” is no step id: ${parsed.error.issues[0]?.message}.`);
    if (seen.has(id)) throw wrongField(at, `Two steps are called “${id}”.`);
    seen.add(id);
  }
}

async function readStep(
  app: App,
  step: DagStepDefinition,
  index: number,
  steps: readonly DagStepDefinition[],
): Promise<PipelineStep> {
  const at = `steps.${index}`;
  const type = knownType(step.task_type, `${at}.task_type`);
  for (const [n, other] of step.depends_on.entries()) {
    if (steps.some(({ id }) => id === other)) continue;
    throw wrongField(`${at}.depends_on.${n}`, `There is no step “${other}”.`);
  }
  const { picture, params } = await splitConfig(app, type, step.config, `${at}.config`);
  const ports: Record<string, string> = {};
  for (const [n, mapping] of step.input_mappings.entries()) {
    const port = pictureOfMapping(mapping, type, `${at}.input_mappings.${n}`, steps);
    if (port !== null) ports[port.name] = port.from;
    else {
      const { from_step, from_field, to_field, transform } = mapping;
      params[to_field] = { $ref: `${from_step}.${from_field}`, ...(transform ? { transform } : {}) };
    }
  }
  const { max_retries, fallback_provider_type: fallback, fallback_provider_config } = step;
  return {
    id: step.id,
    type,
    params,
    ports,
    after: step.depends_on,
    picture,
    retries: max_retries,
    ...(fallback
      ? {
          fallback: {
            type: knownType(fallback, `${at}.fallback_provider_type`),
            params: fallback_provider_config ?? {},
          },
        }
      : {}),
  };
}

function knownType(taskType: string, path: string): string {
  const type = nodeTypeOf(taskType);
  if (type !== undefined) return type;
  throw wrongField(path, `There is no task type ${taskType} on this machine. Known are ${knownTaskTypes()}.`, 'enum');
}

async function splitConfig(
  app: App,
  type: string,
  config: Readonly<Record<string, unknown>>,
  at: string,
): Promise<{ picture: InputFile | null; params: Record<string, unknown> }> {
  const params = { ...config };
  const takesPicture = nodeTypes.get(type)?.category === 'input';
  const key = PICTURE_CONFIG.find((one) => typeof config[one] === 'string' && (takesPicture || one !== 'path'));
  if (key === undefined) {
    if (takesPicture) throw wrongField(at, 'This step brings a picture in: give its image_url or path.', 'missing');
    return { picture: null, params };
  }
  const file = await givenPicture(app, config[key], `${at}.${key}`);
  const { name } = config;
  for (const one of [...PICTURE_CONFIG, 'name']) if (takesPicture || one === key) delete params[one];
  return { picture: typeof name === 'string' && takesPicture ? { ...file, name } : file, params };
}

type Mapping = DagStepDefinition['input_mappings'][number];

/** The port that a mapping fills with a picture; null when it fills a param. */
function pictureOfMapping(
  { from_step, from_field, to_field }: Mapping,
  type: string,
  at: string,
  steps: readonly DagStepDefinition[],
): { name: string; from: string } | null {
  const source = steps.find(({ id }) => id === from_step);
  if (source === undefined) throw wrongField(`${at}.from_step`, `There is no step “${from_step}”.`);
  const definition = nodeTypes.get(nodeTypeOf(source.task_type) ?? '');
  const outputs = Object.keys(definition?.outputs ?? {});
  const ports = Object.keys(nodeTypes.get(type)?.inputs ?? {});
  const output = PICTURE_FROM.has(from_field) ? 'image' : from_field;
  if (outputs.includes(output)) {
    const name = ports.includes(to_field) ? to_field : PICTURE_TO.has(to_field) ? 'image' : undefined;
    if (name !== undefined) return { name, from: outputs.length === 1 ? from_step : `${from_step}.${output}` };
    throw wrongField(`${at}.to_field`, `“${to_field}” takes no picture. There is ${ports.join(', ')}.`);
  }
  const known = definition === undefined ? [] : Object.keys(resultFields(definition));
  if (known.includes(from_field.split('.')[0]!)) return null;
  const all = [...known, ...outputs].join(', ');
  throw wrongField(`${at}.from_field`, `The result of “${from_step}” has no field “${from_field}”. There is ${all}.`);
}

/** Issues at `nodes.<id>…` of the workflow are issues at `steps.<n>…` of the definition. */
function atSteps(thrown: unknown, steps: readonly DagStepDefinition[]): unknown {
  const issues = thrown instanceof SafelightError ? thrown.issues : undefined;
  if (issues === undefined || issues.length === 0) return thrown;
  const moved = issues.map((issue): FieldIssue => {
    const [, nodeId, part, ...rest] = issue.path.split('.');
    const index = steps.findIndex(({ id }) => id === nodeId);
    if (index < 0) return { ...issue, path: 'steps' };
    const where = part === 'params' ? ['config', ...rest] : part === 'fallback' ? fallbackPlace(rest) : ['depends_on'];
    return { ...issue, path: ['steps', index, ...where].join('.') };
  });
  return new SafelightError('request_invalid', moved[0]!.message, { issues: moved });
}

function fallbackPlace([part, ...rest]: string[]): string[] {
  return part === 'params' ? ['fallback_provider_config', ...rest] : ['fallback_provider_type'];
}
