import { describe, expect, it } from 'vitest';
import { byteRange } from '../../../src/main/api/file-response.ts';
import {
  cookieCounts,
  hostAllowed,
  originAllowed,
  presentedKey,
  presentedSession,
} from '../../../src/main/api/guard.ts';

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
  it('comes as a bearer token or x-api-key', () => {
    expect(presentedKey(new Headers({ authorization: 'Bearer abc' }))).toBe('abc');
    expect(presentedKey(new Headers({ 'x-api-key': 'abc' }))).toBe('abc');
    expect(presentedKey(new Headers({ authorization: 'Basic abc' }))).toBeNull();
    expect(presentedKey(new Headers({ cookie: 'safelight_session=abc' }))).toBeNull();
  });
  it('is no session, which comes as a cookie', () => {
    expect(presentedSession(new Headers({ cookie: 'other=1; safelight_session=abc' }))).toBe('abc');
    expect(presentedSession(new Headers({ cookie: 'xsafelight_session=abc' }))).toBeNull();
  });
});

describe('the cookie', () => {
  const host = '127.0.0.1:4780';
  const own = `http://${host}`;
  it.each([
    ['a click on the address that was printed', { method: 'GET', origin: null, fetchSite: 'none' }],
    ['our page asking', { method: 'GET', origin: null, fetchSite: 'same-origin' }],
    ['our page changing something', { method: 'POST', origin: own, fetchSite: 'same-origin' }],
    ['our page in a browser that tells no Sec-Fetch-Site', { method: 'POST', origin: own, fetchSite: null }],
  ])('counts for %s', (_, request) => {
    expect(cookieCounts({ host, ...request })).toBe(true);
  });
  it.each([
    ['a foreign page’s picture', { method: 'GET', origin: null, fetchSite: 'cross-site' }],
    ['a page on another port of this machine', { method: 'GET', origin: null, fetchSite: 'same-site' }],
    ['its form', { method: 'POST', origin: 'http://127.0.0.1:9999', fetchSite: 'same-site' }],
    [
      'a page at localhost, which is another site',
      { method: 'POST', origin: 'http://localhost:4780', fetchSite: null },
    ],
    ['something that tells neither', { method: 'DELETE', origin: null, fetchSite: null }],
    ['something typed into the address bar that changes things', { method: 'POST', origin: null, fetchSite: 'none' }],
  ])('does not count for %s', (_, request) => {
    expect(cookieCounts({ host, ...request })).toBe(false);
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
