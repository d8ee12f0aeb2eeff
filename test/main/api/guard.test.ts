import { describe, expect, it } from 'vitest';
import { byteRange } from '../../../src/main/api/file-response.ts';
import { hostAllowed, originAllowed, presentedKey, sameKey } from '../../../src/main/api/guard.ts';

describe('the Host header', () => {
  it.each(['127.0.0.1:4780', 'localhost:4780'])('%s is ours', (host) => {
    expect(hostAllowed(host, 4780)).toBe(true);
  });
  it.each([
    null,
    '',
    'evil.example',
    'evil.example:4780',
    '127.0.0.1',
    '127.0.0.1:4781',
    '127.0.0.1:4780.evil.example',
    'evil-127.0.0.1:4780',
    'localhost.evil.example:4780',
    '[::1]:4780',
  ])('%s is refused', (host) => {
    expect(hostAllowed(host, 4780)).toBe(false);
  });
});

describe('the Origin header', () => {
  it('may be missing: scripts send none', () => {
    expect(originAllowed(null, 4780)).toBe(true);
  });
  it('may be our own page', () => {
    expect(originAllowed('http://127.0.0.1:4780', 4780)).toBe(true);
  });
  it.each(['null', 'http://evil.example', 'https://127.0.0.1:4780', 'http://127.0.0.1:47800', 'http://localhost'])(
    '%s is foreign',
    (origin) => {
      expect(originAllowed(origin, 4780)).toBe(false);
    },
  );
});

describe('the key of a request', () => {
  it('comes as a bearer token, x-api-key or cookie', () => {
    expect(presentedKey(new Headers({ authorization: 'Bearer abc' }))).toBe('abc');
    expect(presentedKey(new Headers({ 'x-api-key': 'abc' }))).toBe('abc');
    expect(presentedKey(new Headers({ cookie: 'other=1; safelight_session=abc' }))).toBe('abc');
    expect(presentedKey(new Headers({ authorization: 'Basic abc' }))).toBeNull();
  });
  it('is the right one only when all of it is', () => {
    expect(sameKey('secret', 'secret')).toBe(true);
    expect(sameKey('secre', 'secret')).toBe(false);
    expect(sameKey('secrets', 'secret')).toBe(false);
  });
});

describe('a Range header', () => {
  it.each([
    ['bytes=0-3', { start: 0, end: 3 }],
    ['bytes=6-', { start: 6, end: 9 }],
    ['bytes=-4', { start: 6, end: 9 }],
    ['bytes=0-999', { start: 0, end: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=5-2', 'unsatisfiable'],
    ['bytes=0-1,4-5', null],
    ['bytes=-', null],
    [null, null],
  ])('%s of ten bytes', (header, wanted) => {
    expect(byteRange(header, 10)).toEqual(wanted);
  });
});
