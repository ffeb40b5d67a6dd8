import { randomInt, timingSafeEqual } from 'node:crypto';
import { EarmarkError, type RecordChange, type Records } from '@earmark/core';
import { digestOfKey } from '../keys/key-form.ts';
import { members } from '../people/members.ts';
import { newPerson, type PeopleParts } from '../people/people.ts';
import type { Person } from '../people/person.ts';
import { everyAccount } from '../people/roles.ts';
import { randomId } from '../random-id.ts';
import { asJson, contentOf } from '../records.ts';

/** The first run of an installation: there is nobody yet who could let somebody in. */
export interface Setup {
  isDone(): Promise<boolean>;
  /** What somebody at another machine must know: it is in this machine's log. The same until setup is done. */
  code(): Promise<string>;
  isCode(code: string): Promise<boolean>;
  /** Makes the first person: admin, and owner of every account. Throws `conflict` once somebody was made. */
  run(
    first: { readonly name: string; readonly password: string },
    address?: string,
  ): Promise<Person>;
}

const setup = 'setup';
const done = { collection: setup, key: 'done' };
const codeKey = 'code';

export function createSetup(
  parts: Pick<PeopleParts, 'records' | 'passwords' | 'trail' | 'clock'>,
): Setup {
  const { records, trail, clock } = parts;

  async function isDone(): Promise<boolean> {
    return (await records.get(setup, done.key)) !== undefined;
  }

  async function code(): Promise<string> {
    const kept = await records.get(setup, codeKey);
    if (kept) return contentOf<string>(kept);
    const made = String(randomInt(1_000_000_000)).padStart(9, '0');
    await records.commit([{ collection: setup, key: codeKey, value: made }]);
    return made;
  }

  return {
    isDone,
    code,
    isCode: async (given) => timingSafeEqual(digestOfKey(given), digestOfKey(await code())),
    async run({ name, password }, address) {
      if (await isDone()) throw alreadyDone();
      const id = randomId(12);
      const { person, changes } = await newPerson(parts, id, { name, password, admin: true });
      const [revision = 0] = await commitFirst(records, [
        ...changes,
        { ...done, value: clock.now(), expect: 0 },
        { collection: setup, key: codeKey },
        {
          collection: members,
          key: `${id}/${everyAccount}`,
          value: asJson({ role: 'owner', since: clock.now() }),
        },
      ]);
      const { password: _password, ...shown } = person;
      const actor = { person: id, ...(address === undefined ? {} : { address }) };
      await trail.note(actor, 'setup-done', { target: id, after: asJson(shown) });
      return { id, ...shown, revision };
    },
  };
}

async function commitFirst(
  records: Records,
  changes: readonly RecordChange[],
): Promise<readonly number[]> {
  try {
    return await records.commit(changes);
  } catch (error) {
    throw EarmarkError.is(error, 'conflict') ? alreadyDone() : error;
  }
}

const alreadyDone = () =>
  new EarmarkError('conflict', 'This server is set up already: log in instead.');
