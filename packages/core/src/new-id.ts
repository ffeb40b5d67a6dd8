import { randomUUID } from 'node:crypto';

const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/** 26 characters that sort by time: 10 of milliseconds, 16 (64 bits) of chance. */
export function newId(now: number): string {
  const chance = randomUUID();
  let time = '';
  for (let rest = Math.floor(now), at = 0; at < 10; at++) {
    time = digits.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  return time + chance.slice(0, 8) + chance.slice(-8);
}
