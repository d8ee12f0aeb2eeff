import { describe, expect, it } from 'vitest';
import { missingLetters } from '../../../src/pixels/execute/missing-letters.ts';

describe('letters that the built-in font lacks', () => {
  it('are named, each once', () => {
    expect(missingLetters('© 東京 東 2026')).toEqual([expect.stringContaining('“東京”')]);
    expect(missingLetters('שלום')).toHaveLength(1);
    expect(missingLetters('🎉')).toHaveLength(1);
  });

  it.each(['© Zoë Müller – Ærø', 'Ελλάδα', 'Привет', 'Tiếng Việt', 'two\nlines', ''])('are none in “%s”', (text) => {
    expect(missingLetters(text)).toEqual([]);
  });
});
