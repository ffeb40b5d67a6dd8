import {
  type Clock,
  EarmarkError,
  everyRecord,
  type RecordChange,
  type Records,
  type StoredRecord,
} from '@earmark/core';
import type { Actor, Trail } from '../audit/trail.ts';
import type { Passwords } from '../passwords/passwords.ts';
import { randomId } from '../random-id.ts';
import { asJson, contentOf } from '../records.ts';
import type { Person, StoredPerson } from './person.ts';
import { assertPersonName, foldedName } from './person-name.ts';

export interface NewPerson {
  readonly name: string;
  readonly password?: string;
  readonly admin?: boolean;
}
export interface PersonChanges {
  readonly name?: string;
  readonly password?: string;
  readonly admin?: boolean;
  readonly disabled?: boolean;
}
export interface People {
  /** Throws `conflict` where there is somebody of that name. */
  create(person: NewPerson, by: Actor): Promise<Person>;
  get(id: string): Promise<Person | undefined>;
  byName(name: string): Promise<Person | undefined>;
  /** By name. */
  list(): Promise<readonly Person[]>;
  /** Throws `not-found`, and `conflict` where `revision` is given and no longer theirs, or where no admin would be left. */
  update(id: string, changes: PersonChanges, by: Actor, revision?: number): Promise<Person>;
  remove(id: string, by: Actor): Promise<void>;
  /** Who has this name and password. Takes as long where there is nobody of that name. */
  authenticate(name: string, password: string): Promise<Person | undefined>;
}
export interface PeopleParts {
  readonly records: Records;
  readonly passwords: Passwords;
  readonly trail: Trail;
  readonly clock: Clock;
  /** What goes with a person: sessions, keys, memberships. */
  readonly removed: (person: string) => Promise<void>;
  /** Their sessions are of yesterday's rights or password. */
  readonly changed: (person: string) => Promise<void>;
}

const collections = { people: 'people', names: 'people-names' } as const;

export function createPeople(parts: PeopleParts): People {
  const { records, passwords, trail, removed, changed } = parts;

  async function found(id: string): Promise<StoredRecord> {
    const record = await records.get(collections.people, id);
    if (!record) throw new EarmarkError('not-found', 'There is no such person.');
    return record;
  }

  async function byName(name: string): Promise<StoredRecord | undefined> {
    const index = await records.get(collections.names, foldedName(name));
    return index && records.get(collections.people, contentOf<string>(index));
  }

  async function assertOtherAdmin(id: string): Promise<void> {
    const people = await list();
    if (people.some((person) => person.admin && !person.disabled && person.id !== id)) return;
    throw new EarmarkError(
      'conflict',
      'This is the last admin of the server: make someone else an admin first.',
    );
  }

  async function list(): Promise<readonly Person[]> {
    const people: Person[] = [];
    for await (const record of everyRecord(records, collections.people))
      people.push(personOf(record));
    return people.sort((a, b) => a.name.localeCompare(b.name));
  }

  return {
    async create({ name, password, admin = false }, by) {
      const id = randomId(12);
      const { changes, person } = await newPerson(parts, id, { name, password, admin });
      const [revision = 0] = await commitName(records, changes, name);
      await trail.note(by, 'person-created', { target: id, after: asJson(shown(person)) });
      return { id, ...shown(person), revision };
    },
    async get(id) {
      const record = await records.get(collections.people, id);
      return record && personOf(record);
    },
    async byName(name) {
      const record = await byName(name);
      return record && personOf(record);
    },
    list,
    async update(id, { name, password, admin, disabled }, by, revision) {
      const record = await found(id);
      if (revision !== undefined && revision !== record.revision) throw staleRevision();
      const before = contentOf<StoredPerson>(record);
      if ((admin === false && before.admin) || (disabled === true && before.admin))
        await assertOtherAdmin(id);
      if (name !== undefined) assertPersonName(name);
      const after: StoredPerson = {
        ...before,
        ...(name === undefined ? {} : { name }),
        ...(password === undefined ? {} : { password: await passwords.hash(password) }),
        ...(admin === undefined ? {} : { admin }),
        ...(disabled === undefined ? {} : { disabled }),
      };
      const renames =
        name !== undefined && foldedName(name) !== foldedName(before.name)
          ? [
              { collection: collections.names, key: foldedName(before.name) },
              { collection: collections.names, key: foldedName(name), value: id, expect: 0 },
            ]
          : [];
      const person = { collection: collections.people, key: id, value: asJson(after) };
      const [next = 0] = await commitName(
        records,
        [{ ...person, expect: record.revision }, ...renames],
        name ?? before.name,
      );
      if (password !== undefined || admin !== undefined || disabled) await changed(id);
      await trail.note(by, 'person-changed', {
        target: id,
        before: asJson(shown(before)),
        after: asJson({ ...shown(after), password: password !== undefined }),
      });
      return { id, ...shown(after), revision: next };
    },
    async remove(id, by) {
      const record = await found(id);
      const before = contentOf<StoredPerson>(record);
      if (before.admin) await assertOtherAdmin(id);
      await records.commit([
        { collection: collections.people, key: id, expect: record.revision },
        { collection: collections.names, key: foldedName(before.name) },
      ]);
      await removed(id);
      await trail.note(by, 'person-removed', { target: id, before: asJson(shown(before)) });
    },
    async authenticate(name, password) {
      const record = await byName(name);
      const person = record && contentOf<StoredPerson>(record);
      const { right, stale } = await passwords.verify(password, person?.password);
      if (!record || !person || !right || person.disabled) return undefined;
      if (!stale) return personOf(record);
      const renewed = { ...person, password: await passwords.hash(password) };
      const change = { collection: collections.people, key: record.key, value: asJson(renewed) };
      const [revision = 0] = await records.commit([{ ...change, expect: record.revision }]);
      return { id: record.key, ...shown(renewed), revision };
    },
  };
}

/** The records that make a person: what `create` and the first run of an installation have in common. */
export async function newPerson(
  { passwords, clock }: Pick<PeopleParts, 'passwords' | 'clock'>,
  id: string,
  {
    name,
    password,
    admin = false,
  }: { [Key in keyof NewPerson]: NewPerson[Key] | undefined } & {
    readonly name: string;
  },
) {
  assertPersonName(name);
  const person: StoredPerson = {
    name,
    ...(password === undefined ? {} : { password: await passwords.hash(password) }),
    admin,
    disabled: false,
    createdAt: clock.now(),
  };
  const changes = [
    { collection: collections.people, key: id, value: asJson(person), expect: 0 },
    { collection: collections.names, key: foldedName(name), value: id, expect: 0 },
  ];
  return { person, changes };
}

function personOf(record: StoredRecord): Person {
  return { id: record.key, ...shown(contentOf<StoredPerson>(record)), revision: record.revision };
}

const staleRevision = () =>
  new EarmarkError('conflict', 'Someone changed it in the meantime: read it again first.');

/** What may be told of a person: everything but the password. */
function shown({ password: _password, ...person }: StoredPerson): Omit<StoredPerson, 'password'> {
  return person;
}

async function commitName(
  records: Records,
  changes: readonly RecordChange[],
  name: string,
): Promise<readonly number[]> {
  try {
    return await records.commit(changes);
  } catch (error) {
    if (!EarmarkError.is(error, 'conflict')) throw error;
    const taken = await records.get(collections.names, foldedName(name));
    if (
      !taken ||
      changes.some(
        ({ key, collection }) => collection === collections.people && key === taken.value,
      )
    )
      throw staleRevision();
    throw new EarmarkError('conflict', `A person named ${JSON.stringify(name)} exists already.`);
  }
}
