import { describe, expect, it } from 'vitest';
import { allowedHosts, checkedHosts } from '../../../src/main/net/allowed-hosts.ts';
import { checkUrl } from '../../../src/main/net/check-url.ts';

const nobody = allowedHosts([]);
const refusal = (url: string, list: string[] = [], use: 'input' | 'webhook' = 'input'): string | null => {
  try {
    checkUrl(url, allowedHosts(list), use);
    return null;
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'url_refused' });
    return (thrown as Error).message;
  }
};

describe('a URL of a stranger', () => {
  it.each([
    'https://example.com/a.jpg',
    'http://example.com/a.jpg',
    'https://example.com:8443/a.jpg',
    'https://bücher.example/a.jpg',
    'https://93.184.216.34/a.jpg',
    'https://[2606:2800:220:1:248:1893:25c8:1946]/a.jpg',
  ])('%s passes', (url) => {
    expect(refusal(url)).toBeNull();
  });

  it.each([
    // Every spelling of 127.0.0.1 that a URL parser knows (WHATWG URL, 3.5).
    'http://127.0.0.1/',
    'http://127.1/',
    'http://127.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://017700000001/',
    'http://127.0.0.1./',
    'http://１２７.0.0.1/',
    'http://127。0。0。1/',
    'http://%31%32%37.0.0.1/',
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1%25eth0]/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0.0.0.0/',
    'http://0/',
    'http://[::]/',
    'http://10.1.2.3/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    // Names that mean this machine or its network.
    'http://localhost/',
    'http://LOCALHOST./',
    'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/',
    'http://a.localhost/',
    'http://localhost.localdomain/',
    'http://nas.local/',
    'http://metadata.google.internal/computeMetadata/v1/',
    'http://router.home.arpa/',
    // Not http, or not only a host.
    'ftp://example.com/a.jpg',
    'file:///etc/passwd',
    'gopher://example.com/',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    'https://user:secret@example.com/',
    'https://user@example.com/',
    'https://example.com@127.0.0.1/',
    'http://example.com:22/',
    'http://example.com:25/',
    'http://256.1.1.1/',
    'http://[::1/',
    'http:///',
    'example.com/a.jpg',
    '',
  ])('%s is refused', (url) => {
    expect(refusal(url)).toEqual(expect.any(String));
  });

  it('is refused with what to do', () => {
    expect(refusal('http://192.168.1.20/a.jpg')).toBe(
      '“http://192.168.1.20/a.jpg” is not allowed: “192.168.1.20” is an address of the local network. If you trust it, add 192.168.1.20 to the allowed hosts in Settings.',
    );
  });

  it('does not get its secrets into messages', () => {
    expect(refusal('https://user:secret@example.com/?token=abc')).not.toMatch(/secret|abc/);
    expect(refusal('http://127.0.0.1/?X-Signature=abc')).not.toMatch(/abc/);
  });
});

describe('the list of allowed hosts', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:8123/a.jpg'],
    ['127.0.0.1', 'http://2130706433:8123/a.jpg'],
    ['127.0.0.1', 'http://localhost:8123/a.jpg'],
    ['127.0.0.1:8123', 'http://127.0.0.1:8123/a.jpg'],
    ['::1', 'http://[::1]:8123/'],
    ['[::1]:8123', 'http://[0:0:0:0:0:0:0:1]:8123/'],
    ['NAS.local', 'http://nas.local./a.jpg'],
    ['nas.local:80', 'http://nas.local/a.jpg'],
    ['bücher.example', 'http://xn--bcher-kva.example/'],
  ])('%s lets %s through', (entry, url) => {
    expect(refusal(url, [entry])).toBeNull();
    expect(refusal(url, [entry], 'webhook')).toBeNull();
  });

  it.each([
    ['127.0.0.1:8123', 'http://127.0.0.1:8124/'],
    ['127.0.0.1', 'http://127.0.0.2/'],
    ['nas.local', 'http://nas.local.evil.example:22/'],
    ['nas.local', 'http://evilnas.local/'],
    ['example.com', 'http://user@example.com/'],
    ['192.168.1.1', 'file:///etc/passwd'],
  ])('%s does not let %s through', (entry, url) => {
    expect(refusal(url, [entry])).toEqual(expect.any(String));
  });

  it.each(['https://nas.local', 'nas.local/photos', 'user@nas.local', '', 'a b', 'nas:99999', '?'])(
    'takes no “%s”',
    (entry) => {
      expect(() => checkedHosts([entry])).toThrow(expect.objectContaining({ code: 'request_invalid' }));
    },
  );

  it('is kept in one spelling', () => {
    expect(checkedHosts([' NAS.local ', 'nas.local', '127.0.0.1:80'])).toEqual(['nas.local', '127.0.0.1:80']);
  });
});

describe('a webhook', () => {
  it('goes over https, unless its host is listed', () => {
    expect(() => checkUrl('http://example.com/hook', nobody, 'webhook')).toThrow(/webhooks go over https/);
    expect(refusal('https://example.com/hook', [], 'webhook')).toBeNull();
    expect(refusal('http://example.com/hook', ['example.com'], 'webhook')).toBeNull();
    expect(refusal('https://127.0.0.1/hook', [], 'webhook')).toMatch(/this machine itself/);
  });
});
