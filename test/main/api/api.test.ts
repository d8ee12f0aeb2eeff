import { expect, it } from 'vitest';
import { createApi } from '../../../src/main/api/api.ts';
import { openWorld } from '../engine/world.ts';

const ORIGIN = 'http://127.0.0.1:4780';

it.each([
  ['GET', '/workflows/runs/999', 404, 'run_not_found'],
  ['GET', '/workflows/nothing-like-it', 404, 'workflow_not_found'],
  ['GET', '/workflows/runs?page=0', 400, 'request_invalid'],
  ['GET', '/workflows/runs?pageSize=501', 400, 'request_invalid'],
  ['GET', '/nowhere', 404, 'not_found'],
  ['POST', '/workflows/web/runs', 422, 'inputs_invalid'],
  ['POST', '/workflows/nothing-like-it/runs', 404, 'workflow_not_found'],
  ['GET', '/hot-folders/7', 404, 'hot_folder_not_found'],
  ['DELETE', '/keys/7', 404, 'key_not_found'],
  ['GET', '/uploads/7', 422, 'upload_not_found'],
  ['GET', '/artifacts/runs/1/1/nodes/..%2f..%2fsecret.png', 404, 'run_not_found'],
  ['GET', '/artifacts/..%2f..%2fetc/passwd', 404, 'not_found'],
])('%s %s is answered with %i %s', async (method, path, status, code) => {
  const world = await openWorld();
  const api = createApi(world.app, { version: '0' });
  const sent = method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: '{}' } : {};
  const response = await api.fetch(new Request(ORIGIN + path, { method, ...sent }));
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await response.json()) as { status: number; code: string; detail: string };
  expect(problem).toMatchObject({ status, code, detail: expect.stringMatching(/\.$/) });
  expect(response.status).toBe(status);
});
