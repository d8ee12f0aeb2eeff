import { existsSync, statSync } from 'node:fs';
import { link, mkdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDelivery } from '../../../src/main/delivery/delivery.ts';
import { nodePublishCalls, type PublishCalls } from '../../../src/main/delivery/publish.ts';
import { aFolder, aRequest, filesIn, notRecorded, sha256 } from './a-folder.ts';

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code, syscall: 'link' }));

/** A volume such as FAT. */
const withoutLinks: PublishCalls = { ...nodePublishCalls, link: failing('EPERM') };
const volumes: [string, ReturnType<typeof createDelivery>][] = [
  ['with hard links', createDelivery()],
  ['without hard links', createDelivery({ calls: withoutLinks })],
];

describe.each(volumes)('committing on a volume %s', (_volume, delivery) => {
  it('publishes the file, says so beforehand, and leaves no temp file', async () => {
    const out = await aFolder();
    const request = await aRequest(out, 'sub/deeper/a.jpg', 'new');
    const told: string[] = [];
    const result = await delivery.commit(request, async (path) => {
      expect(existsSync(path)).toBe(false);
      told.push(path);
    });
    expect(result).toMatchObject({ type: 'published', path: join(out, 'sub/deeper/a.jpg'), unchanged: false });
    expect(told).toEqual([join(out, 'sub/deeper/a.jpg')]);
    expect(await filesIn(out)).toEqual({ 'sub/deeper/a.jpg': 'new' });
  });

  it('under “suffix” never touches what is there, be it a link to nowhere or to the same bytes', async () => {
    const out = await aFolder();
    await writeFile(join(out, 'same'), 'new');
    await symlink(join(out, 'same'), join(out, 'a.jpg'));
    await symlink(join(out, 'nowhere'), join(out, 'a-2.jpg'));
    await mkdir(join(out, 'a-3.jpg'));
    const told: string[] = [];
    const result = await delivery.commit(await aRequest(out, 'a.jpg', 'new'), async (path) => void told.push(path));
    expect(result).toMatchObject({ path: join(out, 'a-4.jpg'), unchanged: false });
    expect(told).toEqual([join(out, 'a-4.jpg')]);
    expect(existsSync(join(out, 'nowhere'))).toBe(false);
  });

  it('under “suffix” leaves the same bytes alone, at the name or at the first alternative that holds them', async () => {
    const out = await aFolder();
    await writeFile(join(out, 'a.jpg'), 'old');
    await writeFile(join(out, 'a-2.jpg'), 'new');
    const before = statSync(join(out, 'a-2.jpg')).ctimeMs;
    const told: unknown[] = [];
    const result = await delivery.commit(await aRequest(out, 'a.jpg', 'new'), async (path, taking) => {
      told.push([path, taking?.origin]);
    });
    expect(result).toMatchObject({ type: 'published', path: join(out, 'a-2.jpg'), unchanged: true });
    expect(told).toEqual([[join(out, 'a-2.jpg'), 'unchanged']]);
    expect(statSync(join(out, 'a-2.jpg')).ctimeMs).toBe(before);
    expect(await filesIn(out)).toEqual({ 'a.jpg': 'old', 'a-2.jpg': 'new' });
  });

  it('under “suffix” looks first where the file may be as well, and goes on where it is not', async () => {
    const out = await aFolder();
    await writeFile(join(out, 'a.jpg'), 'old');
    await writeFile(join(out, 'b.jpg'), 'new');
    const alsoAt = ['a.jpg', 'none.jpg', 'b.jpg'].map((name) => join(out, name));
    const found = await delivery.commit(await aRequest(out, 'a-2.jpg', 'new', { alsoAt }), notRecorded);
    expect(found).toMatchObject({ path: join(out, 'b.jpg'), unchanged: true });
    const other = await delivery.commit(await aRequest(out, 'a-2.jpg', 'other', { alsoAt }), notRecorded);
    expect(other).toMatchObject({ path: join(out, 'a-2.jpg'), unchanged: false });
    expect(await filesIn(out)).toEqual({ 'a.jpg': 'old', 'b.jpg': 'new', 'a-2.jpg': 'other' });
  });

  it('under “suffix” looks for the next name when another program takes it at the last moment', async () => {
    const out = await aFolder();
    let others = 0;
    const result = await delivery.commit(await aRequest(out, 'a.jpg', 'new'), async (path) => {
      if (others++ < 2) await writeFile(path, 'theirs');
    });
    expect(result).toMatchObject({ path: join(out, 'a-3.jpg') });
    expect(await filesIn(out)).toEqual({ 'a.jpg': 'theirs', 'a-2.jpg': 'theirs', 'a-3.jpg': 'new' });
  });

  it('under “skip” keeps what is there and drops the temp file', async () => {
    const out = await aFolder();
    await writeFile(join(out, 'a.jpg'), 'old');
    const skip = { collision: 'skip' } as const;
    expect(await delivery.commit(await aRequest(out, 'a.jpg', 'new', skip), notRecorded)).toEqual({
      type: 'exists',
      path: join(out, 'a.jpg'),
    });
    const late = await delivery.commit(await aRequest(out, 'b.jpg', 'new', skip), (path) => writeFile(path, 'theirs'));
    expect(late).toEqual({ type: 'exists', path: join(out, 'b.jpg') });
    expect(await filesIn(out)).toEqual({ 'a.jpg': 'old', 'b.jpg': 'theirs' });
  });

  it('under “overwrite” replaces what is there, and leaves the same bytes alone', async () => {
    const out = await aFolder();
    await writeFile(join(out, 'a.jpg'), 'old');
    const overwrite = { collision: 'overwrite' } as const;
    const told: string[] = [];
    const commit = async () =>
      delivery.commit(await aRequest(out, 'a.jpg', 'new', overwrite), async (path) => void told.push(path));
    expect(await commit()).toMatchObject({ path: join(out, 'a.jpg'), unchanged: false });
    const before = statSync(join(out, 'a.jpg'));
    expect(await commit()).toMatchObject({ path: join(out, 'a.jpg'), unchanged: true });
    expect(statSync(join(out, 'a.jpg')).ino).toBe(before.ino);
    expect(told).toEqual([join(out, 'a.jpg'), join(out, 'a.jpg')]);
    expect(await filesIn(out)).toEqual({ 'a.jpg': 'new' });
  });

  it('loses nothing when many commit to the same names at once', async () => {
    const commits = fc.array(
      fc.record({ name: fc.constantFrom('a.jpg', 'a-2.jpg', 'b.jpg'), collision: fc.constantFrom('suffix', 'skip') }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(commits, async (wanted) => {
        const out = await aFolder();
        const results = await Promise.all(
          wanted.map(async ({ name, collision }, i) => {
            const request = await aRequest(out, name, `content ${i}`, { collision });
            return { content: `content ${i}`, collision, result: await delivery.commit(request, notRecorded) };
          }),
        );
        const expected: Record<string, string> = {};
        for (const { content, collision, result } of results) {
          if (result.type === 'published') expected[result.path.slice(out.length + 1)] = content;
          else expect(collision).toBe('skip');
        }
        const published = results.filter(({ result }) => result.type === 'published');
        expect(Object.keys(expected)).toHaveLength(published.length);
        expect(await filesIn(out)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});

describe('originals', () => {
  const delivery = createDelivery();
  const overwriting = (original: string) => ({ collision: 'overwrite' as const, originals: [original] });

  it.each(['the file itself', 'a symbolic link to it', 'a hard link to it', 'a way through a linked folder'])(
    'are never overwritten, when the path is %s',
    async (what) => {
      const [photos, out] = [await aFolder(), await aFolder()];
      const original = join(photos, 'a.jpg');
      await writeFile(original, 'original');
      let target = join(out, 'a.jpg');
      if (what === 'the file itself') target = original;
      if (what === 'a symbolic link to it') await symlink(original, target);
      if (what === 'a hard link to it') await link(original, target);
      if (what === 'a way through a linked folder') {
        await symlink(photos, join(out, 'linked'));
        target = join(out, 'linked/a.jpg');
      }
      const request = { ...(await aRequest(out, 'x', 'new', overwriting(original))), finalPath: target };
      const told: string[] = [];
      await expect(delivery.commit(request, async (path) => void told.push(path))).rejects.toMatchObject({
        code: 'output_is_original',
        message: expect.stringContaining(original),
      });
      expect(told).toEqual([]);
      expect(await filesIn(photos)).toEqual({ 'a.jpg': 'original' });
      expect(existsSync(request.tempPath)).toBe(true);
    },
  );

  it('reached through a link given as input are protected too', async () => {
    const [photos, out] = [await aFolder(), await aFolder()];
    await writeFile(join(photos, 'real.jpg'), 'original');
    await symlink(join(photos, 'real.jpg'), join(out, 'a.jpg'));
    const request = await aRequest(out, 'a.jpg', 'new', overwriting(join(out, 'a.jpg')));
    await expect(delivery.commit(request, notRecorded)).rejects.toMatchObject({ code: 'output_is_original' });
  });

  it('are not what a link to some other file is: the link is replaced, its goal kept', async () => {
    const [photos, out] = [await aFolder(), await aFolder()];
    await writeFile(join(photos, 'other.jpg'), 'other');
    await writeFile(join(photos, 'original.jpg'), 'original');
    await symlink(join(photos, 'other.jpg'), join(out, 'a.jpg'));
    await symlink(join(photos, 'nowhere.jpg'), join(out, 'b.jpg'));
    const more = overwriting(join(photos, 'original.jpg'));
    await delivery.commit(await aRequest(out, 'a.jpg', 'new', more), notRecorded);
    await delivery.commit(await aRequest(out, 'b.jpg', 'new', more), notRecorded);
    expect(await filesIn(photos)).toEqual({ 'other.jpg': 'other', 'original.jpg': 'original' });
    await expect(readlink(join(out, 'a.jpg'))).rejects.toThrow('EINVAL');
    expect(await filesIn(out)).toEqual({ 'a.jpg': 'new', 'b.jpg': 'new' });
  });
});

describe('an original that holds the very bytes of the result', () => {
  it.each(['the file itself', 'a hard link to it'])(
    'is not taken for it under “suffix”, when the path is %s',
    async (what) => {
      const [photos, out] = [await aFolder(), await aFolder()];
      const original = join(what === 'the file itself' ? out : photos, 'a.jpg');
      await writeFile(original, 'same');
      if (original !== join(out, 'a.jpg')) await link(original, join(out, 'a.jpg'));
      const request = await aRequest(out, 'a.jpg', 'same', { originals: [original], alsoAt: [join(out, 'a.jpg')] });
      const result = await createDelivery().commit(request, notRecorded);
      expect(result).toMatchObject({ path: join(out, 'a-2.jpg'), unchanged: false });
    },
  );
});

describe('what goes wrong while committing', () => {
  const delivery = createDelivery();

  it.each([
    ['ENOSPC', 'disk_full'],
    ['EDQUOT', 'disk_full'],
    ['EROFS', 'output_unwritable'],
    ['EIO', 'output_unwritable'],
  ])('%s becomes %s, names the folder, and keeps the temp file', async (errno, code) => {
    const out = await aFolder();
    const request = await aRequest(out, 'a.jpg', 'new');
    const broken = createDelivery({ calls: { ...nodePublishCalls, link: failing(errno) } });
    await expect(broken.commit(request, notRecorded)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(out),
    });
    expect(existsSync(request.tempPath)).toBe(true);
  });

  it('a reserved name is given back when the file cannot be moved to it', async () => {
    const out = await aFolder();
    const request = await aRequest(out, 'a.jpg', 'new');
    const broken = createDelivery({ calls: { link: failing('ENOTSUP'), rename: failing('EIO') } });
    await expect(broken.commit(request, notRecorded)).rejects.toMatchObject({ code: 'output_unwritable' });
    expect(existsSync(join(out, 'a.jpg'))).toBe(false);
  });

  it('a temp file that is gone or has another size is not published', async () => {
    const out = await aFolder();
    const request = await aRequest(out, 'a.jpg', 'new');
    await expect(delivery.commit({ ...request, bytes: 2 }, notRecorded)).rejects.toMatchObject({
      code: 'output_unwritable',
    });
    const gone = { ...request, tempPath: join(out, 'gone.tmp') };
    await expect(delivery.commit(gone, notRecorded)).rejects.toMatchObject({ code: 'output_unwritable' });
    expect(existsSync(join(out, 'a.jpg'))).toBe(false);
  });

  it('a folder at the path is not replaced, and a file in place of the folder is reported', async () => {
    const out = await aFolder();
    await mkdir(join(out, 'a.jpg'));
    await writeFile(join(out, 'file'), 'x');
    const onFolder = await aRequest(out, 'a.jpg', 'new', { collision: 'overwrite' });
    await expect(delivery.commit(onFolder, notRecorded)).rejects.toMatchObject({ code: 'output_unwritable' });
    const inFile = await aRequest(out, 'file/a.jpg', 'new');
    await expect(delivery.commit(inFile, notRecorded)).rejects.toMatchObject({ code: 'output_unwritable' });
  });

  it('nothing is published when the path could not be recorded', async () => {
    const out = await aFolder();
    const request = await aRequest(out, 'a.jpg', 'new');
    await expect(delivery.commit(request, () => Promise.reject(new Error('database gone')))).rejects.toThrow(
      'database gone',
    );
    expect(await filesIn(out)).toEqual({ [request.tempPath.slice(out.length + 1)]: 'new' });
  });
});

describe('a temp file on another volume', () => {
  const twoVolumes = existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(tmpdir()).dev;
  const collisions = ['suffix', 'overwrite', 'skip'] as const;

  it.skipIf(!twoVolumes).each(collisions)('is copied first, under “%s”', async (collision) => {
    const [out, elsewhere] = [await aFolder(), await aFolder('/dev/shm')];
    if (collision === 'overwrite') await writeFile(join(out, 'a.jpg'), 'old');
    const request = await aRequest(out, 'a.jpg', 'new', { collision, tempFolder: elsewhere });
    expect(await createDelivery().commit(request, notRecorded)).toMatchObject({ path: join(out, 'a.jpg') });
    expect(await filesIn(out)).toEqual({ 'a.jpg': 'new' });
    expect(await filesIn(elsewhere)).toEqual({});
  });

  it('is not published when the copy has other bytes', async () => {
    const out = await aFolder();
    const apart = createDelivery({ calls: { link: failing('EXDEV'), rename: failing('EXDEV') } });
    const request = { ...(await aRequest(out, 'a.jpg', 'new')), sha256: sha256('other') };
    await expect(apart.commit(request, notRecorded)).rejects.toMatchObject({ code: 'output_unwritable' });
    expect(Object.keys(await filesIn(out))).toEqual([request.tempPath.slice(out.length + 1)]);
  });
});
