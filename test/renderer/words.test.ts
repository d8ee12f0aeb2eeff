import { describe, expect, it } from 'vitest';
import { de } from '../../src/renderer/words/de.ts';
import { en } from '../../src/renderer/words/en.ts';
import { formatOf } from '../../src/renderer/words/format.ts';

/** Every text by its dotted key. */
function texts(words: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(words)) {
    const key = path === '' ? name : `${path}.${name}`;
    if (typeof value === 'string') found.set(key, value);
    else for (const [inner, text] of texts(value as object, key)) found.set(inner, text);
  }
  return found;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort();
const english = texts(en);
const german = texts(de);

describe('the words', () => {
  it('are the same in both languages, none empty', () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of [...english, ...german]) expect(text.trim(), key).not.toBe('');
  });

  it('say the same things: placeholders agree', () => {
    for (const [key, text] of english) {
      expect(placeholders(german.get(key) ?? ''), key).toEqual(placeholders(text));
    }
  });

  it('have both plurals wherever they have one', () => {
    for (const key of english.keys()) {
      if (key.endsWith('_one')) expect(english.has(`${key.slice(0, -4)}_other`), key).toBe(true);
    }
  });

  it('do not use American spelling or three dots', () => {
    for (const [key, text] of english)
      expect(text, key).not.toMatch(/\.\.\.|\b[Cc]olor(?!imetric)|\b[Cc]enter\b|\bgray\b/);
  });
});

describe('numbers', () => {
  it.each([
    ['en', 0, '0 B'],
    ['en', 412_000, '412 kB'],
    ['en', 1_440_000_000, '1.4 GB'],
    ['en', 999_600, '1.0 MB'],
    ['de', 1_440_000_000, '1,4 GB'],
  ])('in %s: %d bytes are %s', (language, bytes, text) => {
    expect(formatOf(language).bytes(bytes)).toBe(text);
  });

  it.each([
    [420, '0.42 s'],
    [38_000, '38 s'],
    [267_000, '4 min 27 s'],
    [7_500_000, '2 h 5 min'],
  ])('%d ms are %s', (ms, text) => {
    expect(formatOf('en').duration(ms)).toBe(text);
  });
});
