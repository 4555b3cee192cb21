import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** RFC 6890 and its register: what no host of the public Internet has. */
const IPV4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** The public part of IPv6; what of it is set apart or holds an IPv4 address. */
const GLOBAL_UNICAST: [string, number] = ['2000::', 3];
const IPV6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const reserved = new BlockList();
for (const [net, prefix] of IPV4) reserved.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of IPV6) reserved.addSubnet(net, prefix, 'ipv6');
const unicast = new BlockList();
unicast.addSubnet(...GLOBAL_UNICAST, 'ipv6');

/** Whether an IP address is one that anybody can reach. */
export function isPublicIp(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !reserved.check(address, 'ipv4');
  return family === 6 && unicast.check(address, 'ipv6') && !reserved.check(address, 'ipv6');
}

/** A name that leads into a private network. */
export class PrivateAddressError extends Error {
  readonly code = 'EPRIVATE';
}

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** Looks a name up as usual and refuses it when any of its addresses is not public: one of them would be connected to. */
export function publicLookup(host: string, options: LookupOptions, found: Found): void {
  systemLookup(host, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error || !first) found(error, '');
    else if (!addresses.every(({ address }) => isPublicIp(address)))
      found(new PrivateAddressError(`${host} leads into a private network`), '');
    else if (options.all) found(null, addresses);
    else found(null, first.address, first.family);
  });
}
