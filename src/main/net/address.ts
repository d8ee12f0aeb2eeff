import ipaddr from 'ipaddr.js';

/** The global unicast space; whatever lies outside is special in some way, also ranges that no list names yet. */
const GLOBAL_V6 = ipaddr.parseCIDR('2000::/3');

/**
 * Why a numeric address must not be talked to, as the end of “it is …”, or null for one of the public Internet. IPv6 addresses that carry
 * an IPv4 address (mapped, NAT64) are judged by that. Ranges: IANA's special-purpose registries (RFC 6890).
 */
export function specialAddress(address: string): string | null {
  // A zone (`fe80::1%eth0`) names an interface of this machine.
  if (!ipaddr.isValid(address) || address.includes('%')) return 'not a plain address';
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return describe(parsed.range());
  const range = parsed.range();
  // NAT64 (RFC 6052) with its well-known prefix: networks without IPv4 reach the rest of the world like this.
  if (range === 'rfc6052') return specialAddress(new ipaddr.IPv4(parsed.toByteArray().slice(12)).toString());
  if (range !== 'unicast') return describe(range);
  return parsed.match(GLOBAL_V6) ? null : 'a reserved address';
}

const WORDS: Record<string, string> = {
  loopback: 'this machine itself',
  unspecified: 'this machine itself',
  private: 'an address of the local network',
  uniqueLocal: 'an address of the local network',
  carrierGradeNat: 'an address of the provider’s network',
  linkLocal: 'an address of the local network or of a cloud’s metadata service',
  multicast: 'a multicast address',
  broadcast: 'the broadcast address',
};

function describe(range: string): string | null {
  return range === 'unicast' ? null : (WORDS[range] ?? 'a reserved address');
}
