import { createHash } from 'node:crypto';
import { type Clock, commitUnlessTaken, type Json, type Records } from '@earmark/core';
import type { Answer } from '../operation.ts';
import { refuse } from './problem.ts';

/** The same key with the same request gets the first answer again: a client that lost it may ask twice. */
export interface Idempotency {
  answer(request: {
    readonly key: string;
    /** Whose keys these are: nobody gets another one's answer. */
    readonly owner: string;
    readonly content: string;
    readonly work: () => Promise<Answer>;
  }): Promise<Answer>;
}

const collection = 'idempotency';
const keptMs = 24 * 3600 * 1000;
const form = /^[\x21-\x7e]{1,128}$/;

interface Kept {
  readonly digest: string;
  readonly answer?: Answer;
}

export function createIdempotency(records: Records, clock: Clock): Idempotency {
  async function claim(key: string, digest: string): Promise<Answer | undefined> {
    const expiresAt = clock.now() + keptMs;
    const change = { collection, key, value: { digest }, expect: 0, expiresAt };
    if (await commitUnlessTaken(records, [change])) return undefined;
    const kept = (await records.get(collection, key))?.value as Kept | undefined;
    if (kept?.digest !== digest)
      refuse(422, 'This Idempotency-Key was used for another request.', { code: 'idempotency' });
    return (
      kept.answer ??
      refuse(409, 'The first request with this Idempotency-Key is still running.', {
        code: 'idempotency',
      })
    );
  }

  return {
    async answer({ key, owner, content, work }) {
      if (!form.test(key)) refuse(400, 'An Idempotency-Key has 1 to 128 visible ASCII characters.');
      const row = `${owner}/${createHash('sha256').update(key).digest('hex')}`;
      const digest = createHash('sha256').update(content).digest('hex');
      const earlier = await claim(row, digest);
      if (earlier) return earlier;
      try {
        const answer = await work();
        const value = { digest, answer } as unknown as Json;
        await records.commit([{ collection, key: row, value, expiresAt: clock.now() + keptMs }]);
        return answer;
      } catch (error) {
        // Nothing was done: the next try is a first one.
        await records.commit([{ collection, key: row }]);
        throw error;
      }
    },
  };
}
