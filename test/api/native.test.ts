import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BACKGROUND, openServer, type TestServer, TWO_INPUTS } from './support/server.ts';
import { zipOf } from './support/zip.ts';

/** The text that this API follows, endpoint by endpoint and field by field, in its order: photopipe-runs.txt. */

interface RunAnswer {
  id: number;
  name: string;
  status: string;
  totalItems: number;
  completedItems: number;
  failedItems: number;
  workflowId: number;
  outputArchiveUrl: string | null;
  output: { folder: string };
  items: {
    id: number;
    status: string;
    uploadInputs: Record<string, { key: string; fileName: string; url: string }>;
    outputs: { url: string; key: string; processedNodeChain: string[] }[];
    startedAt: string;
    finishedAt: string;
  }[];
  itemsTotal: number;
  page: number;
  pageSize: number;
}
interface ProblemAnswer {
  status: number;
  code: string;
  title: string;
  detail: string;
  errors?: { path: string; code: string; message: string }[];
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
let server: TestServer;
let workflowId: number;
let files: { abc: string; def: string };
/** The run that the examples of the text are about. */
let run: RunAnswer;

/** Polls as the text tells scripts to. */
async function finished(runId: number): Promise<RunAnswer> {
  for (;;) {
    const now = await server.json<RunAnswer>('GET', `/workflows/runs/${runId}`);
    if (!['queued', 'running'].includes(now.status)) return now;
    await server.app.runs.whenFinished(runId);
  }
}
async function refused(method: string, path: string, body: unknown, status: number): Promise<ProblemAnswer> {
  const response = await server.ask(method, path, body);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await response.json()) as ProblemAnswer;
  expect(response.status, JSON.stringify(problem)).toBe(status);
  return problem;
}
const withoutTimes = (text: string): string => text.replaceAll(/\d{4}-\d{2}-\d{2}/g, 'DATE');

beforeAll(async () => {
  server = await openServer({ allowedHosts: ['127.0.0.1'] });
  files = { abc: await server.photo('abc.jpg'), def: await server.photo('def.jpg') };
  ({ id: workflowId } = await server.json<{ id: number }>('POST', '/workflows', BACKGROUND, 201));
  await server.json('POST', '/workflows', TWO_INPUTS, 201);
});
afterAll(() => server.close());

describe('POST /workflows/:id/runs', () => {
  it('starts a new run of the workflow and answers at once, with the fields of the text', async () => {
    const response = await server.ask('POST', `/workflows/${workflowId}/runs`, {
      inputs: {
        imageInput: {
          files: [
            { url: pathToFileURL(files.abc).href, name: 'abc.jpg' },
            { url: pathToFileURL(files.def).href, name: 'def.jpg' },
          ],
        },
      },
    });
    expect(response.status).toBe(200);
    run = (await response.json()) as RunAnswer;
    expect(run).toMatchObject({
      id: expect.any(Number),
      name: expect.stringMatching(/^Background removal \d{4}-\d{2}-\d{2} \d{2}:\d{2}$/),
      status: 'queued',
      totalItems: 2,
      completedItems: 0,
      failedItems: 0,
      workflowId,
      workspaceId: 1,
      trigger: 'api',
      createdAt: expect.stringMatching(TIME),
      updatedAt: expect.stringMatching(TIME),
    });
  });

  it.each(['id', 'slug', 'uuid'] as const)('takes the workflow by %s', async (by) => {
    const workflow = await server.json<Record<string, unknown>>('GET', `/workflows/${workflowId}`);
    const body = { inputs: { imageInput: { files: [{ path: files.abc }] } }, output: { folder: join(server.out, by) } };
    const created = await server.json<RunAnswer>('POST', `/workflows/${String(workflow[by])}/runs`, body);
    expect(created.workflowId).toBe(workflowId);
  });

  it('inputs: values keyed by node id, for a workflow with several input nodes', async () => {
    const created = await server.json<RunAnswer>('POST', '/workflows/two-inputs/runs', {
      inputs: {
        'n-imageInput-1778112046042': { files: [{ path: files.abc, name: 'abc.jpg' }] },
        'n-imageInput-2': { files: [{ path: files.def, name: 'abc.jpg' }] },
      },
    });
    expect(created.totalItems).toBe(1);
    const [item] = (await finished(created.id)).items;
    expect(Object.keys(item!.uploadInputs)).toEqual(['n-imageInput-1778112046042', 'n-imageInput-2']);
  });

  it('inputs: imageInput stands for the only input node, whatever its id', async () => {
    const [item] = (await finished(run.id)).items;
    expect(Object.keys(item!.uploadInputs)).toEqual(['imageInput-1']);
  });

  it('zipUrl and zipLayout: runs the pictures of a zip; preserve keeps folders in the output zip', async () => {
    const zip = await zipOf(join(server.root, 'photos.zip'), { 'a/one.jpg': files.abc, 'b/one.jpg': files.def });
    const created = await server.json<RunAnswer>('POST', `/workflows/${workflowId}/runs`, {
      zipUrl: pathToFileURL(zip).href,
      zipLayout: 'preserve',
    });
    const over = await finished(created.id);
    expect(over).toMatchObject({ status: 'completed', totalItems: 2 });
    expect(await namesInZip(over.outputArchiveUrl!)).toEqual(['a/one.png', 'b/one.png']);
  });

  it('zipLayout flatten: no folders, and clashing names get a suffix; the default is preserve', async () => {
    const zip = pathToFileURL(join(server.root, 'photos.zip')).href;
    const flat = await server.json<RunAnswer>('POST', `/workflows/${workflowId}/runs`, {
      zipUrl: zip,
      zipLayout: 'flatten',
    });
    expect(await namesInZip((await finished(flat.id)).outputArchiveUrl!)).toEqual(['one-2.png', 'one.png']);
    const standard = await server.json<RunAnswer>('POST', `/workflows/${workflowId}/runs`, { zipUrl: zip });
    expect(await namesInZip((await finished(standard.id)).outputArchiveUrl!)).toEqual(['a/one.png', 'b/one.png']);
  });

  it('webhookUrl: is called once the run has reached a terminal status, with the run as GET answers it', async () => {
    const heard = Promise.withResolvers<{ headers: IncomingMessage['headers']; body: RunAnswer }>();
    const hook = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        response.end();
        heard.resolve({ headers: request.headers, body: JSON.parse(text) as RunAnswer });
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    try {
      const created = await server.json<RunAnswer>('POST', `/workflows/${workflowId}/runs`, {
        inputs: { imageInput: { files: [{ path: files.abc }] } },
        webhookUrl: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hooks/run`,
      });
      const { headers, body } = await heard.promise;
      expect(body).toMatchObject({ id: created.id, status: 'completed', completedItems: 1, itemsTotal: 1 });
      expect(headers).toMatchObject({
        'webhook-id': expect.any(String),
        'webhook-timestamp': expect.any(String),
        'webhook-signature': expect.stringMatching(/^v1,/),
      });
    } finally {
      hook.close();
    }
  });

  it('the run’s files are in a folder of its own, where the request names none', async () => {
    const over = await finished(run.id);
    expect(withoutTimes(over.output.folder)).toBe(join(server.root, 'data', 'results', 'DATE-background-removal'));
    expect(existsSync(join(over.output.folder, 'abc.png'))).toBe(true);
  });

  it.each([
    ['an unknown node id', { inputs: { other: { files: [{ path: '/a.jpg' }] } } }, 'inputs.other', 'unknown_input'],
    ['no inputs', {}, 'inputs.imageInput-1', 'missing_input'],
    ['empty inputs', { inputs: { imageInput: { files: [] } } }, 'inputs.imageInput', 'empty_input'],
    [
      'both zip and files for one node',
      { zipUrl: 'file:///a.zip', inputs: { imageInput: { files: [{ path: '/a.jpg' }] } } },
      'inputs.imageInput',
      'zip_and_files',
    ],
    [
      'a relative path',
      { inputs: { imageInput: { files: [{ path: 'a.jpg' }] } } },
      'inputs.imageInput.files.0.path',
      'relative_path',
    ],
  ])('refuses %s with 422 and names it', async (_what, body, path, code) => {
    const problem = await refused('POST', `/workflows/${workflowId}/runs`, body, 422);
    expect(problem).toMatchObject({ status: 422, code: 'inputs_invalid' });
    expect(problem.errors).toContainEqual(expect.objectContaining({ path, code }));
  });

  it('names every wrong node of several at once', async () => {
    const inputs = { 'n-imageInput-2': {}, nothing: { folder: 'relative' } };
    const problem = await refused('POST', '/workflows/two-inputs/runs', { inputs }, 422);
    expect(problem.errors?.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
      'inputs.n-imageInput-1778112046042 missing_input',
      'inputs.n-imageInput-2 empty_input',
      'inputs.nothing unknown_input',
    ]);
  });

  it.each([
    ['an unknown workflow', '/workflows/999999/runs', 404, 'workflow_not_found'],
    ['a body that is not what the text says', '/workflows/web/runs', 400, 'request_invalid'],
  ])('answers %s', async (_what, path, status, code) => {
    expect((await refused('POST', path, status === 404 ? {} : { inputs: 7 }, status)).code).toBe(code);
  });
});

describe('GET /workflows/runs/:runId', () => {
  it('answers the run with a page of its items, field by field', async () => {
    const answer = await finished(run.id);
    expect(answer).toMatchObject({
      id: run.id,
      name: run.name,
      status: 'completed',
      totalItems: 2,
      completedItems: 2,
      failedItems: 0,
      workflowId,
      trigger: 'api',
      itemsTotal: 2,
      page: 1,
      pageSize: 25,
    });
    expect(withoutTimes(answer.outputArchiveUrl!)).toBe(
      `${server.url}/artifacts/runs/${run.id}/archive/background-removal-DATE.zip`,
    );
    const item = answer.items[0]!;
    expect(item).toMatchObject({
      id: expect.any(Number),
      status: 'completed',
      startedAt: expect.stringMatching(TIME),
      finishedAt: expect.stringMatching(TIME),
    });
    expect(item.uploadInputs['imageInput-1']).toEqual({
      key: expect.stringContaining('abc.jpg'),
      fileName: 'abc.jpg',
      url: expect.stringMatching(/^http:.*abc\.jpg$/),
    });
    expect(item.outputs).toEqual([
      expect.objectContaining({
        url: expect.stringMatching(/^http:.*abc\.png$/),
        key: expect.stringContaining('abc.png'),
        processedNodeChain: ['Image Input', 'Make small', 'Export'],
      }),
    ]);
    expect(item.outputs[0]!.url.endsWith(item.outputs[0]!.key)).toBe(true);
  });

  it('its URLs answer with the files themselves', async () => {
    const [item] = (await finished(run.id)).items;
    const original = await server.ask('GET', item!.uploadInputs['imageInput-1']!.url);
    expect(original.headers.get('content-type')).toBe('image/jpeg');
    expect((await sharp(await original.bytes()).metadata()).width).toBe(240);
    const result = await server.ask('GET', item!.outputs[0]!.url);
    expect(result.headers.get('content-type')).toBe('image/png');
    expect((await sharp(await result.bytes()).metadata()).width).toBe(120);
    expect(await namesInZip((await finished(run.id)).outputArchiveUrl!)).toEqual(['abc.png', 'def.png']);
  });

  it('page and pageSize choose the items', async () => {
    const second = await server.json<RunAnswer>('GET', `/workflows/runs/${run.id}?page=2&pageSize=1`);
    expect(second).toMatchObject({ page: 2, pageSize: 1, itemsTotal: 2 });
    expect(second.items.map((item) => item.uploadInputs['imageInput-1']!.fileName)).toEqual(['def.jpg']);
  });

  it('q: part of the input file’s name, capitals aside', async () => {
    const found = await server.json<RunAnswer>('GET', `/workflows/runs/${run.id}?q=ABC`);
    expect(found.itemsTotal).toBe(1);
    expect(found.items[0]!.uploadInputs['imageInput-1']!.fileName).toBe('abc.jpg');
  });

  it('a run with completed and failed items is partial; with none completed it is failed', async () => {
    const broken = join(server.photos, 'broken.jpg');
    await writeFile(broken, 'not a photo');
    const create = (paths: string[]) =>
      server.json<RunAnswer>('POST', `/workflows/${workflowId}/runs`, {
        inputs: { imageInput: { files: paths.map((path) => ({ path })) } },
      });
    const partial = await finished((await create([files.abc, broken])).id);
    expect(partial).toMatchObject({ status: 'partial', completedItems: 1, failedItems: 1 });
    const failed = await finished((await create([broken])).id);
    expect(failed).toMatchObject({ status: 'failed', completedItems: 0, failedItems: 1 });
  });

  it('an unknown run is 404', async () => {
    expect((await refused('GET', '/workflows/runs/999999', undefined, 404)).code).toBe('run_not_found');
  });
});

describe('POST /workflows/runs/:runId/cancel', () => {
  it('marks the run cancelled and answers ok', async () => {
    const created = await server.json<RunAnswer>('POST', `/workflows/${workflowId}/runs`, {
      inputs: { imageInput: { files: [{ path: files.abc }] } },
      start: false,
    });
    expect(await server.json('POST', `/workflows/runs/${created.id}/cancel`)).toEqual({ ok: true });
    expect((await finished(created.id)).status).toBe('cancelled');
  });

  it('a run that is over cannot be cancelled: 409', async () => {
    expect((await refused('POST', `/workflows/runs/${run.id}/cancel`, undefined, 409)).code).toBe('run_state');
  });
});

describe('GET /workflows/runs', () => {
  interface Listing {
    items: RunAnswer[];
    total: number;
    page: number;
    pageSize: number;
  }

  it('lists the runs of every workflow, newest first', async () => {
    const listing = await server.json<Listing>('GET', '/workflows/runs?page=1&pageSize=25');
    expect(listing).toMatchObject({ page: 1, pageSize: 25, total: listing.items.length });
    expect(listing.items.map(({ id }) => id)).toEqual(listing.items.map(({ id }) => id).sort((a, b) => b - a));
    expect(listing.items.find(({ id }) => id === run.id)).toMatchObject({
      id: run.id,
      name: run.name,
      status: 'completed',
      totalItems: 2,
      completedItems: 2,
      failedItems: 0,
      workflowId,
      trigger: 'api',
      outputArchiveUrl: expect.stringContaining('.zip'),
      createdAt: expect.stringMatching(TIME),
      finishedAt: expect.stringMatching(TIME),
    });
    expect(new Set(listing.items.map((one) => one.workflowId)).size).toBe(2);
  });

  it('page counts from 1, and both have defaults', async () => {
    const all = await server.json<Listing>('GET', '/workflows/runs');
    expect(all).toMatchObject({ page: 1, pageSize: 25 });
    const second = await server.json<Listing>('GET', '/workflows/runs?page=2&pageSize=2');
    expect(second.items.map(({ id }) => id)).toEqual(all.items.slice(2, 4).map(({ id }) => id));
    expect((await refused('GET', '/workflows/runs?page=0', undefined, 400)).errors?.[0]?.path).toBe('page');
  });
});

describe('GET /workflows/runs/:runId/items/:itemId', () => {
  it('answers the run without its items, and the item with each node’s state', async () => {
    const itemId = (await finished(run.id)).items[0]!.id;
    const answer = await server.json<{
      run: RunAnswer;
      item: RunAnswer['items'][number] & {
        nodeStates: {
          nodeId: string;
          status: string;
          fileKeys: string[];
          fileUrls: string[];
          startedAt: string;
          finishedAt: string;
        }[];
      };
    }>('GET', `/workflows/runs/${run.id}/items/${itemId}`);
    expect(answer.run).toMatchObject({ id: run.id, status: 'completed', totalItems: 2 });
    expect(answer.run).not.toHaveProperty('items');
    expect(answer.item).toMatchObject({ id: itemId, status: 'completed', uploadInputs: expect.anything() });
    expect(answer.item.outputs).toHaveLength(1);
    expect(answer.item.nodeStates.map(({ nodeId }) => nodeId)).toEqual(['imageInput-1', 'small-1', 'export-1']);
    for (const state of answer.item.nodeStates) {
      expect(state).toMatchObject({
        status: 'completed',
        startedAt: expect.stringMatching(TIME),
        finishedAt: expect.stringMatching(TIME),
      });
      expect(state.fileKeys).toHaveLength(1);
      // Rendered only now that somebody wants to see it.
      const picture = await server.ask('GET', state.fileUrls[0]!);
      expect(picture.headers.get('content-type')).toBe('image/png');
      expect((await sharp(await picture.bytes()).metadata()).width).toBe(state.nodeId === 'imageInput-1' ? 240 : 120);
    }
  });

  it('an unknown item is 404', async () => {
    expect((await refused('GET', `/workflows/runs/${run.id}/items/999999`, undefined, 404)).code).toBe(
      'item_not_found',
    );
  });
});

/** Names in the central directory. */
async function namesInZip(url: string): Promise<string[]> {
  const response = await server.ask('GET', url);
  expect(response.headers.get('content-type')).toBe('application/zip');
  const { fromBuffer } = await import('yauzl').then((yauzl) => yauzl.default);
  const bytes = Buffer.from(await response.arrayBuffer());
  return await new Promise((resolve, reject) => {
    const names: string[] = [];
    fromBuffer(bytes, (error, zip) => {
      if (error !== null) return reject(error);
      zip.on('entry', (entry: { fileName: string }) => names.push(entry.fileName));
      zip.on('end', () => resolve(names.sort()));
      zip.on('error', reject);
    });
  });
}
