import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { createDelivery } from '../../../src/main/delivery/delivery.ts';
import { aFolder, filesIn, notRecorded } from './a-folder.ts';

const delivery = createDelivery();

async function zipped(path: string): Promise<[string, string, number][]> {
  const zip = await openPromise(path);
  const entries: [string, string, number][] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push([entry.fileName, await text(await zip.openReadStreamPromise(entry)), entry.compressionMethod]);
  }
  return entries;
}

/** Files below the root, each with its wanted name in the zip. */
async function* delivered(root: string, names: [path: string, nameInZip: string][]) {
  for (const [path, nameInZip] of names) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), `content of ${path}`);
    yield { path, nameInZip };
  }
}

describe('an archive', () => {
  it('holds the files under their names, packed only where that helps', async () => {
    const root = await aFolder();
    const told: string[] = [];
    const files = delivered(root, [
      ['a.jpg', 'a.jpg'],
      ['day 1/ü.tif', 'day 1/ü.tif'],
    ]);
    const path = await delivery.archive(root, files, join(root, 'zips/result.zip'), async (one) => void told.push(one));
    expect(path).toBe(join(root, 'zips/result.zip'));
    expect(told).toEqual([path]);
    expect(await zipped(path)).toEqual([
      ['a.jpg', 'content of a.jpg', 0],
      ['day 1/ü.tif', 'content of day 1/ü.tif', 8],
    ]);
    expect(Object.keys(await filesIn(join(root, 'zips')))).toEqual(['result.zip']);
  });

  it('gives clashing names a number, also those that only some systems tell apart', async () => {
    const root = await aFolder();
    const wanted = ['a.jpg', 'a.jpg', 'A.JPG', 'a-2.jpg', 'cafe\u0301.jpg', 'café.jpg', 'weiß.jpg', 'WEISS.jpg'];
    const files = delivered(
      root,
      wanted.map((name, i) => [`${i}.jpg`, name]),
    );
    const path = await delivery.archive(root, files, join(root, 'r.zip'), notRecorded);
    const names = (await zipped(path)).map(([name]) => name);
    expect(names).toEqual([
      'a.jpg',
      'a-2.jpg',
      'A-3.JPG',
      'a-2-2.jpg',
      'café.jpg',
      'café-2.jpg',
      'weiß.jpg',
      'WEISS-2.jpg',
    ]);
  });

  it('has only names that are safe to unpack', async () => {
    const root = await aFolder();
    const wanted = ['../evil.jpg', '/abs.jpg', 'a\\b.jpg', 'CON.jpg', `${'x'.repeat(300)}.jpg`];
    const files = delivered(
      root,
      wanted.map((name, i) => [`${i}.jpg`, name]),
    );
    const path = await delivery.archive(root, files, join(root, 'r.zip'), notRecorded);
    const names = (await zipped(path)).map(([name]) => name);
    expect(names).toEqual(['_/evil.jpg', 'abs.jpg', 'a/b.jpg', 'CON_.jpg', `${'x'.repeat(235)}.jpg`]);
  });

  it('takes the next free name and may be empty', async () => {
    const root = await aFolder();
    await writeFile(join(root, 'r.zip'), 'theirs');
    const path = await delivery.archive(root, delivered(root, []), join(root, 'r.zip'), notRecorded);
    expect(path).toBe(join(root, 'r-2.zip'));
    expect(await zipped(path)).toEqual([]);
  });

  it('takes away what a crash left of the last try', async () => {
    const root = await aFolder();
    const crash = new Promise<never>(() => undefined);
    const interrupted = async function* () {
      yield* delivered(root, [['a.jpg', 'a.jpg']]);
      reached();
      await crash;
    };
    let reached = (): void => undefined;
    const halfWay = new Promise<void>((done) => {
      reached = done;
    });
    void delivery.archive(root, interrupted(), join(root, 'zips/r.zip'), notRecorded);
    await halfWay;
    await delivery.archive(root, delivered(root, [['a.jpg', 'a.jpg']]), join(root, 'zips/r.zip'), notRecorded);
    expect(Object.keys(await filesIn(join(root, 'zips')))).toEqual(['r.zip']);
  });

  it('holds many files without running out of handles', async () => {
    const root = await aFolder();
    const names = Array.from({ length: 500 }, (_, i): [string, string] => [`${i}.png`, `${i}.png`]);
    const path = await delivery.archive(root, delivered(root, names), join(root, 'r.zip'), notRecorded);
    expect(await zipped(path)).toHaveLength(500);
  });

  it('is not made when a file is gone, the list fails or the folder cannot be written', async () => {
    const root = await aFolder();
    const target = join(root, 'zips/r.zip');
    const gone = async function* () {
      yield* delivered(root, [['a.jpg', 'a.jpg']]);
      yield { path: 'gone.jpg', nameInZip: 'gone.jpg' };
    };
    await expect(delivery.archive(root, gone(), target, notRecorded)).rejects.toMatchObject({
      code: 'file_not_found',
      message: expect.stringContaining('gone.jpg'),
    });
    const failing = async function* () {
      yield* delivered(root, [['a.jpg', 'a.jpg']]);
      throw new Error('list failed');
    };
    await expect(delivery.archive(root, failing(), target, notRecorded)).rejects.toThrow('list failed');
    expect(await filesIn(join(root, 'zips'))).toEqual({});
    await writeFile(join(root, 'file'), '');
    const inFile = delivery.archive(root, delivered(root, []), join(root, 'file/r.zip'), notRecorded);
    await expect(inFile).rejects.toMatchObject({ code: 'output_unwritable' });
  });
});
