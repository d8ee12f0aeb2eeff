import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createIntake } from '../../../src/main/intake/intake.ts';
import { aFolder, allFound, foundIn, JPEG } from './a-folder.ts';

const intake = createIntake();

describe('a folder', () => {
  it('gives its pictures in the order in which people count', async () => {
    const root = await aFolder({ 'img10.jpg': null, 'img2.jpg': null, 'IMG1.JPG': null, 'b.png': null, 'a.nef': null });
    expect(await foundIn(intake, [root])).toEqual(['a.nef', 'b.png', 'IMG1.JPG', 'img2.jpg', 'img10.jpg']);
  });

  it('says size, time and path of each', async () => {
    const root = await aFolder({ 'sub/a.jpg': null });
    const [found] = await allFound(intake, [root], { recursive: true });
    expect(found).toEqual({
      type: 'source',
      source: {
        kind: 'file',
        path: join(root, 'sub/a.jpg'),
        name: 'a.jpg',
        relativeFolder: 'sub',
        bytes: JPEG.length,
        modifiedMs: expect.any(Number),
      },
    });
  });

  it('is walked only when asked, own files first, and mirrored', async () => {
    const root = await aFolder({ 'z.jpg': null, 'day 2/b.jpg': null, 'day 10/c.jpg': null, 'day 2/raw/d.dng': null });
    expect(await foundIn(intake, [root])).toEqual(['z.jpg']);
    expect(await foundIn(intake, [root], { recursive: true })).toEqual([
      'z.jpg',
      'day 2/b.jpg',
      'day 2/raw/d.dng',
      'day 10/c.jpg',
    ]);
  });

  it('is read without what systems, cameras and we ourselves put beside pictures', async () => {
    const junk = ['.DS_Store', '._a.jpg', '.hidden.jpg', 'Thumbs.db', 'desktop.ini', 'a.jpg.part', 'b.crdownload'];
    const more = ['a.xmp', 'a.jpg~', 'c.tmp', '.safelight-1-0.tmp', '__MACOSX/a.jpg', '.trash/a.jpg', '@eaDir/a.jpg'];
    const root = await aFolder(Object.fromEntries([...junk, ...more].map((name) => [name, null])));
    expect(await foundIn(intake, [root], { recursive: true })).toEqual([]);
  });

  it('says what was skipped and why, and looks into files whose name says nothing', async () => {
    const root = await aFolder({
      'notes.txt': 'hello',
      'no-extension': null,
      'empty.dat': '',
      'more.zip': 'PK',
      'film.mov': '....ftypqt  ',
      'favicon.ICO': '\0\0\u0001\0',
    });
    const found = await allFound(intake, [root]);
    const lines = found.map((one) =>
      one.type === 'skipped' ? one.reason.message : one.type === 'source' && one.source.name,
    );
    expect(lines).toEqual([
      '“empty.dat” is not a picture.',
      '“favicon.ICO” is a kind of picture that Safelight does not read. Export it as JPEG, PNG or TIFF.',
      '“film.mov” is not a picture.',
      '“more.zip” is a zip inside another folder or zip; add it itself to use its pictures.',
      'no-extension',
      '“notes.txt” is not a picture.',
    ]);
  });

  it('gives pictures that are empty or cannot be decoded too, so that each fails with its own sentence', async () => {
    const root = await aFolder({ 'empty.jpg': '', 'scan.psd': '8BPS', 'x.cr3': 'x' });
    expect(await foundIn(intake, [root])).toEqual(['empty.jpg', 'scan.psd', 'x.cr3']);
  });

  it.each([
    ['*.jpg', ['b.JPG', 'one/a.jpg']],
    ['one/**', ['one/a.jpg', 'one/c.png']],
    ['**/c.*', ['one/c.png', 'two/c.png']],
    ['{b,c}.*', ['b.JPG', 'one/c.png', 'two/c.png']],
  ])('gives only names that match the glob %s', async (glob, expected) => {
    const root = await aFolder({
      'b.JPG': null,
      'd.txt': 'x',
      'one/a.jpg': null,
      'one/c.png': null,
      'two/c.png': null,
    });
    expect(await foundIn(intake, [root], { recursive: true, glob })).toEqual(expected);
  });

  it('keeps odd names as they are', async () => {
    const names = [
      '-dash.jpg',
      ' space.jpg',
      'cafe\u0301.jpg',
      'café.jpg',
      '📷🌅.jpg',
      'a\\b.jpg',
      'dots...jpg',
      `${'x'.repeat(246)}.jpg`,
    ];
    const root = await aFolder(Object.fromEntries(names.map((name) => [name, null])));
    expect((await foundIn(intake, [root])).sort()).toEqual(names.sort());
  });

  it('refuses a file whose name is not UTF-8 instead of losing it', async ({ skip }) => {
    const root = await aFolder();
    try {
      execFileSync('sh', ['-c', `printf x > "$1/$(printf 'gr\\374n.jpg')"`, 'sh', root]);
    } catch {
      skip('this file system takes UTF-8 names only');
    }
    const [found] = await allFound(intake, [root]);
    expect(found).toMatchObject({ type: 'refused', error: { code: 'file_not_found' } });
    expect(found?.type === 'refused' && found.error.message).toContain('not valid UTF-8');
  });

  it('refuses a sub-folder that cannot be read and goes on', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may read everything');
    const root = await aFolder({ 'a/1.jpg': null, 'b/2.jpg': null });
    await chmod(join(root, 'a'), 0o000);
    expect(await foundIn(intake, [root], { recursive: true })).toEqual(['refused a: file_unreadable', 'b/2.jpg']);
    await chmod(join(root, 'a'), 0o755);
  });

  it('leaves out the excluded output folder, also when it is named through a link', async () => {
    const root = await aFolder({ 'a.jpg': null, 'out/b.jpg': null, 'outside/c.jpg': null });
    const elsewhere = await aFolder();
    await symlink(root, join(elsewhere, 'link'));
    const expected = ['a.jpg', 'outside/c.jpg'];
    expect(await foundIn(intake, [root], { recursive: true, exclude: [join(root, 'out')] })).toEqual(expected);
    expect(await foundIn(intake, [root], { recursive: true, exclude: [join(elsewhere, 'link/out')] })).toEqual(
      expected,
    );
  });
});

describe('links', () => {
  it('to files are followed, and links that lead nowhere are refused', async () => {
    const elsewhere = await aFolder({ 'real.jpg': null });
    const root = await aFolder();
    await symlink(join(elsewhere, 'real.jpg'), join(root, 'a.jpg'));
    await symlink(join(elsewhere, 'gone.jpg'), join(root, 'b.jpg'));
    await link(join(elsewhere, 'real.jpg'), join(root, 'c.jpg'));
    expect(await foundIn(intake, [root])).toEqual(['a.jpg', 'refused b.jpg: file_not_found', 'c.jpg']);
  });

  it('to folders elsewhere are followed once, and never in a loop', async () => {
    const elsewhere = await aFolder({ 'x.jpg': null });
    const root = await aFolder({ 'sub/y.jpg': null });
    await symlink(elsewhere, join(root, 'a-link'));
    await symlink(elsewhere, join(root, 'b-link'));
    await symlink(root, join(root, 'sub/up'));
    await symlink('/', join(root, 'everything'));
    await symlink(root, join(elsewhere, 'back'));
    await symlink(join(root, 'sub'), join(root, 'again'));
    expect(await foundIn(intake, [root], { recursive: true })).toEqual(['a-link/x.jpg', 'sub/y.jpg']);
  });

  it('and pipes in a folder do not stop it', async ({ skip }) => {
    const root = await aFolder({ 'a.jpg': null });
    try {
      execFileSync('mkfifo', [join(root, 'pipe.jpg'), join(root, 'pipe')]);
    } catch {
      skip('no mkfifo here');
    }
    expect(await foundIn(intake, [root])).toEqual(['a.jpg']);
    await expect(foundIn(intake, [join(root, 'pipe')])).rejects.toMatchObject({ code: 'file_unreadable' });
  });
});

describe('given paths', () => {
  it('are taken in their order, files whatever they are called', async () => {
    const root = await aFolder({ '.hidden.jpg': null, 'notes.txt': 'x', 'folder/a.jpg': null });
    const paths = ['notes.txt', 'folder', '.hidden.jpg'].map((path) => join(root, path));
    expect(await foundIn(intake, paths, { glob: 'a*' })).toEqual(['notes.txt', 'a.jpg', '.hidden.jpg']);
  });

  it('that are missing are reported before anything is found', async () => {
    const root = await aFolder({ 'a.jpg': null });
    const iterator = intake
      .discover({ paths: [root, join(root, 'nope.jpg')], recursive: false })
      [Symbol.asyncIterator]();
    await expect(iterator.next()).rejects.toMatchObject({
      code: 'file_not_found',
      message: `“${join(root, 'nope.jpg')}” does not exist. It may have been moved, renamed or deleted.`,
    });
  });

  it('stop being read when the run is cancelled', async () => {
    const root = await aFolder(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}.jpg`, null])));
    const stop = new AbortController();
    const seen: unknown[] = [];
    const reading = async (): Promise<void> => {
      for await (const found of intake.discover({ paths: [root], recursive: false }, stop.signal)) {
        seen.push(found);
        stop.abort();
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen.length).toBeLessThan(100);
  });
});

describe('a file as source', () => {
  it('is used where it is and survives its release', async () => {
    const root = await aFolder({ 'a.jpg': null });
    const [found] = await allFound(intake, [root]);
    if (found?.type !== 'source') throw new Error('not found');
    const file = await intake.materialise(found.source, join(root, 'work'));
    expect(file.path).toBe(join(root, 'a.jpg'));
    await file.release();
    expect(existsSync(join(root, 'a.jpg'))).toBe(true);
  });

  it('that is gone or became something else is reported by name', async () => {
    const root = await aFolder({ 'a.jpg': null });
    const source = {
      kind: 'file',
      path: join(root, 'b.jpg'),
      name: 'b.jpg',
      relativeFolder: '',
      bytes: 1,
      modifiedMs: 0,
    } as const;
    await expect(intake.materialise(source, root)).rejects.toMatchObject({ code: 'file_not_found' });
    await mkdir(join(root, 'b.jpg'));
    await expect(intake.materialise(source, root)).rejects.toMatchObject({ code: 'file_unreadable' });
  });
});

const corpus = process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus';
describe.skipIf(!existsSync(corpus))('the corpus', () => {
  it('has every odd name found untouched', async () => {
    const found = await foundIn(intake, [join(corpus, 'formats/names')]);
    const names = await readdir(join(corpus, 'formats/names'));
    expect(found.sort()).toEqual(names.filter((name) => name !== '.hidden.jpg').sort());
    expect(found.filter((name) => name.normalize('NFC').startsWith('café'))).toHaveLength(2);
  });

  it('has nothing in it that stops a recursive walk', async () => {
    const found = await allFound(intake, [corpus], { recursive: true });
    expect(found.filter((one) => one.type === 'source').length).toBeGreaterThan(200);
  });
});
