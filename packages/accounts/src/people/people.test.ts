import { expect, test } from 'vitest';
import { createHouse, goodPassword, nobody } from '../__tests__/house.ts';
import { createAccess, createPasswords, memberNamed, scrypt } from '../index.ts';

test('a name is somebody’s alone, in whatever case, width or spelling of its accents', async () => {
  const { access } = createHouse();
  await access.people.create({ name: 'Zoë', password: goodPassword }, nobody);
  for (const name of ['zoë', 'ZOË', 'Zoe\u0308', 'ＺＯＥ\u0308'])
    await expect(access.people.create({ name }, nobody)).rejects.toThrow('already');
  expect((await access.people.byName('ZOË'))?.name).toBe('Zoë');
});

test('a name that cannot be seen is refused', async () => {
  const { access } = createHouse();
  for (const name of ['', ' x', 'x ', 'a\u202Eb', 'a\r\nb', 'a\u0000', 'x'.repeat(65)])
    await expect(access.people.create({ name }, nobody)).rejects.toThrow('cannot be a person');
});

test('a new name is free for others once it was given up', async () => {
  const { access } = createHouse();
  const anna = await access.people.create({ name: 'Anna', password: goodPassword }, nobody);
  await access.people.update(anna.id, { name: 'Anne' }, nobody);
  expect(await access.people.authenticate('anna', goodPassword)).toBeUndefined();
  expect((await access.people.authenticate('anne', goodPassword))?.id).toBe(anna.id);
  await access.people.create({ name: 'anna' }, nobody);
  await expect(access.people.update(anna.id, { name: 'ANNA' }, nobody)).rejects.toThrow('already');
});

test('the last admin stays one', async () => {
  const { access } = createHouse();
  const owner = await access.setup.run({ name: 'Olga', password: goodPassword });
  for (const changes of [{ admin: false }, { disabled: true }])
    await expect(access.people.update(owner.id, changes, nobody)).rejects.toThrow('last admin');
  await expect(access.people.remove(owner.id, nobody)).rejects.toThrow('last admin');
  await access.people.create({ name: 'Otto', admin: true }, nobody);
  await access.people.remove(owner.id, nobody);
  expect((await access.people.list()).map(({ name }) => name)).toEqual(['Otto']);
});

test('a change to what someone else changed in the meantime is refused', async () => {
  const { access } = createHouse();
  const anna = await access.people.create({ name: 'Anna' }, nobody);
  const seen = await access.people.get(anna.id);
  await access.people.update(anna.id, { name: 'Anne' }, nobody);
  await expect(
    access.people.update(anna.id, { name: 'Ann' }, nobody, seen?.revision),
  ).rejects.toThrow('in the meantime');
});

test('somebody without a password, or disabled, cannot log in by one', async () => {
  const { access } = createHouse();
  await access.people.create({ name: 'Proxy' }, nobody);
  const off = await access.people.create({ name: 'Off', password: goodPassword }, nobody);
  await access.people.update(off.id, { disabled: true }, nobody);
  for (const name of ['Proxy', 'Off', 'Ghost'])
    expect(await access.people.authenticate(name, goodPassword)).toBeUndefined();
});

test('whoever has left an account is told nothing of it any more, nor is anybody told more than before', async () => {
  const { access, records } = createHouse();
  const { people, members } = access;
  const anna = await people.create({ name: 'Anna' }, nobody);
  const ben = await people.create({ name: 'Ben' }, nobody);
  for (const account of ['jazz', 'pop']) await members.set(anna.id, account, 'member', nobody);
  await members.set(ben.id, '*', 'owner', nobody);
  expect(await memberNamed(access, 'anna', 'jazz')).toMatchObject({ id: anna.id });
  expect(await memberNamed(access, ben.id, 'jazz')).toMatchObject({ name: 'Ben' });
  await expect(memberNamed(access, 'Anna', 'rock')).rejects.toThrow(
    '"Anna" is not a member of account rock. Members: Ben',
  );
  const rules = [
    ['jazz/a', anna],
    ['pop/a', anna],
    ['jazz/b', ben],
  ] as const;
  for (const [key, { id }] of rules)
    await records.commit([
      { collection: 'notice-rules', key, value: { notifier: 'mail', person: id } },
    ]);
  const ended = async () =>
    (await records.list('notice-rules'))
      .filter(({ value }) => Object(value).ended)
      .map(({ key }) => key);
  await members.remove(anna.id, 'jazz', nobody);
  expect(await ended()).toEqual(['jazz/a']);
  await people.remove(ben.id, nobody);
  expect(await ended()).toEqual(['jazz/a', 'jazz/b']);
});

test('attack 8: a login with a name that nobody has costs the comparison that a wrong password costs', async () => {
  const { records, audit, clock, access } = createHouse();
  await access.people.create({ name: 'Anna', password: goodPassword }, nobody);
  const passwords = createPasswords({ algorithm: scrypt, cost: { ln: 4, r: 8, p: 1 } });
  const compared: string[] = [];
  const { people } = createAccess({
    records,
    audit,
    clock,
    passwords: {
      ...passwords,
      verify(password, kept) {
        compared.push(password);
        return passwords.verify(password, kept);
      },
    },
  });
  expect(await people.authenticate('Anna', 'wrong for Anna')).toBeUndefined();
  expect(await people.authenticate('Mallory', 'wrong for Mallory')).toBeUndefined();
  expect(compared).toEqual(['wrong for Anna', 'wrong for Mallory']);
});
