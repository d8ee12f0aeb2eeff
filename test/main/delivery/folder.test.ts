import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDelivery } from '../../../src/main/delivery/delivery.ts';
import { missingFolders } from '../../../src/main/delivery/folder.ts';
import { aFolder, filesIn, sha256 } from './a-folder.ts';

const delivery = createDelivery();

describe('the output folder', () => {
  it('is made with those above it, and nothing is left in it', async () => {
    const root = await aFolder();
    await delivery.prepareFolder(join(root, 'a/b/c'));
    await delivery.prepareFolder(join(root, 'a/b/c'));
    expect(await delivery.exists(join(root, 'a/b/c'))).toBe(true);
    expect(await filesIn(root)).toEqual({});
  });

  it('that is a file or below one is reported by name', async () => {
    const file = join(await aFolder(), 'file');
    await writeFile(file, 'x');
    for (const folder of [file, join(file, 'sub')]) {
      await expect(delivery.prepareFolder(folder)).rejects.toMatchObject({
        code: 'output_unwritable',
        message: expect.stringContaining(folder),
      });
    }
  });

  it('that cannot even be looked at is reported by name, and so is a name in it', async () => {
    const loop = join(await aFolder(), 'loop');
    await symlink(loop, loop);
    const unwritable = { code: 'output_unwritable', message: expect.stringContaining(loop) };
    await expect(delivery.prepareFolder(join(loop, 'sub'))).rejects.toMatchObject(unwritable);
    await expect(delivery.exists(join(loop, 'photo.jpg'))).rejects.toMatchObject(unwritable);
    await expect(missingFolders(join(loop, 'sub'))).rejects.toMatchObject(unwritable);
  });

  it('where the system says that a folder which is there is not (automounts, /proc) is reported by name', async ({
    skip,
  }) => {
    if (process.platform !== 'linux') skip('there is no /proc');
    await expect(delivery.prepareFolder('/proc/safelight/out')).rejects.toMatchObject({
      code: 'output_unwritable',
      message: expect.stringContaining('/proc/safelight/out'),
    });
  });

  it('that may not be written is reported by name', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write everywhere');
    const folder = await aFolder();
    await chmod(folder, 0o500);
    await expect(delivery.prepareFolder(folder)).rejects.toMatchObject({ code: 'output_unwritable' });
    await chmod(folder, 0o700);
  });

  it('is swept of our own temp files only', async () => {
    const root = await aFolder();
    await mkdir(join(root, '.safelight-1-x.tmp'));
    for (const name of [
      '.safelight-1-0.tmp',
      '.safelight-1-1.tmp',
      '.safelight-2-0.tmp',
      '.safelight-1-note',
      'a.tmp',
    ]) {
      await writeFile(join(root, name), name);
    }
    expect(await delivery.sweep(root, '.safelight-1-')).toBe(2);
    expect(Object.keys(await filesIn(root)).sort()).toEqual(['.safelight-1-note', '.safelight-2-0.tmp', 'a.tmp']);
    expect(await delivery.sweep(join(root, 'missing'), '.safelight-')).toBe(0);
    await expect(delivery.sweep(root, '')).rejects.toThrow('prefix');
  });
});

describe('a file that is there', () => {
  it('matches only as a plain file with the same size and bytes', async () => {
    const root = await aFolder();
    const path = join(root, 'a.jpg');
    await writeFile(path, 'content');
    await symlink(path, join(root, 'link.jpg'));
    expect(await delivery.matches(path, sha256('content'), 7)).toBe(true);
    expect(await delivery.matches(path, sha256('content').toUpperCase(), 7)).toBe(true);
    expect(await delivery.matches(path, sha256('content'), 8)).toBe(false);
    expect(await delivery.matches(path, sha256('Content'), 7)).toBe(false);
    expect(await delivery.matches(join(root, 'link.jpg'), sha256('content'), 7)).toBe(false);
    expect(await delivery.matches(join(root, 'gone.jpg'), sha256('content'), 7)).toBe(false);
    expect(await delivery.matches(join(path, 'below'), sha256('content'), 7)).toBe(false);
  });

  it('takes its name even as a link to nowhere', async () => {
    const root = await aFolder();
    await symlink(join(root, 'nowhere'), join(root, 'link'));
    expect(await delivery.exists(join(root, 'link'))).toBe(true);
    expect(await delivery.exists(join(root, 'nowhere'))).toBe(false);
  });
});
