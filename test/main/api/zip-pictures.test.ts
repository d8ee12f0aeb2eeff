import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { SafelightError } from '../../../src/contract/errors.ts';
import { createZipPictures } from '../../../src/main/api/pictures/zip-pictures.ts';
import type { IntakePort } from '../../../src/main/engine/ports.ts';
import { gate } from '../engine/world.ts';
import { emptyFolder } from '../store/folder.ts';

const NOBODY_LEAVES = new AbortController().signal;

/** A zip of which every entry can be had, once `open` resolves. */
function aZip(open: Promise<void> = Promise.resolve()) {
  const dataDir = emptyFolder();
  const path = join(dataDir, 'a.zip');
  writeFileSync(path, 'zip');
  const begun: string[] = [];
  const givenUp: string[] = [];
  const intake: Pick<IntakePort, 'unpackPicture'> = {
    async unpackPicture(_zip, entry, folder, signal) {
      begun.push(entry);
      const left = new Promise<never>((_, reject) =>
        signal?.addEventListener('abort', () => {
          givenUp.push(entry);
          reject(new SafelightError('cancelled', 'left'));
        }),
      );
      await Promise.race([open, left]);
      mkdirSync(folder, { recursive: true });
      const file = join(folder, entry);
      writeFileSync(file, entry);
      return { path: file, release: async () => rmSync(file) };
    },
  };
  return { zip: { path }, begun, givenUp, pictures: createZipPictures({ intake, dataDir }) };
}

it('a picture that several look at is unpacked once, and kept', async () => {
  const { zip, begun, pictures } = aZip();
  const ask = () => pictures.get(zip, 'a.jpg', NOBODY_LEAVES);
  const [one, two] = await Promise.all([ask(), ask()]);
  expect([one, await ask()]).toEqual([two, two]);
  expect(begun).toEqual(['a.jpg']);
});

it('who leaves takes the picture from nobody who still waits', async () => {
  const { opened, open } = gate();
  const { zip, pictures } = aZip(opened);
  const leaving = new AbortController();
  const [one, two] = [pictures.get(zip, 'a.jpg', leaving.signal), pictures.get(zip, 'a.jpg', NOBODY_LEAVES)];
  leaving.abort();
  await expect(one).rejects.toMatchObject({ code: 'cancelled' });
  open();
  expect(existsSync(await two)).toBe(true);
});

it('unpacking is given up when the last who waits has left, and begins anew for the next', async () => {
  const { opened, open } = gate();
  const { zip, begun, givenUp, pictures } = aZip(opened);
  const leaving = new AbortController();
  const one = pictures.get(zip, 'a.jpg', leaving.signal);
  await vi.waitFor(() => expect(begun).toEqual(['a.jpg']), { timeout: 20_000 });
  leaving.abort();
  await expect(one).rejects.toMatchObject({ code: 'cancelled' });
  expect(givenUp).toEqual(['a.jpg']);
  open();
  expect(existsSync(await pictures.get(zip, 'a.jpg', NOBODY_LEAVES))).toBe(true);
  expect(begun).toEqual(['a.jpg', 'a.jpg']);
});

it('nothing is unpacked for who has left already', async () => {
  const { zip, pictures } = aZip(gate().opened);
  await expect(pictures.get(zip, 'a.jpg', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});

it('only the last dozen is kept, and a zip that changed is read anew', async () => {
  const { zip, begun, pictures } = aZip();
  const paths: string[] = [];
  for (let n = 0; n < 14; n += 1) paths.push(await pictures.get(zip, `${n}.jpg`, NOBODY_LEAVES));
  expect(paths.map((path) => existsSync(path))).toEqual([false, false, ...Array(12).fill(true)]);
  writeFileSync(zip.path, 'another zip');
  await pictures.get(zip, '13.jpg', NOBODY_LEAVES);
  expect(begun.slice(-1)).toEqual(['13.jpg']);
  expect(begun).toHaveLength(15);
});

it('a zip that is gone is said so, by the name that people know', async () => {
  const { pictures } = aZip();
  const gone = { path: '/nowhere/4f2a', name: 'Holiday.zip' };
  await expect(pictures.get(gone, 'a.jpg', NOBODY_LEAVES)).rejects.toMatchObject({
    code: 'file_not_found',
    message: expect.stringContaining('Holiday.zip'),
  });
});
