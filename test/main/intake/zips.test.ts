import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../../src/contract/run.ts';
import { createIntake } from '../../../src/main/intake/intake.ts';
import { aFolder, allFound, foundIn, JPEG } from './a-folder.ts';
import { type EntryBytes, zipBytes } from './zip-bytes.ts';

const intake = createIntake();

async function aZip(entries: EntryBytes[]): Promise<string> {
  const root = await aFolder({ 'test.zip': zipBytes(entries) });
  return join(root, 'test.zip');
}

async function sourcesOf(zip: string): Promise<Source[]> {
  return (await allFound(intake, [zip])).flatMap((found) => (found.type === 'source' ? [found.source] : []));
}

async function unpacked(source: Source): Promise<Buffer> {
  const work = await aFolder();
  const file = await intake.materialise(source, join(work, 'deeper'));
  const bytes = await readFile(file.path);
  await file.release();
  expect(await readdir(join(work, 'deeper'))).toEqual([]);
  return bytes;
}

describe('a zip', () => {
  it('gives its pictures like the unpacked folder, always with its folders', async () => {
    const names = [
      'b/2.jpg',
      'b/10.jpg',
      'z.jpg',
      'b/',
      'a.jpg',
      'b/c/x.jpg',
      'b/.hidden.jpg',
      '__MACOSX/a.jpg',
      'read.me',
    ];
    const zip = await aZip(names.map((name) => ({ name })));
    expect(await foundIn(intake, [zip])).toEqual([
      'a.jpg',
      'skipped read.me',
      'z.jpg',
      'b/2.jpg',
      'b/10.jpg',
      'b/c/x.jpg',
    ]);
    expect(await foundIn(intake, [zip], { glob: 'b/*' })).toEqual(['b/2.jpg', 'b/10.jpg']);
  });

  it('gives a picture to look at by its name, and gives it up when nobody looks', async () => {
    const zip = await aZip([{ name: 'day/' }, { name: 'day/a.jpg', data: Buffer.from('a'), deflate: true }]);
    const work = await aFolder();
    const { path, release } = await intake.unpackPicture({ path: zip }, 'day/a.jpg', work);
    expect(await readFile(path, 'utf8')).toBe('a');
    await release();
    await expect(intake.unpackPicture({ path: zip }, 'a.jpg', work)).rejects.toMatchObject({ code: 'file_not_found' });
    await expect(intake.unpackPicture({ path: zip }, 'day/a.jpg', work, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await readdir(work)).toEqual([]);
  });

  it('is unpacked entry by entry, packed or not, under names of our own', async () => {
    const data = Buffer.from('picture '.repeat(5000));
    const sources = await sourcesOf(
      await aZip([
        { name: 'a.jpg', data },
        { name: 'b.JPG', data, deflate: true },
        { name: 'c.jpg', data: Buffer.alloc(0) },
      ]),
    );
    expect(sources.map(({ bytes }) => bytes)).toEqual([40000, 40000, 0]);
    expect(await unpacked(sources[0]!)).toEqual(data);
    expect(await unpacked(sources[1]!)).toEqual(data);
    expect(await unpacked(sources[2]!)).toEqual(Buffer.alloc(0));
    const work = await aFolder();
    const file = await intake.materialise(sources[1]!, work);
    expect(file.path).toMatch(/[0-9a-f]{24}\.jpg$/);
  });

  it('keeps twins apart: same name, other Unicode form, other case', async () => {
    const names = ['a.jpg', 'a.jpg', 'A.JPG', 'café.jpg', 'cafe\u0301.jpg'];
    const sources = await sourcesOf(await aZip(names.map((name, i) => ({ name, data: Buffer.from(`picture ${i}`) }))));
    const contents = await Promise.all(
      sources.map(async (source) => [source.name, (await unpacked(source)).toString()]),
    );
    expect(contents.sort()).toEqual(names.map((name, i) => [name, `picture ${i}`]).sort());
  });

  it('is looked into where a name says nothing', async () => {
    const zip = await aZip([
      { name: 'photo', data: JPEG, deflate: true },
      { name: 'photo.001', data: JPEG },
      { name: 'text', data: Buffer.from('hello') },
      { name: 'inner.zip' },
    ]);
    expect(await foundIn(intake, [zip])).toEqual(['skipped inner.zip', 'photo', 'photo.001', 'skipped text']);
  });

  it('is recognised without its extension, and a picture called .zip is a picture', async () => {
    const root = await aFolder({ download: zipBytes([{ name: 'a.jpg' }]), 'photo.zip': null });
    expect(await foundIn(intake, [join(root, 'download'), join(root, 'photo.zip')])).toEqual(['a.jpg', 'photo.zip']);
  });

  it('that is another by the time it is unpacked is reported, not mixed up', async () => {
    const zip = await aZip([{ name: 'a.jpg' }]);
    const [source] = await sourcesOf(zip);
    await writeFile(zip, zipBytes([{ name: 'other.jpg', data: Buffer.from('longer data') }]));
    await expect(unpacked(source!)).rejects.toMatchObject({ code: 'file_changed' });
    await rm(zip);
    await expect(unpacked(source!)).rejects.toMatchObject({ code: 'file_not_found' });
  });
});

describe('names in a zip', () => {
  const unicodePath = (raw: Buffer, path: string): Buffer => {
    const data = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from(path)]);
    data.writeUInt32LE(crc32(raw), 1);
    const head = Buffer.alloc(4);
    head.writeUInt16LE(0x7075, 0);
    head.writeUInt16LE(data.length, 2);
    return Buffer.concat([head, data]);
  };

  it.each<[string, EntryBytes, string]>([
    ['UTF-8 with its flag', { name: 'Grün.jpg' }, 'Grün.jpg'],
    ['UTF-8 without the flag, as macOS writes', { name: 'Grün.jpg', flags: 0 }, 'Grün.jpg'],
    ['code page 437', { name: Buffer.from('Gr\x81n.jpg', 'latin1') }, 'Grün.jpg'],
    ['Shift-JIS', { name: Buffer.from('8eca905e2e6a7067', 'hex') }, '写真.jpg'],
    [
      'the Unicode Path field',
      { name: Buffer.from('Gr?n.jpg'), extra: unicodePath(Buffer.from('Gr?n.jpg'), 'Grün.jpg') },
      'Grün.jpg',
    ],
    [
      'a Unicode Path field of another name',
      { name: Buffer.from('b.jpg'), extra: unicodePath(Buffer.from('a.jpg'), 'a.jpg') },
      'b.jpg',
    ],
    ['backslashes', { name: 'day 1\\a.jpg' }, 'day 1/a.jpg'],
    ['needless dots and slashes', { name: './day 1//a.jpg' }, 'day 1/a.jpg'],
  ])('are read from %s', async (_what, entry, expected) => {
    expect(await foundIn(intake, [await aZip([entry])])).toEqual([expected]);
  });

  it.each([
    '../evil.jpg',
    'a/../../evil.jpg',
    'a\\..\\..\\evil.jpg',
    '/etc/evil.jpg',
    'C:\\evil.jpg',
    'c:evil.jpg',
    '\\\\host\\evil.jpg',
    'evil\0.jpg',
  ])('that would leave the folder are refused without losing the others: %j', async (name) => {
    const found = await foundIn(intake, [await aZip([{ name }, { name: 'good.jpg' }])]);
    expect(found).toEqual([`refused ${name}: zip_entry_refused`, 'good.jpg']);
  });
});

describe('an entry made to harm or damaged', () => {
  it.each<[string, EntryBytes, RegExp]>([
    ['a link', { name: 'x.jpg', mode: 0o120777 }, /is a link/],
    ['a device', { name: 'x.jpg', mode: 0o020666 }, /neither a file nor a folder/],
    ['encrypted', { name: 'x.jpg', flags: 1 }, /encrypted/],
    ['packed in an odd way', { name: 'x.jpg', method: 9 }, /not supported/],
    ['too large', { name: 'x.jpg', deflate: true, bytes: 3_000_000_000 }, /more than 2048 MB/],
    ['packed too well', { name: 'x.jpg', deflate: true, bytes: 50_000_000 }, /200 times/],
    ['stored with two sizes', { name: 'x.jpg', bytes: 5 }, /contradict/],
  ])('is refused when it is %s, with a sentence', async (_what, entry, why) => {
    const [bad, good] = await allFound(intake, [await aZip([entry, { name: 'y.jpg' }])]);
    expect(bad).toMatchObject({ type: 'refused', error: { code: 'zip_entry_refused' } });
    expect(bad?.type === 'refused' && bad.error.message).toMatch(why);
    expect(bad?.type === 'refused' && bad.error.message).toContain('“x.jpg” in “');
    expect(good).toMatchObject({ type: 'source' });
  });

  it.each<[string, EntryBytes[], string]>([
    ['a link', [{ name: 'x.jpg', mode: 0o120777 }], 'x.jpg'],
    ['encrypted', [{ name: 'x.jpg', flags: 1 }], 'x.jpg'],
    ['packed too well', [{ name: 'x.jpg', deflate: true, bytes: 50_000_000 }], 'x.jpg'],
    ['of a name that leads out', [{ name: '../x.jpg' }], '../x.jpg'],
    ['laid over another', [{ name: 'x.jpg' }, { name: 'y.jpg', sameDataAs: 0 }], 'y.jpg'],
    ['damaged', [{ name: 'x.jpg', crc: 1 }], 'x.jpg'],
  ])('is not unpacked to look at either when it is %s', async (_what, entries, name) => {
    const work = await aFolder();
    const zip = { path: await aZip([...entries, { name: 'good.jpg' }]), name: 'Holiday.zip' };
    await expect(intake.unpackPicture(zip, name, work)).rejects.toMatchObject({
      code: 'zip_entry_refused',
      message: expect.stringMatching(/“Holiday\.zip”/),
    });
    expect(await readdir(work)).toEqual([]);
  });

  it('is refused when its data overlaps that of another', async () => {
    const bomb = Array.from(
      { length: 50 },
      (_, i): EntryBytes => ({ name: `${i}.jpg`, ...(i > 0 && { sameDataAs: 0 }) }),
    );
    const found = await foundIn(intake, [await aZip([...bomb, { name: 'z.jpg' }])]);
    expect(found.filter((line) => line.startsWith('refused'))).toHaveLength(50);
    expect(found.at(-1)).toBe('z.jpg');
  });

  it.each<[string, EntryBytes]>([
    ['has another checksum', { name: 'x.jpg', crc: 1 }],
    ['unpacks to more than it says', { name: 'x.jpg', data: Buffer.alloc(100_000), deflate: true, bytes: 1000 }],
    ['unpacks to less than it says', { name: 'x.jpg', data: Buffer.alloc(1000), deflate: true, bytes: 2000 }],
    ['is no deflate stream', { name: 'x.jpg', data: Buffer.from([7, 7, 7, 7]), method: 8 }],
    ['ends beyond the file', { name: 'x.jpg', packedBytes: 100_000, bytes: 100_000 }],
  ])('fails alone when it %s, and leaves nothing behind', async (_what, entry) => {
    const [source] = await sourcesOf(await aZip([entry]));
    const work = await aFolder();
    await expect(intake.materialise(source!, work)).rejects.toMatchObject({
      code: 'zip_entry_refused',
      message: expect.stringContaining('“x.jpg”'),
    });
    expect(await readdir(work)).toEqual([]);
  });

  it('is counted: too many entries refuse the zip, too many bytes the entries beyond', async () => {
    const zip = await aZip([1, 2, 3].map((i) => ({ name: `${i}.jpg`, data: Buffer.alloc(10) })));
    const strict = createIntake({ zipLimits: { totalBytes: 25 } });
    expect(await foundIn(strict, [zip])).toEqual(['1.jpg', '2.jpg', 'refused 3.jpg: zip_entry_refused']);
    const stricter = createIntake({ zipLimits: { entries: 2 } });
    await expect(foundIn(stricter, [zip])).rejects.toMatchObject({ code: 'zip_unreadable' });
  });

  it('that is no picture anyway is skipped, not refused', async () => {
    const zip = await aZip([
      { name: 'read.txt', flags: 1 },
      { name: 'broken.dat', data: Buffer.from([7, 7]), method: 8 },
    ]);
    expect(await foundIn(intake, [zip])).toEqual(['skipped broken.dat', 'skipped read.txt']);
  });
});

describe('a zip that cannot be read', () => {
  const whole = zipBytes([{ name: 'a.jpg', data: Buffer.alloc(500) }, { name: 'b.jpg' }]);
  it.each([
    ['empty', Buffer.alloc(0)],
    ['no zip', Buffer.from('this is text')],
    ['cut off', whole.subarray(0, whole.length - 30)],
    ['half there', whole.subarray(0, whole.length / 2)],
    ['garbled in its directory', Buffer.concat([whole.subarray(0, 600), Buffer.alloc(20, 0xaa), whole.subarray(620)])],
  ])('because it is %s is named', async (_what, bytes) => {
    const zip = join(await aFolder({ 'bad.zip': bytes }), 'bad.zip');
    await expect(foundIn(intake, [zip])).rejects.toMatchObject({
      code: 'zip_unreadable',
      message: expect.stringContaining(zip),
    });
  });
});

const corpus = join(process.env['SAFELIGHT_CORPUS'] ?? '../shared/corpus', 'hostile/zip');
describe.skipIf(!existsSync(corpus))('the hostile zips of the corpus', () => {
  it.each<[string, string[]]>([
    ['bad-crc', ['a.jpg: zip_entry_refused']],
    ['bomb-lies-about-size-1000', ['zeros.bmp: zip_entry_refused']],
    ['cp437-name', ['ü.jpg']],
    ['dirs-only', []],
    ['empty', []],
    ['file-and-dir-same-name', ['a', 'b.jpg']],
    ['jpeg-renamed', ['jpeg-renamed.zip']],
    ['local-and-central-names-differ', ['refused']],
    ['nfc-nfd-collision', ['café.jpg', 'café.jpg']],
    ['no-images', ['skipped', 'skipped']],
    ['shift-jis-name', ['写真.jpg']],
    ['slip-dotdot', ['refused', 'refused', 'good.jpg']],
    ['slip-symlink', ['refused', 'evil-through-link.jpg']],
    ['symlink-to-passwd', ['refused']],
  ])('%s', async (name, expected) => {
    const work = await aFolder();
    const lines: string[] = [];
    for (const found of await allFound(intake, [join(corpus, `${name}.zip`)])) {
      if (found.type !== 'source') {
        lines.push(found.type);
        continue;
      }
      try {
        await (await intake.materialise(found.source, work)).release();
        lines.push(found.source.name.normalize('NFC'));
      } catch (thrown) {
        lines.push(`${found.source.name}: ${(thrown as { code: string }).code}`);
      }
    }
    expect(lines.sort()).toEqual(expected.map((line) => line.normalize('NFC')).sort());
    expect(await readdir(work)).toEqual([]);
  });

  it.each(['comment-65535', 'prefixed-garbage', 'truncated-half', 'truncated-no-eocd', 'zero-byte'])(
    '%s is refused as a whole',
    async (name) => {
      await expect(foundIn(intake, [join(corpus, `${name}.zip`)])).rejects.toMatchObject({ code: 'zip_unreadable' });
    },
  );

  it('many-10000-entries is listed in order', async () => {
    const found = await foundIn(intake, [join(corpus, 'many-10000-entries.zip')]);
    expect(found).toHaveLength(10_000);
    expect(found.slice(0, 3)).toEqual(['0.jpg', '1.jpg', '2.jpg']);
  });
});
