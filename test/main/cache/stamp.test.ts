import { mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { hashSettled, look } from '../../../src/main/cache/stamp.ts';
import { sha256, untilSettled } from './cached-world.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'safelight-stamp-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  file = join(folder, 'photo.jpg');
  writeFileSync(file, 'photo');
});
const seen = () => look(file, { follow: true });

describe('a file’s stamp', () => {
  it('stays while nobody touches the file', async () => {
    expect(await seen()).toMatchObject({ bytes: 5, stamp: (await seen())!.stamp });
  });

  it('changes when the bytes change, even if size and time of modification are put back', async () => {
    await untilSettled(folder);
    const before = await seen();
    const { atime, mtime } = statSync(file);
    writeFileSync(file, 'PHOTO');
    utimesSync(file, atime, mtime);
    expect((await seen())?.stamp).not.toBe(before?.stamp);
  });

  it('is not trusted right after the file was written, nor is its hash', async () => {
    // Times to come are not older than a tick either, however slow this test is.
    const soon = new Date(Date.now() + 60_000);
    utimesSync(file, soon, soon);
    expect((await seen())?.settled).toBe(false);
    expect(await hashSettled(file)).toBeNull();
  });

  it('may be trusted after a while, with the hash of the bytes', async () => {
    await untilSettled(folder);
    expect((await seen())?.settled).toBe(true);
    expect(await hashSettled(file)).toMatchObject({ key: file, sha256: sha256('photo') });
  });

  it('is not given to folders, missing files and, where links are not followed, links', async () => {
    symlinkSync(file, join(folder, 'link.jpg'));
    expect(await look(folder, { follow: true })).toBeNull();
    expect(await look(join(folder, 'none.jpg'), { follow: true })).toBeNull();
    expect(await look(join(folder, 'link.jpg'), { follow: false })).toBeNull();
    expect(await look(join(folder, 'link.jpg'), { follow: true })).toMatchObject({ bytes: 5 });
  });
});
