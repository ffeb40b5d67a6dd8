import {
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { commitUnlessTaken, type Records } from '@earmark/core';
import { refuse } from './problem.ts';

/** Cursors that go out are signed with what they belong to: one of another list, account or filter is refused. */
export interface Cursors {
  wrap(cursor: string | undefined, list: string): Promise<string | undefined>;
  unwrap(cursor: string | undefined, list: string): Promise<string | undefined>;
}

const collection = 'server';
const key = 'cursor-key';
const tagBytes = 12;

export function createCursors(records: Records): Cursors {
  let secret: Promise<KeyObject> | undefined;

  /** The same for all processes, and after a restart. */
  async function readSecret(): Promise<KeyObject> {
    const kept = await records.get(collection, key);
    if (kept) return createSecretKey(String(kept.value), 'base64');
    const made = randomBytes(32);
    const change = { collection, key, value: made.toString('base64'), expect: 0 };
    return (await commitUnlessTaken(records, [change])) ? createSecretKey(made) : readSecret();
  }

  async function tag(cursor: string, list: string): Promise<Buffer> {
    secret ??= readSecret();
    const hmac = createHmac('sha256', await secret);
    return hmac
      .update(JSON.stringify([cursor, list]))
      .digest()
      .subarray(0, tagBytes);
  }

  return {
    async wrap(cursor, list) {
      if (cursor === undefined) return undefined;
      return Buffer.concat([await tag(cursor, list), Buffer.from(cursor)]).toString('base64url');
    },
    async unwrap(given, list) {
      if (given === undefined) return undefined;
      const bytes = Buffer.from(given, 'base64url');
      const cursor = bytes.subarray(tagBytes).toString();
      const right =
        bytes.length > tagBytes &&
        bytes.toString('base64url') === given &&
        timingSafeEqual(bytes.subarray(0, tagBytes), await tag(cursor, list));
      return right ? cursor : refuse(400, 'This cursor belongs to another list, or was changed.');
    },
  };
}
