import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { specialAddress } from '../../../src/main/net/address.ts';

describe('a public address', () => {
  it.each([
    '1.1.1.1',
    '93.184.216.34',
    '100.63.255.255',
    '172.15.0.1',
    '172.32.0.1',
    '2606:2800:220:1:248:1893:25c8:1946',
    '::ffff:93.184.216.34',
    // NAT64 of 93.184.216.34.
    '64:ff9b::5db8:d822',
  ])('%s may be talked to', (address) => {
    expect(specialAddress(address)).toBeNull();
  });
});

describe('a special address', () => {
  it.each([
    ['0.0.0.0', 'this host'],
    ['0.1.2.3', 'this network'],
    ['10.0.0.1', 'private'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.169.254', 'metadata of clouds'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.170', 'protocol assignments'],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', '6to4 relays'],
    ['192.168.0.1', 'private'],
    ['198.18.0.1', 'benchmarking'],
    ['198.51.100.1', 'documentation'],
    ['203.0.113.1', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::127.0.0.1', 'IPv4-compatible'],
    ['::ffff:127.0.0.1', 'IPv4-mapped'],
    ['::ffff:7f00:1', 'IPv4-mapped'],
    ['::ffff:a9fe:a9fe', 'IPv4-mapped metadata'],
    ['::ffff:0:127.0.0.1', 'IPv4-translated (SIIT)'],
    ['64:ff9b::7f00:1', 'NAT64 of loopback'],
    ['64:ff9b::a9fe:a9fe', 'NAT64 of metadata'],
    ['64:ff9b:1::1', 'local NAT64'],
    ['2002:7f00:1::', '6to4 of loopback'],
    ['2002:5db8:d822::1', '6to4'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['2001:2::1', 'benchmarking'],
    ['100::1', 'discard only'],
    ['fc00::1', 'unique local'],
    ['fd00:ec2::254', 'metadata of EC2'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'zone'],
    ['fec0::1', 'site-local, withdrawn'],
    ['ff02::1', 'multicast'],
    ['4000::1', 'not assigned'],
    ['not an address', 'nothing'],
    ['127.1', 'a short form, which only a URL parser may read'],
    ['', 'nothing'],
  ])('%s is refused (%s)', (address) => {
    expect(specialAddress(address)).toEqual(expect.any(String));
  });

  it('stays special however it is carried in IPv6', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const special = fc.oneof(
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
    );
    fc.assert(
      fc.property(special, fc.constantFrom('::ffff:', '::', '64:ff9b::', '::ffff:0:'), (parts, prefix) => {
        expect(specialAddress(prefix + parts.join('.'))).not.toBeNull();
      }),
    );
  });
});
