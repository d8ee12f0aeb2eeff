import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn } from '../../store/folder.ts';
import { anUploadFolder, formRequest, placeOf, sha256, silence, streamedRequest } from './an-upload-folder.ts';

describe('an upload', () => {
  it('is kept by its content, with its name and type', async () => {
    const { uploads, files } = await anUploadFolder();
    const [upload] = await uploads.receive(formRequest(['photo.jpg', 'bytes']));
    expect(upload).toMatchObject({
      id: 1,
      sha256: sha256('bytes'),
      name: 'photo.jpg',
      relativeFolder: '',
      contentType: 'image/jpeg',
      bytes: 5,
    });
    expect(files()).toEqual([placeOf('bytes')]);
    expect(await readFile(uploads.pathOf(upload!), 'utf8')).toBe('bytes');
  });

  it('is found by its id, its uuid and its hash', async () => {
    const { uploads } = await anUploadFolder();
    const [upload] = await uploads.receive(formRequest(['photo.jpg', 'bytes']));
    for (const ref of [upload!.id, String(upload!.id), upload!.uuid, upload!.sha256, upload!.sha256.toUpperCase()]) {
      expect(await uploads.find(ref)).toEqual(upload);
    }
    expect(await uploads.find('nothing')).toBeNull();
    await expect(uploads.get(sha256('other'))).rejects.toMatchObject({ code: 'upload_not_found' });
  });

  it('of bytes that are there already takes no more room', async () => {
    const { uploads, files } = await anUploadFolder();
    const [first] = await uploads.receive(formRequest(['a.jpg', 'same']));
    const [second] = await uploads.receive(formRequest(['b.jpg', 'same']));
    expect(second).toMatchObject({ name: 'b.jpg', sha256: first!.sha256 });
    expect(second!.id).not.toBe(first!.id);
    expect(files()).toEqual([placeOf('same')]);
    expect(await uploads.usage()).toMatchObject({ count: 2, bytes: 4 });

    await uploads.remove(first!.id);
    expect(await uploads.find(second!.id)).toEqual(second);
    await uploads.remove(second!.uuid);
    expect(files()).toEqual([]);
    await expect(uploads.remove(second!.uuid)).rejects.toMatchObject({ code: 'upload_not_found' });
  });

  it('may be many files in one request, with their folders', async () => {
    const { uploads } = await anUploadFolder();
    const boundary = 'b';
    const part = (head: string, text: string): string =>
      `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
    const body = [
      part('name="file"; filename="2026/may/a.jpg"', 'a'),
      part('name="relativePath"', 'day 2/b.jpg'),
      part('name="file"; filename="upload.bin"', 'b'),
      part('name="relativePath"', 'day 3/'),
      part('name="photos"; filename="c.jpg"', 'c'),
      '--b--\r\n',
    ].join('');
    const request = new Request('http://localhost/uploads', {
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body,
    });
    const received = await uploads.receive(request);
    expect(received.map(({ relativeFolder, name }) => `${relativeFolder}/${name}`)).toEqual([
      '2026/may/a.jpg',
      'day 2/b.jpg',
      'day 3/c.jpg',
    ]);
  });

  it('may be the body itself, with its name in the query or a header', async () => {
    const { uploads } = await anUploadFolder();
    const put = (
      query: string,
      headers: Record<string, string>,
    ): Promise<{ name: string; contentType: string | null }[]> =>
      uploads.receive(new Request(`http://localhost/uploads${query}`, { method: 'PUT', body: 'bytes', headers }));
    expect(await put('?name=a.jpg', { 'content-type': 'image/jpeg' })).toMatchObject([
      { name: 'a.jpg', contentType: 'image/jpeg' },
    ]);
    // As `curl --data-binary` does it.
    expect(await put('?name=a.jpg', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject([
      { contentType: null },
    ]);
    expect(
      await put('', { 'content-disposition': `attachment; filename="x"; filename*=UTF-8''b%C3%BCro.jpg` }),
    ).toMatchObject([{ name: 'büro.jpg' }]);
    await expect(put('', {})).rejects.toMatchObject({ code: 'request_invalid' });
  });

  it.each([
    ['../../etc/passwd', 'etc', 'passwd'],
    ['..\\..\\windows\\a.jpg', 'windows', 'a.jpg'],
    ['/etc/passwd', 'etc', 'passwd'],
    ['C:\\photos\\a.jpg', 'photos', 'a.jpg'],
    ['a\u0000b\n.jpg', '', 'ab.jpg'],
    ['photo\u202Egpj.exe', '', 'photogpj.exe'],
    ['..', '', 'picture'],
    ['', '', 'picture'],
    ['cafe\u0301.jpg', '', 'café.jpg'],
    [`${'ü'.repeat(200)}.jpg`, '', `${'ü'.repeat(125)}.jpg`],
  ])('named “%s” leads nowhere', async (given, relativeFolder, name) => {
    const { uploads, files } = await anUploadFolder();
    const upload = await uploads.addBytes(given, null, Buffer.from('bytes'));
    expect(upload).toMatchObject({ relativeFolder, name });
    expect(files()).toEqual([placeOf('bytes')]);
  });

  it('that two send at once is there for both, also when one of them is removed at once', async () => {
    const { uploads, files } = await anUploadFolder();
    const rounds = Array.from({ length: 12 }, async (_, n) => {
      const upload = await uploads.addBytes(`${n}.jpg`, null, Buffer.from('same'));
      if (n % 2 === 0) await uploads.remove(upload.id);
      return upload;
    });
    const all = await Promise.all(rounds);
    for (const { id } of all.filter((_, n) => n % 2 === 1)) expect(await uploads.find(id)).not.toBeNull();
    expect(files()).toEqual([placeOf('same')]);
  });
});

describe('a bad upload leaves nothing:', () => {
  it('one that is too large', async () => {
    const { uploads, files } = await anUploadFolder({ fileBytes: 10, requestBytes: 15, filesPerRequest: 3 });
    const tooLarge = { code: 'payload_too_large' };
    await expect(uploads.receive(formRequest(['a.jpg', 'x'.repeat(11)]))).rejects.toMatchObject(tooLarge);
    await expect(uploads.receive(formRequest(['a.jpg', '123456789'], ['b.jpg', '123456789']))).rejects.toMatchObject(
      tooLarge,
    );
    const four = ['a', 'b', 'c', 'd'].map((name): [string, string] => [name, name]);
    await expect(uploads.receive(formRequest(...four))).rejects.toMatchObject(tooLarge);
    await expect(uploads.addBytes('a.jpg', null, Buffer.alloc(11))).rejects.toMatchObject(tooLarge);
    const said = streamedRequest(silence(), { 'content-length': '16' }, '?name=a.jpg');
    await expect(uploads.receive(said)).rejects.toMatchObject(tooLarge);
    expect(files()).toEqual([]);
    expect(await uploads.list()).toMatchObject({ total: 0 });
  });

  it('one for which there is no room', async () => {
    const { uploads, files } = await anUploadFolder({ reserveBytes: 1e18 });
    await expect(uploads.receive(formRequest(['a.jpg', 'bytes']))).rejects.toMatchObject({ code: 'disk_full' });
    expect(files()).toEqual([]);
  });

  it('an empty one, with those beside it', async () => {
    const { uploads, files } = await anUploadFolder();
    await expect(uploads.receive(formRequest(['a.jpg', 'bytes'], ['b.jpg', '']))).rejects.toMatchObject({
      code: 'file_empty',
    });
    expect(files()).toEqual([]);
  });

  it.each([
    ['multipart/form-data', 'no boundary'],
    ['multipart/form-data; boundary=b', ''],
    ['multipart/form-data; boundary=b', 'not multipart at all'],
    [
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nhalf',
    ],
    [
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nno file\r\n--b--\r\n',
    ],
  ])('a malformed one (%s: %s)', async (contentType, body) => {
    const { uploads, files } = await anUploadFolder();
    const request = new Request('http://localhost/uploads', {
      method: 'POST',
      body,
      headers: { 'content-type': contentType },
    });
    await expect(uploads.receive(request)).rejects.toMatchObject({ code: 'request_invalid' });
    expect(files()).toEqual([]);
  });

  it('one whose sender goes away', async () => {
    const { uploads, files } = await anUploadFolder();
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';
    const goesAway = async function* (text: string) {
      yield Buffer.from(text);
      yield Buffer.alloc(1 << 20);
      throw new Error('connection lost');
    };
    const multipart = { 'content-type': 'multipart/form-data; boundary=b' };
    await expect(uploads.receive(streamedRequest(goesAway(head), multipart))).rejects.toMatchObject({
      code: 'request_invalid',
    });
    await expect(uploads.receive(streamedRequest(goesAway(''), {}, '?name=a.jpg'))).rejects.toMatchObject({
      code: 'request_invalid',
    });
    expect(files()).toEqual([]);
  });

  it('one that is cancelled while nothing comes', async () => {
    const { uploads, files } = await anUploadFolder();
    const stop = new AbortController();
    const receiving = uploads.receive(streamedRequest(silence(), {}, '?name=a.jpg'), { signal: stop.signal });
    stop.abort();
    await expect(receiving).rejects.toMatchObject({ code: 'request_invalid' });
    expect(files()).toEqual([]);
  });

  it('one too many at once', async () => {
    const { uploads } = await anUploadFolder({ concurrent: 1 });
    const stop = new AbortController();
    const first = uploads.receive(streamedRequest(silence(), {}, '?name=a.jpg'), { signal: stop.signal });
    await expect(uploads.receive(formRequest(['b.jpg', 'bytes']))).rejects.toMatchObject({ code: 'rate_limited' });
    stop.abort();
    await expect(first).rejects.toMatchObject({ code: 'request_invalid' });
    expect(await uploads.receive(formRequest(['b.jpg', 'bytes']))).toHaveLength(1);
  });
});

describe('the folder of uploads', () => {
  it('is freed of what a killed process left', async () => {
    const { uploads, folder, files, again } = await anUploadFolder();
    await uploads.receive(formRequest(['a.jpg', 'kept']));
    await mkdir(join(folder, 'tmp'), { recursive: true });
    await writeFile(join(folder, 'tmp/half'), 'half');
    await mkdir(join(folder, 'ab'), { recursive: true });
    await writeFile(join(folder, 'ab', `ab${'0'.repeat(62)}`), 'whole, but nobody’s');
    await again().sweep({ start: true });
    expect(files()).toEqual([placeOf('kept')]);
  });

  it('gets a file again that somebody took away', async () => {
    const { uploads } = await anUploadFolder();
    const [upload] = await uploads.receive(formRequest(['a.jpg', 'bytes']));
    await rm(uploads.pathOf(upload!));
    expect(await uploads.find(upload!.id)).toBeNull();
    await uploads.receive(formRequest(['again.jpg', 'bytes']));
    expect(await uploads.find(upload!.id)).toEqual(upload);
  });

  it('loses what no run has asked for in 30 days, unless an unfinished one needs it', async () => {
    const { uploads, store, setNow, files, again } = await anUploadFolder();
    await uploads.addBytes('old.jpg', null, Buffer.from('old'));
    const needed = await uploads.addBytes('needed.jpg', null, Buffer.from('needed'));
    const asked = await uploads.addBytes('asked.jpg', null, Buffer.from('asked'));
    await runIn(store, { inputs: { a: { paths: [], recursive: false, files: [{ uploadId: needed.uuid }] } } });
    setNow('2026-12-15T12:00:00.000Z');
    await uploads.used(uploads.pathOf(asked));
    await again().sweep({ start: true });
    expect(files()).toHaveLength(3);
    setNow('2026-12-22T12:00:00.000Z');
    await again().sweep({ start: true });
    expect(files()).toEqual([placeOf('asked'), placeOf('needed')].sort());
    expect((await uploads.list()).items.map(({ name }) => name)).toEqual(['asked.jpg', 'needed.jpg']);
  });
});

describe('a large upload', () => {
  it('goes through with flat memory', async () => {
    const { uploads } = await anUploadFolder();
    const megabytes = 64;
    const piece = new Uint8Array(1 << 20).fill(120);
    let most = 0;
    const many = async function* () {
      yield Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.tif"\r\n\r\n');
      for (let n = 0; n < megabytes; n += 1) {
        most = Math.max(most, process.memoryUsage().arrayBuffers);
        yield piece;
      }
      yield Buffer.from('\r\n--b--\r\n');
    };
    const before = process.memoryUsage().arrayBuffers;
    const [upload] = await uploads.receive(
      streamedRequest(many(), { 'content-type': 'multipart/form-data; boundary=b' }),
    );
    expect(upload!.bytes).toBe(megabytes << 20);
    // What is in flight or not collected yet, and surely not the file.
    expect(most - before).toBeLessThan(40 << 20);
  });
});
