import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Candidates } from '../../../../src/main/intake/hot-folders/candidates.ts';
import { fileStamp } from '../../../../src/main/intake/hot-folders/file-stamp.ts';
import { openForWriting } from '../../../../src/main/intake/hot-folders/open-for-writing.ts';
import { leftOut, partnersOf } from '../../../../src/main/intake/hot-folders/pairs.ts';
import { putAside } from '../../../../src/main/intake/hot-folders/put-aside.ts';
import { QuietWindow } from '../../../../src/main/intake/hot-folders/quiet-window.ts';
import { Settling } from '../../../../src/main/intake/hot-folders/settling.ts';
import { emptyFolder } from '../../store/folder.ts';

describe('settling', () => {
  it('never calls a file due that changed within the settle time', () => {
    const change = fc.record({ path: fc.constantFrom('a', 'b'), after: fc.integer({ min: 0, max: 3000 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const settling = new Settling(2000);
        const last = new Map<string, number>();
        let now = 0;
        for (const [n, { path, after }] of changes.entries()) {
          now += after;
          for (const due of settling.due(now)) {
            expect(now - last.get(due.path)!).toBeGreaterThanOrEqual(2000);
            expect(due.atRestMs).toBe(now - last.get(due.path)!);
          }
          settling.saw(path, `stamp ${n}`, now);
          last.set(path, now);
        }
        for (const [path, at] of last) expect(settling.due(at + 2000).map((one) => one.path)).toContain(path);
      }),
    );
  });

  it('puts off a file that is not complete, longer each time, until it changes', () => {
    const settling = new Settling(2000);
    settling.saw('a', '1', 0);
    settling.later('a', 2000);
    expect(settling.nextDue).toBe(6000);
    settling.later('a', 6000);
    expect(settling.nextDue).toBe(14_000);
    settling.saw('a', '2', 7000);
    expect(settling.nextDue).toBe(9000);
  });
});

describe('the quiet window', () => {
  it('is over when nothing came for a while, nothing that is still settling either', () => {
    const window = new QuietWindow<{ path: string }>(5000);
    expect(window.dueAt(null)).toBeNull();
    window.add({ path: 'a' }, 1000);
    window.add({ path: 'b' }, 3000);
    expect(window.dueAt(null)).toBe(8000);
    expect(window.dueAt(6000)).toBe(11_000);
    expect(window.take().map(({ path }) => path)).toEqual(['a', 'b']);
    expect(window.dueAt(null)).toBeNull();
  });

  it('ends at last in a stream that does not', () => {
    const window = new QuietWindow<{ path: string }>(5000);
    for (let at = 0; at < 200_000; at += 1000) window.add({ path: `f${at}` }, at);
    expect(window.dueAt(null)).toBe(60_000);
  });

  it('is full at 500 files', () => {
    const window = new QuietWindow<{ path: string }>(5000);
    for (let n = 0; n < 501; n += 1) window.add({ path: `f${n}` }, n);
    expect(window.dueAt(null)).toBe(500);
    expect(window.take()).toHaveLength(500);
    expect(window.size).toBe(1);
  });
});

describe('pairs of RAW and JPEG', () => {
  const paths = ['a.CR2', 'a.jpg', 'b.jpg', 'sub/a.dng', 'c.nef'];
  it.each([
    ['both', []],
    ['raw-only', ['a.jpg']],
    ['jpeg-only', ['a.CR2']],
  ] as const)('%s leaves out %j', (rule, out) => {
    expect([...leftOut(paths, paths, rule)]).toEqual(out);
  });

  it('are found when the other half came earlier', () => {
    expect(partnersOf('x/a.jpg')).toContain('x/a.CR2');
    expect([...leftOut(['a.jpg'], ['a.jpg', 'a.CR2'], 'raw-only')]).toEqual(['a.jpg']);
  });
});

describe('which files are meant', () => {
  const candidates = new Candidates('/hot', { recursive: true, pattern: '*.jpg', ours: ['out/web'] });
  it.each([
    ['a.jpg', true],
    ['sub/A.JPG', true],
    ['a.png', false],
    ['a.jpg.part', false],
    ['.a.jpg', false],
    ['~a.jpg~', false],
    ['processed/a.jpg', false],
    ['failed/sub/a.jpg', false],
    ['out/web/a.jpg', false],
    ['out/a.jpg', true],
    ['.hidden/a.jpg', false],
  ])('%s: %s', (path, meant) => {
    expect(candidates.isMeant(path)).toBe(meant);
  });
});

describe('a file that somebody writes to', () => {
  it.skipIf(process.platform !== 'linux')('is known while it is open, whether it changes or not', async () => {
    const folder = emptyFolder();
    const [written, read, closed] = ['written', 'read', 'closed'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const path of [written, read, closed]) writeFileSync(path, 'x');
    const fds = [openSync(written, 'r+'), openSync(read, 'r')];
    expect([...(await openForWriting([written, read, closed]))]).toEqual([written]);
    for (const fd of fds) closeSync(fd);
    expect([...(await openForWriting([written, read, closed]))]).toEqual([]);
  });
});

describe('putting a source aside', () => {
  it('keeps its place, never goes over another file, and leaves alone what has changed', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'sub'));
    const write = async (text: string) => {
      writeFileSync(join(folder, 'sub/a.jpg'), text);
      return (await fileStamp(join(folder, 'sub/a.jpg')))!;
    };
    expect(await putAside(folder, 'sub/a.jpg', await write('one'), 'processed')).toBe(
      join(folder, 'processed/sub/a.jpg'),
    );
    const second = await putAside(folder, 'sub/a.jpg', await write('two'), 'processed');
    expect(second).toBe(join(folder, 'processed/sub/a-2.jpg'));
    expect(readFileSync(join(folder, 'processed/sub/a.jpg'), 'utf8')).toBe('one');
    const stamp = await write('three');
    await write('three and more');
    expect(await putAside(folder, 'sub/a.jpg', stamp, 'processed')).toBeNull();
  });
});
