import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../../src/client/client.ts';
import { BACKGROUND, openServer, type TestServer } from '../../api/support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openServer({ fake: true });
});
afterAll(() => server.close());

const client = () => createClient({ baseUrl: server.url, key: server.key });
const problemOf = async (call: Promise<unknown>): Promise<unknown> =>
  await call.then(
    () => 'no problem',
    (error: { problem?: { code: string } }) => error.problem?.code ?? error,
  );

describe('workflows', () => {
  it('are saved, changed in versions, gone back to, and removed', async () => {
    const made = await client().createWorkflow({ body: { ...BACKGROUND } });
    const params = { id: made.slug };
    const nodes = made.document.nodes.map((node) =>
      node.id === 'small-1' ? { ...node, params: { longEdge: 80 } } : node,
    );
    const changed = await client().updateWorkflow({ params, body: { nodes, name: 'Renamed', baseVersion: 1 } });
    expect(changed).toMatchObject({ version: 2, name: 'Renamed', slug: made.slug });
    expect(await problemOf(client().updateWorkflow({ params, body: { name: 'Late', baseVersion: 1 } }))).toBe(
      'workflow_changed',
    );
    expect((await client().listVersions({ params })).items.map(({ version }) => version)).toEqual([2, 1]);
    const first = await client().getVersion({ params: { ...params, version: 1 } });
    expect(first.document.nodes.find(({ id }) => id === 'small-1')?.params).toEqual({ longEdge: 120 });
    const restored = await client().restoreVersion({ params: { ...params, version: 1 } });
    expect(restored).toMatchObject({ version: 3, document: first.document });
    expect(await problemOf(client().getVersion({ params: { ...params, version: 9 } }))).toBe('workflow_not_found');
    expect((await client().listWorkflows({ query: { q: 'BACKGROUND' } })).items).toHaveLength(1);
    await client().deleteWorkflow({ params });
    expect(await problemOf(client().getWorkflow({ params }))).toBe('workflow_not_found');
  });

  it('that come with the program are copied, not changed', async () => {
    const params = { id: 'web' };
    expect(await problemOf(client().updateWorkflow({ params, body: { name: 'Mine' } }))).toBe('workflow_read_only');
    const copy = await client().forkWorkflow({ params, body: { name: 'My web' } });
    expect(copy).toMatchObject({ slug: 'my-web', name: 'My web', builtIn: false, version: 1 });
    expect((await client().forkWorkflow({ params })).name).toMatch(/copy$/);
  });

  it('are checked without being saved, with what is wrong by node', async () => {
    expect(await client().validateWorkflow({ body: { ...BACKGROUND } })).toEqual({
      valid: true,
      issues: [],
      nodes: {},
      warnings: [],
    });
    const wrong = {
      name: 'Wrong',
      nodes: [
        { id: 'in', type: 'imageInput' },
        { id: 'small', type: 'resize', params: { longEdge: -1 }, inputs: { image: 'in' } },
        { id: 'out', type: 'export', inputs: { image: 'nowhere' } },
      ],
    };
    const checked = await client().validateWorkflow({ body: wrong });
    expect(checked.valid).toBe(false);
    expect(Object.keys(checked.nodes)).toEqual(expect.arrayContaining(['small', 'out']));
    expect(await problemOf(client().createWorkflow({ body: wrong }))).toBe('workflow_invalid');
    expect((await client().validateWorkflow({ body: { nodes: 'none' } })).valid).toBe(false);
  });
});

describe('the rest of the program', () => {
  it('nodes, system, settings, cache and keys are there', async () => {
    expect((await client().listNodes()).items.map(({ type }) => type)).toContain('resize');
    const system = await client().getSystem();
    expect(system).toMatchObject({ serverUrl: server.url, dataDir: server.app.dataDir });
    expect(system.freeBytes).toBeGreaterThan(0);
    expect(await client().clearCache()).toMatchObject({ folder: expect.stringContaining('cache') });
    expect((await client().getWebhookSecret()).secret).toMatch(/^whsec_/);
    const key = await client().createKey({ body: { name: 'Script', capabilities: ['workflow:read'] } });
    expect((await client().listKeys()).items.find(({ id }) => id === key.id)).not.toHaveProperty('key');
    await client().revokeKey({ params: { id: key.id } });
    expect(await problemOf(createClient({ baseUrl: server.url, key: key.key }).listRuns())).toBe('unauthorized');
  });

  it('settings are changed together or not at all', async () => {
    const value = async (key: string) => (await client().listSettings()).items.find((one) => one.key === key);
    await client().updateSettings({ body: { workers: 3 } });
    expect(await value('workers')).toMatchObject({ value: 3, isSet: true });
    expect(await problemOf(client().updateSettings({ body: { workers: 5, maxMegapixels: -1 } }))).toBe(
      'request_invalid',
    );
    expect(await value('workers')).toMatchObject({ value: 3 });
    await client().updateSettings({ body: { workers: null } });
    expect(await value('workers')).toMatchObject({ isSet: false });
  });

  it('uploads are kept, listed, used in a run, and removed', async () => {
    const bytes = await import('node:fs/promises').then(async (fs) => fs.readFile(await server.photo('up.jpg')));
    const upload = await client().upload('up.jpg', bytes);
    expect(upload).toMatchObject({ fileName: 'up.jpg', bytes: bytes.length });
    expect((await client().listUploads()).items.map(({ id }) => id)).toEqual([upload.id]);
    const run = await client().createRun({
      params: { id: 'web' },
      body: { inputs: { imageInput: { files: [{ uploadId: upload.uploadId }] } } },
    });
    expect(await client().finished(run.id)).toMatchObject({ status: 'completed', totalItems: 1 });
    await client().deleteUpload({ params: { id: upload.uuid } });
    expect(await problemOf(client().getUpload({ params: { id: upload.id } }))).toBe('upload_not_found');
  });
});
