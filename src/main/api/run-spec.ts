import { hash } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import type { CreateRunBody } from '../../contract/create-run.ts';
import { canonicalJson } from '../../workflow/plan/canonical-json.ts';
import type { App } from '../app.ts';
import { withRunParams } from '../engine/run-params.ts';
import type { CreateRun } from '../engine/run-service.ts';
import type { Caller } from './access/caller.ts';
import type { FolderFor } from './results-folder.ts';
import { runInputs } from './run-inputs.ts';

export interface RunRequest {
  /** Id, slug or uuid. */
  workflow: string;
  body: z.output<typeof CreateRunBody>;
  caller: Caller;
  /** Start of the URLs in the webhook's body. */
  origin: string;
  idempotencyKey?: string | undefined;
}

/** The doors that callers come through, as they are noted with a run. */
const TRIGGERS: Record<Caller['kind'], CreateRun['trigger']> = {
  app: 'api',
  session: 'app',
  socket: 'cli',
  key: 'api',
  link: 'api',
  nobody: 'api',
};

/**
 * A native request for a run as the engine takes it; `folderFor` names the folder where it names none. Throws `workflow_not_found`, `param_invalid`, `inputs_invalid`, `url_refused`.
 */
export async function runSpec(
  app: App,
  folderFor: FolderFor,
  { workflow: ref, body, caller, origin, idempotencyKey }: RunRequest,
): Promise<CreateRun> {
  const workflow = await app.workflows.get(ref);
  const params = body.params ?? {};
  const inputs = runInputs(withRunParams(workflow.document, params).document, body.inputs, body.zipUrl);
  if (body.webhookUrl !== undefined) await app.webhooks.check(body.webhookUrl);
  const { folder, name, collision, zip } = body.output;
  return {
    workflow: workflow.id,
    inputs,
    output: {
      folder: folder ?? (await folderFor(body.name ?? workflow.slug, new Date(), caller)),
      ...(name === undefined ? {} : { name }),
      collision,
      zip,
      zipLayout: body.zipLayout,
    },
    trigger: TRIGGERS[caller.kind],
    labels: body.labels,
    start: body.start,
    params,
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.description === undefined ? {} : { description: body.description }),
    ...(body.intermediates === undefined ? {} : { intermediates: body.intermediates }),
    ...(body.workspaceId === undefined
      ? {}
      : { client: { dialect: 'native', data: { workspaceId: body.workspaceId } } }),
    ...(body.webhookUrl === undefined ? {} : { webhooks: [{ url: body.webhookUrl, dialect: 'native', origin }] }),
    ...(idempotencyKey === undefined
      ? {}
      : {
          idempotency: {
            owner: caller.id,
            key: idempotencyKey,
            fingerprint: hash('sha256', canonicalJson({ workflow: workflow.id, body }), 'hex'),
          },
        }),
  };
}
