import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { InputSpec } from '../../../../src/contract/run.ts';
import { manualClock } from '../../engine/manual-clock.ts';
import { filesIn, openWorld, runSpec, runToEnd, type World } from '../../engine/world.ts';
import { aServer, redirectTo } from '../../net/a-server.ts';
import { JPEG } from '../a-folder.ts';
import { zipBytes } from '../zip-bytes.ts';

const LISTED = { allowedHosts: ['127.0.0.1'] };

/** A run over what the spec names, to its end. */
async function runOver(world: World, input: Partial<InputSpec>) {
  const inputs = { imageInput: { paths: [], recursive: false, ...input } };
  const run = await runToEnd(world, runSpec(world, { inputs }));
  const { items } = await world.app.runs.items(run.id);
  const outcome = (item: (typeof items)[number]): string =>
    `${item.relativeFolder}/${item.name}: ${item.error?.code ?? item.status}`;
  return { run, items, outcomes: items.map(outcome) };
}

const downloadsOf = (world: World, runUuid: string): string[] => {
  const folder = join(world.dataDir, 'downloads', runUuid);
  return readdirSync(folder).sort();
};

describe('pictures at URLs', () => {
  it('are fetched once for their run, and named by the URL or as it is wished', async () => {
    const world = await openWorld(LISTED);
    const server = await aServer({
      '/a/photo%201.jpg?size=l': JPEG,
      '/b': JPEG,
      '/moved': redirectTo('/c.jpg'),
      '/c.jpg': JPEG,
    });
    const { run, items, outcomes } = await runOver(world, {
      files: [
        { url: `${server.url}/a/photo%201.jpg?size=l` },
        { url: `${server.url}/b`, name: 'second.jpg', relativeFolder: 'day 1' },
        { url: `${server.url}/moved`, name: '../../up.jpg' },
      ],
    });
    expect(run.status).toBe('completed');
    expect(outcomes).toEqual(['/photo 1.jpg: completed', 'day 1/second.jpg: completed', '/up.jpg: completed']);
    expect(Object.keys(filesIn(world.out))).toEqual(['day 1/second.jpg', 'photo 1.jpg', 'up.jpg']);
    const fetched = server.requests.length;
    expect(fetched).toBe(4);
    expect(downloadsOf(world, run.uuid)).toHaveLength(3);

    // To look at, and to do again, they are still there.
    await world.app.runs.inputPath(run.id, items[0]!.id, 'input');
    await world.app.runs.rerunItem(run.id, items[0]!.id, {});
    await world.app.runs.whenFinished(run.id);
    expect(server.requests).toHaveLength(fetched);
  });

  it('fail alone when they cannot be had', async () => {
    const world = await openWorld({ allowedHosts: ['127.0.0.1', 'nowhere.invalid'] });
    const server = await aServer({
      '/good.jpg': JPEG,
      '/page.jpg': (_request, response) =>
        void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'),
      '/text': 'this is no picture',
      '/empty.jpg': '',
      '/packed.jpg': (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('zzz'),
      '/secret.jpg': redirectTo('http://169.254.169.254/latest/meta-data/'),
      '/broken.jpg': (_request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write(JPEG, () => response.destroy());
      },
    });
    const paths = ['good.jpg', 'gone.jpg', 'page.jpg', 'text', 'empty.jpg', 'packed.jpg', 'secret.jpg', 'broken.jpg'];
    const { run, outcomes } = await runOver(world, {
      files: [...paths.map((path) => ({ url: `${server.url}/${path}` })), { url: 'http://nowhere.invalid/x.jpg' }],
    });
    expect(run.status).toBe('partial');
    expect(outcomes).toEqual([
      '/good.jpg: completed',
      '/gone.jpg: url_unreachable',
      '/page.jpg: not_an_image',
      '/text: not_an_image',
      '/empty.jpg: file_empty',
      '/packed.jpg: url_unreachable',
      '/secret.jpg: url_refused',
      '/broken.jpg: url_unreachable',
      '/x.jpg: url_unreachable',
    ]);
    // Nothing half is left, and a retry asks again for what failed.
    expect(downloadsOf(world, run.uuid)).toHaveLength(1);
    await world.app.runs.retryFailed(run.id);
    await world.app.runs.whenFinished(run.id);
    expect(server.requests.filter((one) => one === 'GET /gone.jpg')).toHaveLength(2);
    expect(server.requests.filter((one) => one === 'GET /good.jpg')).toHaveLength(1);
  });

  it('are refused at once, each named, where the address says by itself that it is not allowed', async () => {
    const world = await openWorld();
    const files = [
      'https://example.com/a.jpg',
      'http://127.0.0.1/b.jpg',
      'https://c:d@example.com/',
      'ftp://example.com/',
    ];
    const creating = world.app.runs.create(
      runSpec(world, { inputs: { imageInput: { paths: [], recursive: false, files: files.map((url) => ({ url })) } } }),
    );
    await expect(creating).rejects.toMatchObject({
      code: 'url_refused',
      issues: [
        { path: 'inputs.input.files.1.url' },
        { path: 'inputs.input.files.2.url' },
        { path: 'inputs.input.files.3.url' },
      ],
    });
    expect((await world.app.runs.list()).total).toBe(0);
  });

  it('of file: are paths of this machine', async () => {
    const world = await openWorld({ photos: ['ä 1.jpg', 'sub/b.jpg'] });
    const url = pathToFileURL(join(world.photos, 'ä 1.jpg')).href;
    const { outcomes, run } = await runOver(world, {
      files: [{ url }, { path: join(world.photos, 'sub'), relativeFolder: 'below/../deep' }],
    });
    expect(outcomes).toEqual(['/ä 1.jpg: completed', 'below/deep/b.jpg: completed']);
    expect(run.inputs['input']?.files?.[0]).toEqual({ path: join(world.photos, 'ä 1.jpg') });
    for (const wrong of ['file://server/share/a.jpg', 'file:///a%00.jpg', 'file:///a%2Fb.jpg']) {
      await expect(runOver(world, { files: [{ url: wrong }] }), wrong).rejects.toMatchObject({
        code: 'request_invalid',
      });
    }
  });

  it('are counted by a dry run, which fetches nothing', async () => {
    const world = await openWorld(LISTED);
    const server = await aServer({ '*': JPEG });
    const spec = (input: Partial<InputSpec>) =>
      runSpec(world, { inputs: { imageInput: { paths: [], recursive: false, ...input } } });
    const plan = await world.app.runs.plan(
      spec({ files: [{ url: `${server.url}/a.jpg` }, { url: `${server.url}/b.jpg` }] }),
    );
    expect(plan).toMatchObject({ pictures: 2, files: 2, inputBytes: 0 });
    const zip = await world.app.runs.plan(spec({ zipUrl: `${server.url}/photos.zip` }));
    expect(zip).toMatchObject({ pictures: 0, skipped: { count: 1 } });
    expect(server.requests).toEqual([]);
  });

  it('that were fetched are not fetched again after a restart; what was half there is', async () => {
    const world = await openWorld({ ...LISTED, photos: [] });
    const server = await aServer({ '/a.jpg': JPEG, '/b.jpg': JPEG });
    const run = await world.app.runs.create(
      runSpec(world, {
        start: false,
        inputs: {
          imageInput: {
            paths: [],
            recursive: false,
            files: [{ url: `${server.url}/a.jpg` }, { url: `${server.url}/b.jpg` }],
          },
        },
      }),
    );
    const { items } = await world.app.runs.items(run.id);
    const [a, b] = items.map(({ sources }) => sources['input']!);
    if (a?.kind !== 'url' || b?.kind !== 'url') throw new Error('no URL');
    const folder = join(world.dataDir, 'downloads', run.uuid);
    mkdirSync(folder, { recursive: true });
    writeFileSync(a.download, JPEG);
    writeFileSync(`${b.download}.0123.part`, 'half');
    const again = await world.reopen(LISTED);
    await again.app.runs.start(run.id);
    expect(await again.app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed', completedItems: 2 });
    expect(server.requests).toEqual(['GET /b.jpg']);
    expect(downloadsOf(again, run.uuid)).toHaveLength(2);
  });

  it('are gone with their run', async () => {
    const world = await openWorld(LISTED);
    const server = await aServer({ '/a.jpg': JPEG });
    const { run } = await runOver(world, { files: [{ url: `${server.url}/a.jpg` }] });
    expect(downloadsOf(world, run.uuid)).toHaveLength(1);
    await world.app.runs.remove(run.id);
    await world.reopen();
    expect(readdirSync(join(world.dataDir, 'downloads'))).toEqual([]);
  });

  it('stay for 30 days after they were last looked at', async () => {
    const clock = manualClock('2026-11-21T12:00:00.000Z');
    const world = await openWorld({ ...LISTED, clock });
    const server = await aServer({ '/a.jpg': JPEG });
    const { run } = await runOver(world, { files: [{ url: `${server.url}/a.jpg` }] });
    const folder = join(world.dataDir, 'downloads', run.uuid);
    utimesSync(folder, clock.now(), clock.now());
    clock.pass(29 * 86_400_000);
    const later = await world.reopen({ clock });
    expect(downloadsOf(later, run.uuid)).toHaveLength(1);
    clock.pass(2 * 86_400_000);
    await later.reopen({ clock });
    expect(readdirSync(join(world.dataDir, 'downloads'))).toEqual([]);
  });
});

describe('a zip at a URL', () => {
  it('is fetched when the run starts, and read like any zip', async () => {
    const world = await openWorld(LISTED);
    const zip = zipBytes([
      { name: 'day 1/a.jpg', data: JPEG },
      { name: 'b.jpg', data: JPEG },
    ]);
    const server = await aServer({ '/photos.zip': zip });
    const { run, outcomes } = await runOver(world, { zipUrl: `${server.url}/photos.zip` });
    expect(run.status).toBe('completed');
    expect(outcomes).toEqual(['/b.jpg: completed', 'day 1/a.jpg: completed']);
    expect(server.requests).toHaveLength(1);
  });

  it('may be a file: URL', async () => {
    const world = await openWorld();
    const path = join(world.root, 'photos.zip');
    writeFileSync(path, zipBytes([{ name: 'a.jpg', data: JPEG }]));
    expect((await runOver(world, { zipUrl: pathToFileURL(path).href })).outcomes).toEqual(['/a.jpg: completed']);
  });

  it('fails the run when it is none, or cannot be had', async () => {
    const world = await openWorld(LISTED);
    const server = await aServer({ '/none.zip': 'no zip at all' });
    expect((await runOver(world, { zipUrl: `${server.url}/none.zip` })).run).toMatchObject({
      status: 'failed',
      error: { code: 'zip_unreadable' },
    });
    expect((await runOver(world, { zipUrl: `${server.url}/gone.zip` })).run).toMatchObject({
      status: 'failed',
      error: { code: 'url_unreachable' },
    });
  });
});

describe('uploads as inputs', () => {
  it('are pictures under the names they came with', async () => {
    const world = await openWorld();
    const { uploads } = world.app;
    const first = await uploads.addBytes('a.jpg', 'image/jpeg', JPEG);
    const same = await uploads.addBytes('b.jpg', null, JPEG);
    const { outcomes, items } = await runOver(world, {
      files: [
        { uploadId: first.uuid },
        { uploadId: String(same.id), relativeFolder: 'x' },
        { uploadId: first.sha256, name: 'by hash.jpg' },
      ],
    });
    expect(outcomes).toEqual(['/a.jpg: completed', 'x/b.jpg: completed', '/by hash.jpg: completed']);
    const shown = await world.app.runs.inputPath(items[0]!.runId, items[0]!.id, 'input');
    expect(readFileSync(shown.path)).toEqual(JPEG);
    expect(shown.contentType).toBe('image/jpeg');
  });

  it('that are not there are named, and no run is made', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const files = [{ path: join(world.photos, 'a.jpg') }, { uploadId: 'nope' }, { uploadId: '7' }];
    await expect(runOver(world, { files })).rejects.toMatchObject({
      code: 'upload_not_found',
      issues: [{ path: 'inputs.input.files.1.uploadId' }, { path: 'inputs.input.files.2.uploadId' }],
    });
    expect((await world.app.runs.list()).total).toBe(0);
  });

  it('whose file is gone by then fail alone', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const upload = await world.app.uploads.addBytes('up.jpg', null, JPEG);
    const spec = runSpec(world, {
      start: false,
      inputs: {
        imageInput: {
          paths: [],
          recursive: false,
          files: [{ uploadId: upload.uuid }, { path: join(world.photos, 'a.jpg') }],
        },
      },
    });
    const run = await world.app.runs.create(spec);
    rmSync(world.app.uploads.pathOf(upload));
    await world.app.runs.start(run.id);
    expect(await world.app.runs.whenFinished(run.id)).toMatchObject({
      status: 'partial',
      completedItems: 1,
      failedItems: 1,
    });
  });
});

describe('what is given to a node', () => {
  it('is something, of one kind, each mistake named', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const issuesOf = async (input: Record<string, unknown>): Promise<unknown> => {
      const inputs = { imageInput: input as InputSpec };
      return await world.app.runs.create(runSpec(world, { inputs })).then(
        () => 'none',
        (error: { issues?: { path: string; code: string }[] }) =>
          error.issues?.map(({ path, code }) => `${path}: ${code}`),
      );
    };
    expect(await issuesOf({})).toEqual(['inputs.input: missing_input']);
    expect(await issuesOf({ paths: [], files: [] })).toEqual(['inputs.input: missing_input']);
    expect(await issuesOf({ paths: [world.photos], zipUrl: 'https://example.com/a.zip' })).toEqual([
      'inputs.input: zip_and_files',
    ]);
    expect(await issuesOf({ files: [{ path: 'relative.jpg' }, {}, { path: '/a', url: 'https://b' }] })).toEqual([
      'inputs.input.files.1: custom',
      'inputs.input.files.2: custom',
    ]);
    expect(await issuesOf({ files: [{ path: 'relative.jpg' }] })).toEqual(['inputs.input.files.0.path: relative_path']);
    expect(await issuesOf({ files: [{ path: '/a.jpg' }, { path: '/b.jpg' }] })).toEqual([
      'inputs.input.files.0.path: file_not_found',
      'inputs.input.files.1.path: file_not_found',
    ]);
  });
});
