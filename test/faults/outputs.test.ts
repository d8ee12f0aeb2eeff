import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SafelightEvent } from '../../src/contract/events.ts';
import type { OutputSpec } from '../../src/contract/run.ts';
import { type App, createApp } from '../../src/main/app.ts';
import type { CreateRun } from '../../src/main/engine/run-service.ts';
import { countsAddUp, filesIn, gate, openWorld, runSpec, runToEnd, workflowWith } from '../main/engine/world.ts';
import { fileOf, photo } from '../support/pictures.ts';
import { faultFolder } from './support/batch.ts';
import { delivered } from './support/delivered.ts';
import { caseBlindFolder, NO_SMALL_DISK, smallDisk } from './support/small-disk.ts';

interface Studio {
  root: string;
  photos: string;
  app: App;
  spec(output: Partial<OutputSpec> & { folder: string }): CreateRun;
}

/** Real pictures of 120 × 80 and the real pixel host, one picture at a time; an export is about 30 kB. */
async function studio(names: string[]): Promise<Studio> {
  const root = faultFolder();
  const photos = join(root, 'photos');
  mkdirSync(photos);
  for (const [seed, name] of names.entries()) {
    writeFileSync(join(photos, name), await fileOf(photo({ seed }), { format: 'jpeg' }));
  }
  const app = await createApp({ dataDir: join(root, 'data'), workers: 1 });
  onTestFinished(() => app.close());
  const workflow = {
    document: {
      name: 'As PNG',
      nodes: [
        { id: 'in', type: 'imageInput' },
        { id: 'out', type: 'export', params: { format: 'png' }, inputs: { image: 'in' } },
      ],
    },
  };
  return { root, photos, app, spec: (output) => runSpec({ photos, out: '' }, { workflow, output }) };
}

/** Resolves with the first event that fits. */
function heard(app: App, fits: (event: SafelightEvent) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = app.events.on((event) => {
      if (!fits(event)) return;
      stop();
      resolve();
    });
  });
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, n) => `${n + 1}.jpg`);

/** Everything delivered is whole, and nothing else of ours is there. */
async function expectWhole(app: App, folder: string): Promise<void> {
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  const report = await app.runs.verify(1);
  expect(report).toMatchObject({ ok: true });
  expect(Object.keys(await delivered(folder))).toHaveLength(report.outputs);
}

describe('an output folder that goes away during a run', () => {
  it('pauses the run, fails nothing, and the run goes on when it is back', async () => {
    const { app, root, spec } = await studio(numbered(12));
    const out = join(root, 'out');
    const run = await app.runs.create(spec({ folder: out }));
    await heard(app, ({ event }) => event === 'item.completed');
    renameSync(out, `${out}-unplugged`);
    const paused = await app.runs.whenFinished(run.id);
    expect(paused).toMatchObject({ status: 'paused', failedItems: 0, error: { code: 'output_unwritable' } });
    expect(paused.error?.message).toContain(out);
    expect(countsAddUp(paused)).toBe(true);
    expect(existsSync(out)).toBe(false);

    renameSync(`${out}-unplugged`, out);
    await app.runs.resume(run.id);
    const done = await app.runs.whenFinished(run.id);
    expect(done).toMatchObject({ status: 'completed', completedItems: 12, outputCount: 12, error: null });
    await expectWhole(app, out);
  });

  it.skipIf(NO_SMALL_DISK !== null)(`the same for one that becomes read-only (${NO_SMALL_DISK ?? ''})`, async () => {
    const { app, spec } = await studio(numbered(12));
    const disk = smallDisk('4m');
    const run = await app.runs.create(spec({ folder: disk.folder }));
    await heard(app, ({ event }) => event === 'item.completed');
    // Not while a file is open for writing, which the system refuses.
    for (let tries = 0; ; tries += 1) {
      try {
        disk.setReadOnly(true);
        break;
      } catch (error) {
        if (tries > 200) throw error;
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const paused = await app.runs.whenFinished(run.id);
    expect(paused).toMatchObject({ status: 'paused', failedItems: 0, error: { code: 'output_unwritable' } });
    disk.setReadOnly(false);
    await app.runs.resume(run.id);
    expect(await app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed', completedItems: 12 });
    await expectWhole(app, disk.folder);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'the same for one whose permission is taken away (needs a user who is not root)',
    async () => {
      const { app, root, spec } = await studio(numbered(12));
      const out = join(root, 'out');
      const run = await app.runs.create(spec({ folder: out }));
      await heard(app, ({ event }) => event === 'item.completed');
      chmodSync(out, 0o500);
      const paused = await app.runs.whenFinished(run.id);
      chmodSync(out, 0o700);
      expect(paused).toMatchObject({ status: 'paused', failedItems: 0, error: { code: 'output_unwritable' } });
      await app.runs.resume(run.id);
      expect(await app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed', completedItems: 12 });
    },
  );

  it('that cannot be written from the start fails the run before anything is read', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    writeFileSync(world.out, 'a file, no folder');
    const run = await runToEnd(world, runSpec(world));
    expect(run).toMatchObject({ status: 'failed', error: { code: 'output_unwritable' } });
    expect(world.pixels.rendered).toEqual([]);
  });
});

describe.skipIf(NO_SMALL_DISK !== null)(`a disk that is full (${NO_SMALL_DISK ?? 'tmpfs'})`, () => {
  it('pauses the run without a partial file, and the run goes on when there is room', async () => {
    const { app, spec } = await studio(numbered(16));
    const disk = smallDisk('128k');
    const run = await app.runs.create(spec({ folder: disk.folder }));
    const paused = await app.runs.whenFinished(run.id);
    expect(paused).toMatchObject({ status: 'paused', failedItems: 0, error: { code: 'disk_full' } });
    expect(paused.error?.message).toContain(disk.folder);
    expect(paused.completedItems).toBeLessThan(16);
    await expectWhole(app, disk.folder);

    disk.resize('8m');
    await app.runs.resume(run.id);
    const done = await app.runs.whenFinished(run.id);
    expect(done).toMatchObject({ status: 'completed', completedItems: 16, outputCount: 16 });
    await expectWhole(app, disk.folder);
  });

  it('pauses a run that delivers a zip, which is whole or not there', async () => {
    const { app, spec } = await studio(numbered(8));
    const disk = smallDisk('64k');
    const run = await app.runs.create(spec({ folder: disk.folder, zip: true }));
    expect(await app.runs.whenFinished(run.id)).toMatchObject({ status: 'paused', error: { code: 'disk_full' } });
    expect(readdirSync(disk.folder)).toEqual([]);
    disk.resize('8m');
    await app.runs.resume(run.id);
    const done = await app.runs.whenFinished(run.id);
    expect(done).toMatchObject({ status: 'completed', completedItems: 8 });
    expect(Object.keys(await delivered(disk.folder))).toHaveLength(8);
  });

  it('replaces nothing that it has no room to keep', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const disk = smallDisk('64k');
    mkdirSync(world.out);
    const before = 'older '.repeat(20_000);
    writeFileSync(join(world.out, 'a.jpg'), before);
    // Where replaced files are kept is on the full disk.
    symlinkSync(disk.folder, join(world.dataDir, 'replaced'));
    const run = await runToEnd(world, runSpec(world, { output: { collision: 'overwrite' } }));
    expect(run).toMatchObject({ status: 'paused', error: { code: 'disk_full' } });
    expect(filesIn(world.out)).toEqual({ 'a.jpg': before });
    disk.resize('1m');
    await world.app.runs.resume(run.id);
    expect(await world.app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed' });
    await world.app.runs.undo(run.id);
    expect(filesIn(world.out)).toEqual({ 'a.jpg': before });
  });
});

describe('an input', () => {
  it('that is deleted before its turn fails alone, and can be retried when it is back', async () => {
    const { opened, open } = gate();
    const photos = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'];
    const world = await openWorld({ photos, workers: 1, before: () => opened });
    const run = await world.app.runs.create(runSpec(world));
    await heard(world.app, ({ event }) => event === 'item.started');
    // One is rendered and two are ahead of it, so the last has not been looked at.
    const last = join(world.photos, 'e.jpg');
    renameSync(last, `${last}.away`);
    open();
    const partial = await world.app.runs.whenFinished(run.id);
    expect(partial).toMatchObject({ status: 'partial', completedItems: 4, failedItems: 1 });
    const { items } = await world.app.runs.items(run.id, { status: 'failed' });
    expect(items[0]).toMatchObject({ name: 'e.jpg', error: { code: 'file_not_found' } });
    renameSync(`${last}.away`, last);
    await world.app.runs.retryFailed(run.id);
    expect(await world.app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed', completedItems: 5 });
  });

  it('that changes while it is read fails as changed, and is done by a retry', async () => {
    const { app, photos, root, spec } = await studio(['a.jpg', 'b.jpg']);
    const changing = join(photos, 'b.jpg');
    // Large, so that reading it takes a while; what follows a JPEG's end is not looked at.
    truncateSync(changing, 256e6);
    const writer = setInterval(() => appendFileSync(changing, 'x'), 1);
    onTestFinished(() => clearInterval(writer));
    const run = await app.runs.create(spec({ folder: join(root, 'out') }));
    const partial = await app.runs.whenFinished(run.id);
    clearInterval(writer);
    expect(partial).toMatchObject({ status: 'partial', completedItems: 1, failedItems: 1 });
    const { items } = await app.runs.items(run.id, { status: 'failed' });
    expect(items[0]).toMatchObject({ name: 'b.jpg', error: { code: 'file_changed' }, outputs: [] });
    expect(readdirSync(join(root, 'out'))).toEqual(['a.png']);
    await app.runs.retryFailed(run.id);
    expect(await app.runs.whenFinished(run.id)).toMatchObject({ status: 'completed', completedItems: 2 });
  });
});

describe('an output that would be an original', () => {
  const overwrite = { collision: 'overwrite' as const };

  async function expectRefused(out: string, photos: string[], link: (photos: string, out: string) => void) {
    const world = await openWorld({ photos });
    const folder = join(world.root, out);
    link(world.photos, folder);
    const before = filesIn(world.photos);
    const run = await runToEnd(world, runSpec(world, { output: { ...overwrite, folder } }));
    const { items } = await world.app.runs.items(run.id, { status: 'failed' });
    expect(items.map(({ error }) => error?.code)).toEqual(photos.map(() => 'output_is_original'));
    expect(items[0]!.error?.message).toContain('original');
    expect(filesIn(world.photos)).toEqual(before);
    await world.app.runs.undo(run.id);
    expect(filesIn(world.photos)).toEqual(before);
    return world;
  }

  it('is refused in the folder of the originals', async () => {
    await expectRefused('photos', ['a.jpg', 'b.jpg'], () => {});
  });

  it('is refused through a folder that is a link', async () => {
    await expectRefused('out', ['a.jpg', 'b.jpg'], (photos, out) => symlinkSync(photos, out));
  });

  it('is refused through a hard link', async () => {
    await expectRefused('out', ['a.jpg'], (photos, out) => {
      mkdirSync(out);
      linkSync(join(photos, 'a.jpg'), join(out, 'a.jpg'));
    });
  });

  it('is refused through a link to the file', async () => {
    await expectRefused('out', ['a.jpg'], (photos, out) => {
      mkdirSync(out);
      symlinkSync(join(photos, 'a.jpg'), join(out, 'a.jpg'));
    });
  });

  it('is refused when it is the original of another item', async () => {
    const world = await openWorld({ photos: ['a.jpg', 'a.png'] });
    writeFileSync(join(world.photos, 'a.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    const before = filesIn(world.photos);
    const run = await runToEnd(world, runSpec(world, { output: { ...overwrite, folder: world.photos } }));
    const { items } = await world.app.runs.items(run.id);
    expect(items.filter(({ error }) => error?.code === 'output_is_original').length).toBeGreaterThan(0);
    for (const [name, text] of Object.entries(before)) expect(filesIn(world.photos)[name]).toBe(text);
    await world.app.runs.undo(run.id);
    expect(filesIn(world.photos)).toEqual(before);
  });

  it('is refused under a name that differs in capitals only, where the volume does not tell them apart', async (context) => {
    const folder = caseBlindFolder();
    if (folder === null) return context.skip('no volume that does not tell capitals apart can be made here');
    const world = await openWorld({ photos: [] });
    const original = join(folder, 'IMG_1.JPG');
    const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('photo')]);
    writeFileSync(original, bytes);
    const workflow = { document: workflowWith({ export: { name: 'img_1' } }) };
    const run = await runToEnd(world, {
      ...runSpec(world, { workflow, output: { ...overwrite, folder } }),
      inputs: { imageInput: { paths: [original], recursive: false } },
    });
    const { items } = await world.app.runs.items(run.id);
    expect(items[0]?.error?.code).toBe('output_is_original');
    expect(readdirSync(folder)).toEqual(['IMG_1.JPG']);
  });

  it('is given another name under the rule suffix, and undone without touching the original', async () => {
    const world = await openWorld({ photos: ['a.jpg'] });
    const before = filesIn(world.photos);
    const run = await runToEnd(world, runSpec(world, { output: { folder: world.photos } }));
    expect(filesIn(world.photos)).toEqual({ ...before, 'a-2.jpg': 'a.jpg at export' });
    await world.app.runs.undo(run.id);
    expect(filesIn(world.photos)).toEqual(before);
  });
});
