import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gate } from '../main/engine/world.ts';
import { type Listener, openListener } from './support/listener.ts';
import { openServer, type TestServer } from './support/server.ts';

/** The text that this API follows, in its order: dag-workflows.txt. Its tasks are cloud models; ours are node types. */

interface Step {
  id: string;
  step_id: string;
  status: string;
  result: Record<string, unknown> | null;
  error_message: string | null;
  retry_count: number;
  [field: string]: unknown;
}
interface Workflow {
  id: string;
  name: string;
  status: string;
  progress: number;
  final_step_result: Record<string, unknown> | null;
  steps: Step[];
  is_deleted: boolean;
  webhook_url: string | null;
  errors: string[];
  [field: string]: unknown;
}
interface Refusal {
  detail: { loc: (string | number)[]; msg: string; type: string }[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
let server: TestServer;
let hook: Listener;
let photo: string;

const input = () => ({ id: 'photo', task_type: 'IMAGE_INPUT', config: { path: photo } });
const small = { id: 'small', task_type: 'RESIZE', config: { longEdge: 60 }, depends_on: ['photo'] };
const definition = (steps: unknown[] = [input(), small], more: object = {}) => ({
  name: 'Product Pipeline',
  origin_instance: 'api-prod',
  steps,
  ...more,
});
const create = (body: object = definition(), query = '') =>
  server.json<Workflow>('POST', `/api/v1/workflows/${query}`, body, 201);
const get = (id: string) => server.json<Workflow>('GET', `/api/v1/workflows/${id}`);
const act = (id: string, what: string, status = 200) =>
  server.json<Workflow>('POST', `/api/v1/workflows/${id}/${what}`, undefined, status);
async function finished(body: object): Promise<Workflow> {
  const { id } = await create(body);
  await server.app.runs.whenFinished(id);
  return await get(id);
}
async function refused(body: unknown): Promise<Refusal['detail']> {
  const response = await server.ask('POST', '/api/v1/workflows/', body);
  const text = await response.text();
  expect(response.status, text).toBe(422);
  return (JSON.parse(text) as Refusal).detail;
}
const broken = `data:image/png;base64,${Buffer.from('\x89PNG\r\n\x1a\nbroken', 'latin1').toString('base64')}`;

beforeAll(async () => {
  server = await openServer({ allowedHosts: ['127.0.0.1'] });
  hook = await openListener();
  photo = await server.photo('photo.jpg');
});
afterAll(async () => {
  await hook.close();
  await server.close();
});

describe('POST /api/v1/workflows/', () => {
  it('creates and starts a workflow, and answers it with all its fields and steps', async () => {
    const body = definition([input(), { ...small, max_retries: 2 }], {
      description: 'Small pictures',
      config: { quality: 'high' },
      origin_zone: 'eu',
      origin_tenant_id: 'tenant-1',
      origin_reference: 'order 17',
      suppress_subtask_events: false,
    });
    const created = await create(body);
    expect(created).toEqual({
      id: expect.stringMatching(UUID),
      name: 'Product Pipeline',
      description: 'Small pictures',
      status: expect.stringMatching(/^(PENDING|RUNNING)$/),
      total_steps: 2,
      completed_steps: 0,
      progress: 0,
      current_step: null,
      final_step_id: 'small',
      final_step_result: null,
      canvas_task_id: null,
      config: { quality: 'high' },
      suppress_subtask_events: false,
      origin_instance: 'api-prod',
      origin_zone: 'eu',
      origin_tenant_id: 'tenant-1',
      origin_reference: 'order 17',
      webhook_url: null,
      error_message: null,
      errors: [],
      started_at: null,
      completed_at: null,
      created_at: expect.stringMatching(TIME),
      updated_at: expect.stringMatching(TIME),
      is_deleted: false,
      deleted_at: null,
      steps: [expect.any(Object), expect.any(Object)],
    });
    expect(created.steps[1]).toEqual({
      id: expect.stringMatching(UUID),
      step_id: 'small',
      task_type: 'RESIZE',
      config: { longEdge: 60 },
      provider_config: null,
      active_provider_capabilities: null,
      fallback_provider_type: null,
      fallback_provider_config: null,
      fallback_provider_capabilities: null,
      dependencies: ['photo'],
      input_mappings: [],
      status: 'PENDING',
      task_id: expect.stringMatching(UUID),
      result: null,
      error_message: null,
      started_at: null,
      completed_at: null,
      retry_count: 0,
      max_retries: 2,
      created_at: expect.stringMatching(TIME),
      updated_at: expect.stringMatching(TIME),
    });
  });

  it('waits for its start with start=false', async () => {
    const created = await create(definition(), '?start=false');
    expect(created.status).toBe('PENDING');
    expect(await server.app.runs.get(created.id)).toMatchObject({ held: true });
  });

  it('reads a picture by image_url or path, of an input step or of any first step', async () => {
    for (const steps of [
      [{ ...input(), config: { image_url: pathToFileURL(photo).href } }, small],
      [{ id: 'small', task_type: 'RESIZE', config: { longEdge: 60, base_image_url: photo } }],
    ]) {
      const { final_step_result: result, status } = await finished(definition(steps));
      expect(status).toBe('COMPLETED');
      expect(result).toMatchObject({ width: 60, height: 40, format: 'png' });
      const bytes = await readFile(result!['result_image_path'] as string);
      expect(await sharp(bytes).metadata()).toMatchObject({ width: 60 });
      const answered = await server.ask('GET', result!['result_image_url'] as string);
      expect(Buffer.from(await answered.arrayBuffer())).toEqual(bytes);
    }
  });

  it('maps outputs to inputs, with transforms', async () => {
    const map = (from_field: string, to_field: string, transform?: string) => ({
      from_step: 'look',
      from_field,
      to_field,
      ...(transform === undefined ? {} : { transform }),
    });
    const done = await finished(
      definition([
        input(),
        { id: 'look', task_type: 'ANALYZE', depends_on: ['photo'] },
        {
          id: 'frame',
          task_type: 'PAD',
          depends_on: ['look'],
          config: { margin: 10 },
          input_mappings: [
            { from_step: 'photo', from_field: 'result_image_path', to_field: 'base_image_url' },
            map('dominantColor', 'color', 'lowercase'),
          ],
        },
        {
          id: 'bright',
          task_type: 'RESIZE',
          depends_on: ['photo'],
          input_mappings: [map('sharpness', 'longEdge', 'ceil')],
        },
      ]),
    );
    expect(done.errors).toEqual([]);
    const look = done.steps[1]!.result as { sharpness: number };
    expect(done.steps[3]!.result).toMatchObject({ width: Math.ceil(look.sharpness) });
    expect(done.steps[2]!.result).toMatchObject({ width: 260 });
  });

  it('uses the fallback once the retries are spent', async () => {
    const done = await finished(
      definition([
        input(),
        {
          id: 'mark',
          task_type: 'WATERMARK',
          depends_on: ['photo'],
          config: { image: '/there/is/no/logo.png' },
          fallback_provider_type: 'FLIP',
          fallback_provider_config: { axis: 'horizontal' },
        },
      ]),
    );
    expect(done.status).toBe('COMPLETED');
    expect(done.steps[1]).toMatchObject({ status: 'COMPLETED', fallback_provider_type: 'FLIP' });
  });

  it('tells the webhook when it completes: the workflow as GET answers it, signed', async () => {
    const { id } = await create(definition(undefined, { webhook_url: hook.url }));
    const { headers, body } = await hook.next();
    const told = new Webhook(await server.app.webhooks.secret()).verify(body, headers as Record<string, string>);
    expect(told).toEqual(await get(id));
  });

  it('422 with the place of what does not fit', async () => {
    const step = (more: object) => definition([input(), { ...small, ...more }]);
    for (const [body, loc] of [
      [{}, ['body', 'name']],
      [definition([]), ['body', 'steps']],
      [definition(undefined, { name: '' }), ['body', 'name']],
      [definition(undefined, { name: 'x'.repeat(256) }), ['body', 'name']],
      [definition(undefined, { description: 'x'.repeat(1001) }), ['body', 'description']],
      [definition(undefined, { origin_instance: '' }), ['body', 'origin_instance']],
      [definition(undefined, { origin_zone: 'x'.repeat(51) }), ['body', 'origin_zone']],
      [definition(undefined, { origin_reference: 'x'.repeat(513) }), ['body', 'origin_reference']],
      [definition(undefined, { webhook_url: 'http://10.0.0.1/' }), ['body', 'webhook_url']],
      [definition([input(), input()]), ['body', 'steps', 1, 'id']],
      [step({ depends_on: ['none'] }), ['body', 'steps', 1, 'depends_on', 0]],
      [step({ depends_on: [] }), ['body', 'steps', 1, 'depends_on']],
      [step({ config: { longEdge: -5 } }), ['body', 'steps', 1, 'config', 'longEdge']],
      [step({ config: { prompt: 'x' } }), ['body', 'steps', 1, 'config', 'prompt']],
      [step({ max_retries: -1 }), ['body', 'steps', 1, 'max_retries']],
      [step({ fallback_provider_type: 'FAL' }), ['body', 'steps', 1, 'fallback_provider_type']],
      [
        step({ input_mappings: [{ from_step: 'none', from_field: 'image', to_field: 'image' }] }),
        ['body', 'steps', 1, 'input_mappings', 0, 'from_step'],
      ],
      [
        step({ input_mappings: [{ from_step: 'photo', from_field: 'none', to_field: 'percent' }] }),
        ['body', 'steps', 1, 'input_mappings', 0, 'from_field'],
      ],
      [
        step({ input_mappings: [{ from_step: 'photo', from_field: 'width', to_field: 'x', transform: 'reverse' }] }),
        ['body', 'steps', 1, 'input_mappings', 0, 'transform'],
      ],
      [definition([{ ...input(), config: {} }]), ['body', 'steps', 0, 'config']],
      [definition([{ ...input(), config: { path: '/no.jpg' } }]), ['body', 'steps', 0, 'config', 'path']],
      [
        definition([
          { id: 'a', task_type: 'FLIP', depends_on: ['b'] },
          { id: 'b', task_type: 'FLIP', depends_on: ['a'] },
        ]),
        ['body', 'steps', 0, 'depends_on'],
      ],
    ] as const) {
      const detail = await refused(body);
      expect(
        detail.map((one) => one.loc),
        JSON.stringify(body).slice(0, 300),
      ).toContainEqual(loc);
      for (const one of detail) expect(one).toMatchObject({ msg: expect.any(String), type: expect.any(String) });
    }
    expect((await refused({})).find(({ loc }) => loc[1] === 'name')!.type).toBe('missing');
  });

  it('422 with the known types for a task that needs a cloud model', async () => {
    const [detail] = await refused(definition([{ id: 'generate', task_type: 'GENERATION', config: { prompt: 'x' } }]));
    expect(detail!.loc).toEqual(['body', 'steps', 0, 'task_type']);
    expect(detail!.msg).toMatch(/GENERATION.*REMOVE_BACKGROUND.*RESIZE/);
  });
});

describe('GET /api/v1/workflows/', () => {
  it('lists newest first, by skip and limit, with and without the slash', async () => {
    type List = { workflows: Workflow[]; total: number; skip: number; limit: number };
    const all = await server.json<List>('GET', '/api/v1/workflows/');
    expect(all).toMatchObject({ skip: 0, limit: 50, total: all.workflows.length });
    const times = all.workflows.map((one) => one['created_at'] as string);
    expect(times).toEqual([...times].sort().reverse());
    const page = await server.json<List>('GET', '/api/v1/workflows?skip=1&limit=2');
    expect(page).toMatchObject({ skip: 1, limit: 2, total: all.total });
    expect(page.workflows.map(({ id }) => id)).toEqual(all.workflows.slice(1, 3).map(({ id }) => id));
  });

  it('filters by status, origin_instance and origin_tenant_id', async () => {
    const { id } = await create(
      definition(undefined, { origin_instance: 'studio', origin_tenant_id: 't-2' }),
      '?start=false',
    );
    const ids = async (query: string) =>
      (await server.json<{ workflows: Workflow[] }>('GET', `/api/v1/workflows/?${query}`)).workflows.map(
        (one) => one.id,
      );
    expect(await ids('origin_instance=studio')).toEqual([id]);
    expect(await ids('origin_tenant_id=t-2&status=PENDING')).toEqual([id]);
    expect(await ids('origin_tenant_id=t-2&status=COMPLETED')).toEqual([]);
    const wrong = await server.ask('GET', '/api/v1/workflows/?status=DONE');
    expect(wrong.status).toBe(422);
    expect(((await wrong.json()) as Refusal).detail[0]!.loc).toEqual(['query', 'status']);
  });
});

describe('GET /api/v1/workflows/{workflow_id}', () => {
  it('answers progress, results and times of a workflow that is done', async () => {
    const done = await finished(definition());
    expect(done).toMatchObject({
      status: 'COMPLETED',
      total_steps: 2,
      completed_steps: 2,
      progress: 100,
      current_step: null,
      final_step_result: { width: 60 },
      started_at: expect.stringMatching(TIME),
      completed_at: expect.stringMatching(TIME),
    });
    expect(done.steps.map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED']);
  });

  it('answers the error of a step that failed, and later ones as skipped', async () => {
    const failed = await finished(definition([{ ...input(), config: { image_url: broken } }, small]));
    expect(failed).toMatchObject({ status: 'FAILED', error_message: expect.stringContaining('picture.png') });
    expect(failed.errors).toHaveLength(1);
    expect(failed.steps.map(({ status }) => status)).toEqual(['FAILED', 'SKIPPED']);
  });

  it('knows runs of other doors; 404 for none, 422 for what is no id', async () => {
    const run = await server.json<{ uuid: string; id: number }>('POST', '/workflows/web/runs', {
      inputs: { imageInput: { paths: [photo] } },
    });
    await server.app.runs.whenFinished(run.id);
    expect(await get(run.uuid)).toMatchObject({ status: 'COMPLETED', origin_instance: 'safelight' });
    expect((await server.ask('GET', '/api/v1/workflows/6c2b2377-1491-4cdc-80f0-70bebb0dbe92')).status).toBe(404);
    const wrong = await server.ask('GET', '/api/v1/workflows/no-uuid');
    expect(wrong.status).toBe(422);
    expect(((await wrong.json()) as Refusal).detail[0]!.loc).toEqual(['path', 'workflow_id']);
    expect(
      (await server.ask('GET', `/api/v1/workflows/${run.uuid}`, undefined, { authorization: 'Bearer no' })).status,
    ).toBe(401);
  });
});

describe('PATCH /api/v1/workflows/{workflow_id}', () => {
  it('changes name, description and webhook_url, and nothing else', async () => {
    const { id } = await create(definition(), '?start=false');
    const patch = (body: object) => server.json<Workflow>('PATCH', `/api/v1/workflows/${id}`, body);
    expect(await patch({ name: 'Renamed', description: 'Why', webhook_url: hook.url })).toMatchObject({
      name: 'Renamed',
      description: 'Why',
      webhook_url: hook.url,
    });
    expect(await patch({ description: null, webhook_url: null })).toMatchObject({
      name: 'Renamed',
      description: null,
      webhook_url: null,
    });
    expect((await server.ask('PATCH', `/api/v1/workflows/${id}`, { name: '' })).status).toBe(422);
    expect(await server.app.webhooks.ofRun((await server.app.runs.get(id)).id)).toEqual([]);
  });
});

describe('DELETE /api/v1/workflows/{workflow_id}', () => {
  it('cancels a workflow that is pending, and answers 409 for one that is over or paused', async () => {
    const { id } = await create(definition(), '?start=false');
    const remove = () => server.ask('DELETE', `/api/v1/workflows/${id}`);
    const response = await remove();
    expect(response.status).toBe(200);
    const cancelled = (await response.json()) as Workflow;
    expect(cancelled).toMatchObject({ id, status: 'CANCELLED' });
    expect(cancelled.steps.map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED']);
    const again = await remove();
    expect(again.status).toBe(409);
    expect(await again.json()).toEqual({ detail: expect.stringContaining('CANCELLED') });
  });
});

describe('POST /api/v1/workflows/{workflow_id}/start', () => {
  it('starts a pending workflow; 409 for any other', async () => {
    const { id } = await create(definition(), '?start=false');
    expect((await act(id, 'start')).status).toMatch(/^(PENDING|RUNNING|COMPLETED)$/);
    await server.app.runs.whenFinished(id);
    expect((await get(id)).status).toBe('COMPLETED');
    await act(id, 'start', 409);
  });

  it('409 for one that was started and waits for its turn', async () => {
    const turn = gate();
    const busy = await openServer({ fake: { before: () => turn.opened } });
    try {
      const make = () => busy.json<Workflow>('POST', '/api/v1/workflows/', definition(), 201);
      // As many as are worked on side by side.
      for (let n = 0; n < 4; n++) await make();
      const { id, status } = await make();
      expect(status).toBe('PENDING');
      const again = await busy.json<{ detail: string }>('POST', `/api/v1/workflows/${id}/start`, undefined, 409);
      expect(again.detail).toContain('was started already');
    } finally {
      turn.open();
      await busy.close();
    }
  });
});

describe('POST /api/v1/workflows/{workflow_id}/pause', () => {
  it('409 for a workflow that is over or was never started', async () => {
    const { id } = await finished(definition());
    await act(id, 'pause', 409);
    await act((await create(definition(), '?start=false')).id, 'pause', 409);
  });
});

describe('POST /api/v1/workflows/{workflow_id}/resume', () => {
  it('goes on with one that failed; 409 for others', async () => {
    const failed = await finished(definition([{ ...input(), config: { image_url: broken } }, small]));
    expect((await act(failed.id, 'resume')).status).toMatch(/^(PENDING|RUNNING|FAILED)$/);
    await server.app.runs.whenFinished(failed.id);
    expect((await server.app.runs.items(failed.id)).items[0]!.attempt).toBe(2);
    const { id } = await finished(definition());
    await act(id, 'resume', 409);
  });
});

describe('POST /api/v1/workflows/{workflow_id}/cleanup', () => {
  it('takes it off the list, removes its files and names them', async () => {
    const done = await finished(definition());
    const path = done.final_step_result!['result_image_path'] as string;
    const answer = await server.json<{ workflow: Workflow; cleanup: Record<string, unknown> }>(
      'POST',
      `/api/v1/workflows/${done.id}/cleanup`,
    );
    expect(answer.workflow).toMatchObject({ is_deleted: true, deleted_at: expect.stringMatching(TIME) });
    expect(answer.cleanup).toEqual({ tasks_processed: 1, tasks_cleaned: 1, deleted_paths: [path], errors: [] });
    expect(existsSync(path)).toBe(false);
    const ids = async (query: string) =>
      (await server.json<{ workflows: Workflow[] }>('GET', `/api/v1/workflows/${query}`)).workflows.map(
        (one) => one.id,
      );
    expect(await ids('')).not.toContain(done.id);
    expect(await ids('?include_deleted=true')).toContain(done.id);
  });

  it('leaves the files with cleanup_tasks=false', async () => {
    const done = await finished(definition());
    const path = done.final_step_result!['result_image_path'] as string;
    const answer = await server.json<{ cleanup: { deleted_paths: string[] } }>(
      'POST',
      `/api/v1/workflows/${done.id}/cleanup?cleanup_tasks=false`,
    );
    expect(answer.cleanup.deleted_paths).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });
});
