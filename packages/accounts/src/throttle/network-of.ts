import { isIP } from 'node:net';

/**
 * Who counts as one visitor: an IPv4 address, or the /64 of an IPv6 one, as a provider gives a whole /64 to one
 * household. An IPv4 address written as IPv6 is the same visitor.
 */
export function networkOf(address: string | undefined): string {
  const plain = address?.replace(/%.*$/, '').toLowerCase() ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped) return mapped;
  if (isIP(plain) !== 6) return plain || 'unknown';
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
