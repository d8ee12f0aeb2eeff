import { runCapability } from '../../../../contract/capabilities.ts';
import { slugRunRoutes as routes, type SlugOutput } from '../../../../contract/dialects/slug-run.ts';
import { type FieldIssue, SafelightError } from '../../../../contract/errors.ts';
import type { Item, Run } from '../../../../contract/run.ts';
import type { App } from '../../../app.ts';
import { runIsOver } from '../../../engine/run-machine.ts';
import type { CreateRun } from '../../../engine/run-service.ts';
import type { Caller } from '../../access/caller.ts';
import { contentType } from '../../file-response.ts';
import type { Http } from '../../http.ts';
import { originOf } from '../../origin.ts';
import { artifactUrl } from '../../resources.ts';
import { createResultsFolders, type ResultsFolders } from '../../results-folder.ts';
import type { Dialect } from '../dialect.ts';
import { givenPicture } from '../given-picture.ts';
import { executionFailed, slugRunError } from './errors.ts';
import { inputsSchema, workflowInputs } from './workflow-inputs.ts';

const NAME = 'slug-run';

/** Workflows called by their slug with plain values: `/api/workflows/:slug/…`, `/api/executions/:id`. */
export const slugRunDialect: Dialect = {
  name: NAME,
  owns: (path) => /^\/api\/(workflows|executions)\//.test(path),
  errorResponse: slugRunError,
  register(http: Http, app: App): void {
    const folders = createResultsFolders(app);

    http.openapi(routes.schema, async (c) => {
      const { document } = await workflowFor(app, c.get('caller'), c.req.valid('param').slug);
      return c.json(inputsSchema(document), 200);
    });

    http.openapi(routes.run, async (c) => {
      const began = Date.now();
      const caller = c.get('caller');
      const { slug } = c.req.valid('param');
      const run = await app.runs.create(await runOf(app, folders, caller, slug, c.req.valid('json').inputs));
      if (c.req.valid('query').async === 'true') {
        return c.json({ executionId: run.uuid, status: 'queued' as const }, 202);
      }
      const over = await app.runs.whenFinished(run.id, { signal: c.req.raw.signal });
      const { items } = await app.runs.items(run.id, { page: 1, pageSize: 1 });
      const output = outputOf(over, items[0], originOf(c.req.raw));
      if (output === null) return executionFailed(whyNot(over, items[0])) as never;
      return c.json(
        { success: true as const, output, creditsUsed: 0 as const, executionTimeMs: Date.now() - began },
        200,
      );
    });

    http.openapi(routes.execution, async (c) => {
      const run = await app.runs.get(c.req.valid('param').id);
      const { items } = await app.runs.items(run.id, { page: 1, pageSize: 1 });
      const output = outputOf(run, items[0], originOf(c.req.raw));
      const status = statusOf(run);
      return c.json(
        {
          executionId: run.uuid,
          status,
          ...(output === null ? {} : { output }),
          ...(status === 'failed' || status === 'cancelled' ? { error: whyNot(run, items[0]) } : {}),
          creditsUsed: 0 as const,
          ...(run.finishedAt === null
            ? {}
            : { executionTimeMs: Date.parse(run.finishedAt) - Date.parse(run.createdAt) }),
        },
        200,
      );
    });
  },
};

/** A key for other workflows is told which capability it lacks, whether there is a workflow of that name or not. */
async function workflowFor(app: App, caller: Caller, slug: string) {
  if (!caller.may('workflow:read') && !caller.mayRun(slug)) {
    const required = runCapability(slug);
    throw new SafelightError('capability_denied', `The key “${caller.name}” lacks the capability ${required}.`, {
      required,
    });
  }
  return await app.workflows.get(slug);
}

async function runOf(
  app: App,
  folders: ResultsFolders,
  caller: Caller,
  slug: string,
  given: Readonly<Record<string, unknown>>,
): Promise<CreateRun> {
  const workflow = await workflowFor(app, caller, slug);
  const inputs = workflowInputs(workflow.document);
  const issues: FieldIssue[] = [];
  const byInput = new Map<(typeof inputs)[number], { field: string; value: unknown }>();
  for (const [field, value] of Object.entries(given)) {
    const input = inputs.find(({ name, aliases }) => name === field || aliases.includes(field));
    if (input !== undefined) byInput.set(input, { field: `inputs.${field}`, value });
    else {
      const known = inputs.map(({ name }) => name).join(', ');
      const message = `This workflow has no input “${field}”. There is ${known}.`;
      issues.push({ path: `inputs.${field}`, code: 'unknown_input', message });
    }
  }
  for (const input of inputs) {
    if (!input.required || byInput.has(input)) continue;
    const message = `The input “${input.name}” is missing.`;
    issues.push({ path: `inputs.${input.name}`, code: 'missing_input', message });
  }
  if (issues.length > 0) throw new SafelightError('inputs_invalid', issues[0]!.message, { issues });
  const pictures: CreateRun['inputs'] = {};
  const params: NonNullable<CreateRun['params']> = {};
  for (const [{ node, param }, { field, value }] of byInput) {
    if (param === null) {
      pictures[node.id] = { paths: [], recursive: false, files: [await givenPicture(app, value, field)] };
    } else params[node.id] = { ...params[node.id], [param]: value };
  }
  return {
    workflow: workflow.id,
    inputs: pictures,
    params,
    output: {
      folder: await folders.next(slug, new Date(), caller),
      collision: 'suffix',
      zip: false,
      zipLayout: 'preserve',
    },
    trigger: 'api',
    client: { dialect: NAME, data: {} },
  };
}

/** Null unless the run went well. */
function outputOf(run: Run, item: Item | undefined, origin: string): SlugOutput | null {
  if (run.status !== 'completed' || item === undefined) return null;
  const pictures = item.outputs.map(
    ({ nodeId, fileName, width, height }, index) =>
      [
        nodeId,
        {
          url: artifactUrl(origin, `runs/${run.id}/${item.id}/outputs/${index}/${fileName}`),
          fileName,
          contentType: contentType(fileName),
          width,
          height,
        },
      ] as const,
  );
  const [first, ...more] = pictures;
  if (first === undefined) return {};
  return more.length === 0 ? first[1] : Object.fromEntries(pictures);
}

function statusOf(run: Run): 'queued' | 'running' | 'completed' | 'failed' | 'cancelled' {
  if (run.status === 'paused') return 'running';
  return run.status === 'partial' ? 'failed' : run.status;
}

function whyNot(run: Run, item: Item | undefined): string {
  const error = item?.error ?? run.error;
  if (error !== null && error !== undefined) return error.message;
  return runIsOver(run.status) ? `The run is ${run.status}.` : 'The run did not come to its end.';
}
