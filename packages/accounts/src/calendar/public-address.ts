import { BlockList, isIP } from 'node:net';

/** Of this machine, of the networks around it, or of nowhere. */
const inside: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
];
const list = new BlockList();
for (const [network, prefix] of inside)
  list.addSubnet(network, prefix, isIP(network) === 6 ? 'ipv6' : 'ipv4');

/** Whether an IP address is one of the Internet. Addresses that wrap an IPv4 one (`::ffff:127.0.0.1`) count as what they wrap. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
