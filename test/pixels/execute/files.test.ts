import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { asSafelightError } from '../../../src/pixels/execute/failure.ts';
import { hashFile, readSource } from '../../../src/pixels/execute/read-source.ts';
import { TempFiles } from '../../../src/pixels/execute/temp-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'safelight-execute-'));
afterAll(() => rm(folder, { recursive: true }));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('reading a source', () => {
  it('gives the bytes and their hash', async () => {
    const path = join(folder, 'a.jpg');
    await writeFile(path, 'light');
    const { bytes, sha256: hash } = await readSource({ path, name: 'a.jpg' });
    expect(bytes.toString()).toBe('light');
    expect(hash).toBe(sha256('light'));
    expect(await hashFile(path)).toEqual({ sha256: sha256('light'), bytes: 5 });
  });

  it('refuses a file that another program is still writing', async () => {
    const path = join(folder, 'growing.jpg');
    await writeFile(path, Buffer.alloc(64e6));
    const reading = expect(readSource({ path, name: 'growing.jpg' })).rejects.toMatchObject({ code: 'file_changed' });
    // Reading 64 MB takes several turns of the event loop; this takes one after each.
    const growing = (async () => {
      for (let i = 0; i < 50; i++) await appendFile(path, 'more');
    })();
    await reading;
    await growing;
  });

  it.each([
    ['nothing.jpg', 'file_not_found', async () => {}],
    ['empty.jpg', 'file_empty', (path: string) => writeFile(path, '')],
    ['folder.jpg', 'file_unreadable', (path: string) => mkdir(path)],
    ['loop.jpg', 'file_unreadable', (path: string) => symlink(path, path)],
  ])('names %s in a sentence (%s)', async (name, code, make) => {
    const path = join(folder, name);
    await make(path);
    await expect(readSource({ path, name })).rejects.toMatchObject({ code, message: expect.stringContaining(name) });
  });
});

describe('temp files', () => {
  it('are numbered, complete, and gone when the task fails', async () => {
    const own = join(folder, 'temp');
    await mkdir(own);
    const temp = new TempFiles({ folder: own, prefix: '.job-' });
    const first = await temp.write(Buffer.from('one'));
    await temp.write(Buffer.from('two'));
    expect(first).toEqual({ path: join(own, '.job-0.tmp'), bytes: 3, sha256: sha256('one') });
    expect((await readdir(own)).sort()).toEqual(['.job-0.tmp', '.job-1.tmp']);
    await temp.removeAll();
    expect(await readdir(own)).toEqual([]);
  });

  it('replace what a dead host left, also a link, without following it', async () => {
    const own = join(folder, 'stale');
    await mkdir(own);
    await writeFile(join(own, 'original.jpg'), 'original');
    await symlink(join(own, 'original.jpg'), join(own, '.job-0.tmp'));
    const { path } = await new TempFiles({ folder: own, prefix: '.job-' }).write(Buffer.from('new'));
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readFile(join(own, 'original.jpg'), 'utf8')).toBe('original');
  });

  it('say that the folder cannot be written', async () => {
    const temp = new TempFiles({ folder: join(folder, 'missing'), prefix: '' });
    await expect(temp.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'output_unwritable' });
  });
});

describe('what steps throw', () => {
  it.each([
    [new RangeError('Array buffer allocation failed'), 'out_of_memory'],
    [new Error('vips_tracked: out of memory -- size == 12MB'), 'out_of_memory'],
    [new Error('colourspace: no known route\nsecond line'), 'node_failed'],
    ['a string', 'node_failed'],
  ])('%s becomes %s with its node', (thrown, code) => {
    const error = asSafelightError(thrown, { name: 'a.jpg', nodeId: 'resize-1' });
    expect(error).toMatchObject({ code, nodeId: 'resize-1', message: expect.stringContaining('a.jpg') });
    expect(error.message).not.toContain('\n');
  });
});
