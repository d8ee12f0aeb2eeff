import type { HonoRequest } from 'hono';
import { ExecutionBody } from '../../../../contract/dialects/executions.ts';
import { SafelightError } from '../../../../contract/errors.ts';
import type { App } from '../../../app.ts';
import type { CreateRun } from '../../../engine/run-service.ts';
import type { Caller } from '../../access/caller.ts';
import { originOf } from '../../origin.ts';
import type { ResultsFolders } from '../../results-folder.ts';
import { DIALECT } from './execution.ts';

/** What the query of a creation says. */
export interface ExecutionQuery {
  workflow: string;
  version?: string | undefined;
  organization?: string | undefined;
}

/**
 * The run of an execution: of an image that was uploaded before (JSON), or that is sent along (multipart). Throws
 * `workflow_not_found`, `request_invalid`, `upload_not_found`, `url_refused`.
 */
export async function executionSpec(
  app: App,
  folders: ResultsFolders,
  asked: HonoRequest,
  query: ExecutionQuery,
  caller: Caller,
): Promise<CreateRun> {
  const request = asked.raw;
  const workflow = await app.workflows.get(query.workflow);
  const { image, labels, webhooks } = isMultipart(request) ? await sentAlong(app, request) : await fromJson(asked);
  await app.uploads.get(image.contentHash);
  for (const url of webhooks) await app.webhooks.check(url);
  return {
    workflow: workflow.id,
    ...(query.version === undefined ? {} : { version: query.version }),
    inputs: {
      imageInput: { paths: [], recursive: false, files: [{ uploadId: image.contentHash, name: image.name }] },
    },
    output: {
      folder: await folders.next(workflow.slug, new Date(), caller),
      collision: 'suffix',
      zip: false,
      zipLayout: 'preserve',
    },
    trigger: 'api',
    labels: { ...labels, ...labelsIn(new URL(request.url)) },
    webhooks: webhooks.map((url) => ({ url, dialect: DIALECT, origin: originOf(request) })),
    client: {
      dialect: DIALECT,
      data: {
        contentHash: image.contentHash,
        ...(query.organization === undefined ? {} : { organization: query.organization }),
      },
    },
  };
}

function isMultipart(request: Request): boolean {
  return /^multipart\/form-data/i.test(request.headers.get('content-type') ?? '');
}

async function sentAlong(app: App, request: Request): Promise<ExecutionBody> {
  const [upload] = await app.uploads.receive(request, { signal: request.signal });
  if (upload === undefined) throw new SafelightError('request_invalid', 'The request holds no file in a field “file”.');
  const { name, sha256, contentType } = upload;
  return { image: { name, contentHash: sha256, contentType: contentType ?? '' }, labels: {}, webhooks: [] };
}

async function fromJson(request: HonoRequest): Promise<ExecutionBody> {
  const parsed = ExecutionBody.safeParse(await request.json().catch(() => undefined));
  if (parsed.success) return { ...parsed.data, image: { ...parsed.data.image, contentHash: lower(parsed.data) } };
  const issues = parsed.error.issues.map(({ path, code, message }) => ({ path: path.join('.'), code, message }));
  const [first] = issues;
  throw new SafelightError('request_invalid', `${first?.path || 'body'}: ${first?.message}`, { issues });
}

const lower = ({ image }: ExecutionBody): string => image.contentHash.toLowerCase();

/** `label[key]=value` */
function labelsIn(url: URL): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    const key = /^label\[(.+)\]$/.exec(name)?.[1];
    if (key !== undefined) labels[key] = value;
  }
  return labels;
}
