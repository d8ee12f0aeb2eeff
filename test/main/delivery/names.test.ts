import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDelivery } from '../../../src/main/delivery/delivery.ts';
import type { NameContext } from '../../../src/main/engine/ports.ts';

const delivery = createDelivery();

const context = (more: Partial<NameContext> = {}): NameContext => ({
  name: 'IMG_1234.CR2',
  seq: 7,
  relativeFolder: '',
  workflow: 'web',
  runDate: '2026-11-21T12:00:00Z',
  branch: 'thumb',
  extension: 'jpg',
  ...more,
});
const name = (template: string, more: Partial<NameContext> = {}): string => delivery.nameFor(template, context(more));

describe('a name', () => {
  it.each<[string, string]>([
    ['{name}', 'IMG_1234.jpg'],
    ['{name}-{branch}', 'IMG_1234-thumb.jpg'],
    ['{seq:4}', '0007.jpg'],
    ['{date:YYYYMMDD}_{seq}', '20261121_7.jpg'],
    ['{workflow}/{name}', 'web/IMG_1234.jpg'],
    ['{workflow}\\{name}', 'web/IMG_1234.jpg'],
    ['{ext}/{name}', 'jpg/IMG_1234.jpg'],
    ['{name}.{ext}', 'IMG_1234.jpg'],
    ['{name}.jpg', 'IMG_1234.jpg'],
    ['{name}_{ext}', 'IMG_1234_jpg.jpg'],
    ['/{name}', 'IMG_1234.jpg'],
    ['../../{name}', '_/_/IMG_1234.jpg'],
    ['{exif.model}', 'IMG_1234.jpg'],
    ['{exif.year}/{name}', 'IMG_1234.jpg'],
    ['{exif.year|undated}/{name}', 'undated/IMG_1234.jpg'],
    ['', 'IMG_1234.jpg'],
    ['web/', 'web/IMG_1234.jpg'],
  ])('is made from %j', (template, expected) => {
    expect(name(template)).toBe(expected);
  });

  it('knows the rendered picture', () => {
    const exif = { model: 'NIKON D90', takenAt: '2024-05-06T07:08:09', lens: '24-70 f/2.8' };
    expect(
      name('{exif.year}/{exif.model}_{exif.takenAt:MMDD}_{width}x{height}', { exif, width: 300, height: 200 }),
    ).toBe('2024/NIKON D90_0506_300x200.jpg');
    expect(name('{exif.lens}', { exif })).toBe('24-70 f_2.8.jpg');
  });

  it('mirrors the folders of the input, unless the template places them', () => {
    expect(name('{name}', { relativeFolder: 'day 1/raw' })).toBe('day 1/raw/IMG_1234.jpg');
    expect(name('web/{name}', { relativeFolder: 'day 1' })).toBe('day 1/web/IMG_1234.jpg');
    expect(name('web/{relpath}/{name}', { relativeFolder: 'day 1/raw' })).toBe('web/day 1/raw/IMG_1234.jpg');
    expect(name('{relpath|top}/{name}')).toBe('top/IMG_1234.jpg');
    expect(name('{name}', { relativeFolder: '../../etc' })).toBe('_/_/etc/IMG_1234.jpg');
  });

  it.each<[string, string]>([
    ['-dash.jpg', '-dash.jpg'],
    [' space.jpg', ' space.jpg'],
    ['.hidden.jpg', '.hidden.jpg'],
    ['trailing.dots...jpg', 'trailing.dots...jpg'],
    ['UPPER.JPEG', 'UPPER.jpg'],
    ['no-extension', 'no-extension.jpg'],
    ['v1.2', 'v1.2.jpg'],
    ['cafe\u0301.jpg', 'café.jpg'],
    ['📷🌅.jpg', '📷🌅.jpg'],
    ['a<b>:"c".jpg', 'a_b_c_.jpg'],
    ['a\\b.jpg', 'a_b.jpg'],
    ['CON.jpg', 'CON_.jpg'],
    ['com1.png', 'com1_.jpg'],
    ['tab\there.jpg', 'tab here.jpg'],
    ['\u001b[31m.jpg', '_[31m.jpg'],
    ['.jpg', '.jpg.jpg'],
    ['...', '....jpg'],
    ['', '_.jpg'],
  ])('of %j is legal everywhere and otherwise kept: %j', (original, expected) => {
    expect(name('{name}', { name: original })).toBe(expected);
  });

  it('keeps extensions of different formats apart, also where the input seems to have one', () => {
    expect(name('{name}', { name: 'a.jpg.png', extension: 'jpg' })).toBe('a.jpg.jpg');
    expect(name('{name}', { extension: '.webp' })).toBe('IMG_1234.webp');
  });

  it('is cut to 240 bytes between characters', () => {
    const family = '👨‍👩‍👧‍👦';
    const cut = name('{name}', { name: `${'ä'.repeat(110)}${family}${family}.jpg` });
    expect(cut).toBe(`${'ä'.repeat(110)}.jpg`);
    expect(name('{name}', { name: `${'x'.repeat(246)}.jpg` })).toBe(`${'x'.repeat(235)}.jpg`);
    expect(Buffer.byteLength(name('{name}', { name: `a${'\u0301'.repeat(400)}.jpg` }))).toBeLessThanOrEqual(240);
  });
});

describe('a template', () => {
  it('with an unknown token is refused by name', () => {
    expect(() => delivery.checkTemplate('{nmae}')).toThrow(expect.objectContaining({ code: 'name_template_invalid' }));
    expect(() => delivery.checkTemplate('{nmae}')).toThrow('nmae');
    expect(() => delivery.checkTemplate('{name}-{seq:4}')).not.toThrow();
  });

  it.each<[string, boolean]>([
    ['{name}-{seq}-{date}-{relpath}-{workflow}-{branch}-{ext}', false],
    ['{width}', true],
    ['{name}-{height}', true],
    ['{exif.model|none}', true],
  ])('%j needs the rendered picture: %j', (template, expected) => {
    expect(delivery.needsRender(template)).toBe(expected);
  });
});

describe('an alternative', () => {
  it.each<[string, number, string]>([
    ['a.jpg', 1, 'a.jpg'],
    ['a.jpg', 2, 'a-2.jpg'],
    ['/out.put/a', 3, '/out.put/a-3'],
    ['/out/a.b.jpg', 12, '/out/a.b-12.jpg'],
    ['.hidden', 2, '.hidden-2'],
  ])('of %j number %i is %j', (path, n, expected) => {
    expect(delivery.alternative(path, n)).toBe(expected);
  });
});

/** What Windows, macOS and Linux forbid, written down once more apart from the code. */
function isLegalEverywhere(segment: string): boolean {
  return (
    segment !== '' &&
    Buffer.byteLength(segment) <= 240 &&
    segment === segment.normalize('NFC') &&
    segment.isWellFormed() &&
    ![...segment].some((char) => char.codePointAt(0)! < 32 || char === '\u007f' || '<>:"/\\|?*'.includes(char)) &&
    !/[. ]$/.test(segment) &&
    !/^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])( *\..*)?$/i.test(segment)
  );
}

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('.', ' ', '/', '\\', ':', '*', 'a', '\0', '~', '\ud800', '\u0301', '\u202e'),
    maxLength: 12,
  }),
  fc.constantFrom('CON', 'nul.txt', 'com¹', 'LPT9 .x', '..', '.', '', 'COM1.', 'aux '),
);

describe('any name', () => {
  it('is legal on all three systems, stays in the folder, has its extension and is always the same', () => {
    const template = fc
      .array(
        fc.oneof(
          nasty.map((text) => text.replace(/[{}]/g, '')),
          fc.constantFrom('{name}', '{relpath}', '{seq:3}', '{branch}', '/', '{exif.model|x}', '.{ext}'),
        ),
        {
          minLength: 1,
          maxLength: 6,
        },
      )
      .map((parts) => parts.join(''));
    const anyContext = fc.record({
      name: nasty,
      relativeFolder: fc.array(nasty, { maxLength: 3 }).map((parts) => parts.join('/')),
      branch: nasty,
      exif: fc.record({ model: nasty }),
      extension: fc.constantFrom('jpg', 'png', 'webp', 'tif'),
    });
    fc.assert(
      fc.property(template, anyContext, (pattern, more) => {
        const path = name(pattern, more);
        const segments = path.split('/');
        expect(segments.filter((segment) => !isLegalEverywhere(segment))).toEqual([]);
        expect(posix.resolve('/out', path).startsWith('/out/')).toBe(true);
        expect(path.endsWith(`.${more.extension}`)).toBe(true);
        expect(segments.at(-1)!.length).toBeGreaterThan(more.extension.length + 1);
        expect(name(pattern, more)).toBe(path);
        const second = delivery.alternative(path, 1234);
        expect(second).not.toBe(path);
        expect(Buffer.byteLength(posix.basename(second))).toBeLessThanOrEqual(255);
      }),
      { numRuns: 1000 },
    );
  });
});
