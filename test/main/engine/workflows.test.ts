import { describe, expect, it } from 'vitest';
import { slugOf, syncBuiltIns } from '../../../src/main/engine/workflow-service.ts';
import { builtInWorkflows } from '../../../src/workflow/built-in.ts';
import { freshStore } from '../store/folder.ts';
import { openWorld, runSpec, runToEnd, workflowWith } from './world.ts';

const log = { info() {}, warn() {}, error() {} };

describe('workflows', () => {
  it('that come with the program are listed first, in their order, and cannot be changed', async () => {
    const { workflows } = (await openWorld()).app;
    await workflows.create({ ...workflowWith(), slug: 'aaa', name: 'AAA' });
    const slugs = (await workflows.list()).map((workflow) => workflow.slug);
    expect(slugs).toEqual([...builtInWorkflows().map((document) => document.slug), 'aaa']);
    await expect(workflows.update('web', workflowWith())).rejects.toMatchObject({ code: 'workflow_read_only' });
    await expect(workflows.remove('web')).rejects.toMatchObject({ code: 'workflow_read_only' });
  });

  it('that come with the program get a new version when they changed, and only then', async () => {
    const store = await freshStore();
    const [web] = builtInWorkflows();
    await syncBuiltIns(store.workflows, [web!], log);
    await syncBuiltIns(store.workflows, [web!], log);
    expect(await store.workflows.versions(1)).toHaveLength(1);
    await syncBuiltIns(store.workflows, [{ ...web!, name: 'Web, improved' }], log);
    expect(await store.workflows.find({ slug: 'web', hidden: false })).toMatchObject({
      version: 2,
      name: 'Web, improved',
    });
  });

  it('are found by id, slug and uuid', async () => {
    const { workflows } = (await openWorld()).app;
    const web = await workflows.get('web');
    expect(await workflows.get(web.id)).toEqual(web);
    expect(await workflows.get(String(web.id))).toEqual(web);
    expect(await workflows.get(web.uuid)).toEqual(web);
    await expect(workflows.get('nothing')).rejects.toMatchObject({ code: 'workflow_not_found' });
  });

  it('keep every version; the slug stays', async () => {
    const { workflows } = (await openWorld()).app;
    const first = await workflows.create(workflowWith());
    const same = await workflows.update(first.id, workflowWith());
    expect(same.version).toBe(1);
    const changed = await workflows.update('test', { ...workflowWith(), slug: 'other', name: 'Changed' });
    expect(changed).toMatchObject({ version: 2, slug: 'test', name: 'Changed' });
    expect((await workflows.versions('test')).map((version) => [version.version, version.document.name])).toEqual([
      [2, 'Changed'],
      [1, 'Test workflow'],
    ]);
  });

  it('get a number when their slug is taken, and free it when they are removed', async () => {
    const { workflows } = (await openWorld()).app;
    expect((await workflows.create(workflowWith())).slug).toBe('test');
    expect((await workflows.create(workflowWith())).slug).toBe('test-2');
    await workflows.remove('test');
    await expect(workflows.get('test')).rejects.toMatchObject({ code: 'workflow_not_found' });
    expect((await workflows.create(workflowWith())).slug).toBe('test');
    await expect(workflows.create({ name: 'x', nodes: [] })).rejects.toMatchObject({ code: 'workflow_invalid' });
  });

  it('from a file are kept for their runs but not listed, with a version for each change', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const { workflows } = world.app;
    const before = (await workflows.list()).length;
    const first = await runToEnd(world, runSpec(world));
    const again = await runToEnd(world, runSpec(world));
    const changed = await runToEnd(world, runSpec(world, { workflow: { document: workflowWith({ other: {} }) } }));
    expect([first, again, changed].map((run) => [run.workflowId, run.workflowVersion])).toEqual([
      [first.workflowId, 1],
      [first.workflowId, 1],
      [first.workflowId, 2],
    ]);
    expect(await workflows.list()).toHaveLength(before);
    await expect(workflows.get('test')).rejects.toMatchObject({ code: 'workflow_not_found' });
    expect(await workflows.get(first.workflowId)).toMatchObject({ slug: 'test', version: 2 });
  });

  it('get a readable slug from their name', () => {
    expect(slugOf('Für Kunden: 2048 px!')).toBe('fur-kunden-2048-px');
    expect(slugOf('写真')).toBe('workflow');
  });
});
