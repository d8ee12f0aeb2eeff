import { describe, expect, it } from 'vitest';
import { createSentences } from '../../../src/renderer/words/sentences.ts';

const say = createSentences({
  sentences: {
    '“{name}” is empty.': '„{name}“ ist leer.',
    '“{name}” is empty. Send “{other}” again.': '„{name}“ ist leer. Sende „{other}“ neu.',
    'Try again.': 'Noch einmal.',
    '“{name}” cannot be read: {why}.': '„{name}“ ist nicht lesbar: {why:said}.',
    'it is locked': 'sie ist gesperrt',
    '{n} MB are allowed.': '{n:number} MB sind erlaubt.',
    'There are {all}.': 'Es gibt {all:list}.',
    'Run {id} is {status}.': 'Stapel {id} {status:statuses}.',
    '{id}: {problem}': '{id}: {problem:known}',
  },
  lists: { statuses: { paused: 'ist angehalten' } },
  marks: [
    [/“(?=[^“”]*”)/g, '„'],
    ['”', '“'],
    [' and ', ' und '],
  ],
  decimalPoint: ',',
  thousands: '.',
});

describe('a sentence in another language', () => {
  it.each([
    ['“a.jpg” is empty.', '„a.jpg“ ist leer.'],
    ['“a.jpg” is empty. Try again.', '„a.jpg“ ist leer. Noch einmal.'],
    ['“a.jpg” is empty. “b.jpg” is empty. Try again.', '„a.jpg“ ist leer. „b.jpg“ ist leer. Noch einmal.'],
    ['“a.jpg” is empty. Send “b.jpg” again.', '„a.jpg“ ist leer. Sende „b.jpg“ neu.'],
    ['“a.jpg” cannot be read: it is locked.', '„a.jpg“ ist nicht lesbar: sie ist gesperrt.'],
    ['“a.jpg” cannot be read: it is locked. Try again.', '„a.jpg“ ist nicht lesbar: sie ist gesperrt. Noch einmal.'],
    ['1,234.5 MB are allowed.', '1.234,5 MB sind erlaubt.'],
    ['There are “a” and “b”.', 'Es gibt „a“ und „b“.'],
    ['Run 7 is paused.', 'Stapel 7 ist angehalten.'],
    ['resize-1: “a.jpg” is empty.', 'resize-1: „a.jpg“ ist leer.'],
  ])('%s', (english, own) => {
    expect(say(english)).toBe(own);
  });

  it('keeps names as they are, with quotes and full stops of their own', () => {
    expect(say('“a” is empty. b.jpg” is empty.')).toBe('„a” is empty. b.jpg“ ist leer.');
    expect(say('“Dr. Who $& {name}.jpg” is empty.')).toBe('„Dr. Who $& {name}.jpg“ ist leer.');
  });

  it('stays English where it is not known, by the sentence', () => {
    expect(say('The moon is full.')).toBe('The moon is full.');
    expect(say('“a.jpg” is empty. The moon is full.')).toBe('„a.jpg“ ist leer. The moon is full.');
    expect(say('“a.jpg” cannot be read: EMOON.')).toBe('„a.jpg“ ist nicht lesbar: EMOON.');
    expect(say('Run 7 is moonstruck.')).toBe('Stapel 7 moonstruck.');
    expect(say('resize-1: “a.jpg” cannot be read: EMOON.')).toBe('resize-1: „a.jpg“ ist nicht lesbar: EMOON.');
    expect(say('resize-1: The moon is full.')).toBe('resize-1: The moon is full.');
    expect(say('')).toBe('');
  });

  it('is found in a long text that nearly fits', () => {
    const long = '“a” cannot be read: '.repeat(2000);
    expect(say(long)).toBe(long);
  });
});
