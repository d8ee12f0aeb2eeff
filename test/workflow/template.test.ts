import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exifTokenValues, expandTemplate, parseTemplate } from '../../src/workflow/template.ts';

const values = {
  name: 'IMG_0042',
  ext: 'jpg',
  seq: 7,
  date: '2026-03-09T08:05:01',
  width: 2048,
  ...exifTokenValues({ model: 'X100V', iso: 400, takenAt: '2025-12-31T23:59:58' }),
};

describe('expandTemplate', () => {
  it.each([
    ['plain text stays', 'plain text stays'],
    ['{name}', 'IMG_0042'],
    ['{ name }-{width}', 'IMG_0042-2048'],
    ['{seq:4}', '0007'],
    ['{seq}', '7'],
    ['{date}', '2026-03-09'],
    ['{date:YYYYMMDD}', '20260309'],
    ['{date:YY-MM/DD HH.mm:ss}', '26-03/09 08.05:01'],
    ['{exif.model}', 'X100V'],
    ['{exif.year|undated}/{exif.month}/{exif.day}', '2025/12/31'],
    ['{exif.takenAt:YYYY-MM-DD}', '2025-12-31'],
    ['{exif.iso:6}', '000400'],
    ['{exif.lens|no lens}', 'no lens'],
    ['{exif.lens}', ''],
    ['{exif.lens|}', ''],
    ['{height}', ''],
    ['© {{{name}}}', '© {IMG_0042}'],
    ['{{name}}', '{name}'],
    ['a } b', 'a } b'],
  ])('%s becomes %s', (template, expected) => {
    expect(expandTemplate(template, values)).toBe(expected);
  });

  it('takes a date without time as that day, in every time zone', () => {
    expect(expandTemplate('{date:YYYYMMDD}', { date: '2026-01-01' })).toBe('20260101');
  });

  it('uses the default for an empty value and for a value that is no date', () => {
    expect(expandTemplate('{exif.title|untitled}', { 'exif.title': '' })).toBe('untitled');
    expect(expandTemplate('{exif.takenAt:YYYY|undated}', { 'exif.takenAt': 'long ago' })).toBe('undated');
  });

  it('is not fooled by tokens named like properties of every object', () => {
    expect(expandTemplate('{exif.constructor|none}', {})).toBe('none');
    expect(() => expandTemplate('{constructor}', {})).toThrow(/not known/);
  });

  it('gives back any text without braces', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/[{}]/.test(text));
        expect(expandTemplate(text, {})).toBe(text);
      }),
    );
  });

  it('gives back any text whose braces are doubled', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(expandTemplate(text.replace(/[{}]/g, '$&$&'), {})).toBe(text);
      }),
    );
  });
});

describe('parseTemplate', () => {
  it.each([
    ['{nmae}', /\{nmae\} is not known.*\{name\}/],
    ['{name', /never closed/],
    ['{}', /not known/],
    ['{exif.}', /not known/],
    ['{seq:four}', /number of digits/],
    ['{seq:0}', /number of digits/],
    ['{seq:21}', /number of digits/],
    ['{date:yyyy}', /date format/],
    ['{date:}', /date format/],
    ['{name:4}', /takes no format/],
  ])('refuses %s and says why', (template, why) => {
    expect(() => parseTemplate(template)).toThrow(
      expect.objectContaining({ code: 'name_template_invalid', message: expect.stringMatching(why) }),
    );
  });

  it('lists the parts in order', () => {
    expect(parseTemplate('a{seq:3|x}')).toEqual([
      { kind: 'text', text: 'a' },
      { kind: 'token', token: 'seq', format: { by: 'digits', digits: 3 }, fallback: 'x' },
    ]);
  });
});
