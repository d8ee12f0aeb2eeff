import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDelivery } from '../../../src/main/delivery/delivery.ts';
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
