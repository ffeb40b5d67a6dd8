import { BlockList, isIP } from 'node:net';
import { networkOf } from '@earmark/accounts';
import { EarmarkError } from '@earmark/core';

/** Where a request comes from. */
export interface ClientAddress {
  readonly address: string | undefined;
  /** Who shares its limits. */
  readonly network: string;
  /** It came over TLS. */
  readonly secure: boolean;
  /** From this machine itself, with no proxy in between. */
  readonly local: boolean;
}
export interface Peer {
  /** The other end of the connection. */
  readonly address?: string | undefined;
  readonly encrypted?: boolean;
}

/**
 * Believes forwarded headers of trusted proxies alone (addresses or CIDR ranges), from the right: what a client
 * wrote itself stands to the left of what the first proxy saw.
 */
export function createClientAddresses(
  trustedProxies: readonly string[],
): (request: Request, peer: Peer) => ClientAddress {
  const trusted = blockListOf(trustedProxies);

  function forwarded(request: Request): string | undefined {
    const hops = (request.headers.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim());
    return hops.findLast((hop) => isIP(hop) !== 0 && !isIn(trusted, hop));
  }

  return (request, { address, encrypted = false }) => {
    const behindProxy = address !== undefined && isIn(trusted, address);
    const client = behindProxy ? (forwarded(request) ?? address) : address;
    const secure = behindProxy ? request.headers.get('x-forwarded-proto') === 'https' : encrypted;
    const local = client !== undefined && isIn(loopback, client) && !isForwarded(request);
    return { address: client, network: networkOf(client), secure, local };
  };
}

/** Somebody else stands behind this connection, whoever wrote it. */
const isForwarded = (request: Request) =>
  ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) => request.headers.has(name));

function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address);
    const prefix = bits === undefined ? (family === 6 ? 128 : 32) : Number(bits);
    if (family === 0 || !Number.isInteger(prefix))
      throw new EarmarkError(
        'config',
        `${JSON.stringify(range)} is not an address or a range like 10.0.0.0/8.`,
      );
    list.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

function isIn(list: BlockList, address: string): boolean {
  const plain = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  return family !== 0 && list.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

const loopback = blockListOf(['127.0.0.0/8', '::1']);
