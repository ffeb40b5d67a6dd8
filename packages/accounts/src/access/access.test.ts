import { expect, test } from 'vitest';
import { createHouse, goodPassword, nobody } from '../__tests__/house.ts';

const here = { address: '192.0.2.1', agent: 'Firefox' };

async function furnished() {
  const house = createHouse();
  const owner = await house.access.setup.run({ name: 'Olga', password: goodPassword });
  const anna = await house.access.people.create({ name: 'Anna', password: goodPassword }, nobody);
  await house.access.members.set(anna.id, 'anna', 'member', nobody);
  return { ...house, owner, anna };
}

test('of two first runs at once one makes the owner, and the other is told so', async () => {
  const { access } = createHouse();
  const both = await Promise.allSettled([
    access.setup.run({ name: 'Olga', password: goodPassword }),
    access.setup.run({ name: 'Otto', password: goodPassword }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await access.people.list()).toHaveLength(1);
  await expect(access.setup.run({ name: 'Ida', password: goodPassword })).rejects.toThrow(
    'set up already',
  );
});

test('the first person administers the server and owns every account', async () => {
  const { access, owner } = await furnished();
  const { token } = await access.sessions.start(owner.id, here);
  const principal = await access.bySession(token, here);
  expect(principal?.admin).toBe(true);
  expect(principal?.roleIn('whatever comes')).toBe('owner');
});

test('a key reaches no more than its person does at the time of use', async () => {
  const { access, anna } = await furnished();
  const { key } = await access.keys.create(
    anna.id,
    { name: 'script', scopes: ['all'], accounts: ['anna', 'ben'] },
    nobody,
  );
  const before = await access.byKey(key, here);
  expect([before?.roleIn('anna'), before?.roleIn('ben'), before?.admin]).toEqual([
    'member',
    undefined,
    false,
  ]);
  await access.members.set(anna.id, 'anna', 'viewer', nobody);
  await access.members.set(anna.id, 'carl', 'owner', nobody);
  const after = await access.byKey(key, here);
  expect([after?.roleIn('anna'), after?.roleIn('carl')]).toEqual(['viewer', undefined]);
  await access.people.update(anna.id, { disabled: true }, nobody);
  expect(await access.byKey(key, here)).toBeUndefined();
});

test('a session slides for 14 days, ends after 90, and can be ended from another device', async () => {
  const { access, anna, clock, records } = await furnished();
  const day = 24 * 3600 * 1000;
  const { token, session } = await access.sessions.start(anna.id, here);
  expect(JSON.stringify(await records.list('sessions'))).not.toContain(token.split('.')[1]);
  for (let days = 0; days < 80; days += 10) {
    await clock.advance(10 * day);
    expect(await access.bySession(token, here)).toBeDefined();
  }
  await clock.advance(10 * day);
  expect(await access.bySession(token, here)).toBeUndefined();
  const other = await access.sessions.start(anna.id, here);
  await expect(access.sessions.end(anna.id, session.id, nobody)).rejects.toThrow('no such session');
  await access.sessions.end(anna.id, other.session.id, nobody);
  expect(await access.bySession(other.token, here)).toBeUndefined();
});

test('a new password and new rights end all sessions', async () => {
  const { access, anna } = await furnished();
  const first = await access.sessions.start(anna.id, here);
  await access.people.update(anna.id, { password: 'another good password' }, nobody);
  expect(await access.bySession(first.token, here)).toBeUndefined();
  const second = await access.sessions.start(anna.id, here);
  await access.people.update(anna.id, { admin: true }, nobody);
  expect(await access.bySession(second.token, here)).toBeUndefined();
});

test('what stays open is asked again: a revoked key or an ended session renews nothing', async () => {
  const { access, anna } = await furnished();
  const { key, apiKey } = await access.keys.create(
    anna.id,
    { name: 'x', scopes: ['read'], accounts: ['*'] },
    nobody,
  );
  const byKey = await access.byKey(key, here);
  const { token } = await access.sessions.start(anna.id, here);
  const bySession = await access.bySession(token, here);
  if (!byKey || !bySession) throw new Error('both were let in');
  expect(await access.renew(byKey)).toBeDefined();
  await access.keys.revoke(apiKey.id, nobody);
  expect(await access.renew(byKey)).toBeUndefined();
  expect(await access.renew(bySession)).toBeDefined();
  await access.sessions.endAll(anna.id);
  expect(await access.renew(bySession)).toBeUndefined();
});

test('every change is in the trail, by whom, as digests', async () => {
  const { access, audit, owner, anna } = await furnished();
  await access.people.update(anna.id, { admin: true }, { person: owner.id, requestId: 'r1' });
  const [last] = await audit.list({ what: 'person-changed' });
  expect(last).toMatchObject({ person: owner.id, target: anna.id, requestId: 'r1' });
  expect(last?.before).toMatch(/^[0-9a-f]{32}$/);
  expect(last?.before).not.toBe(last?.after);
  expect((await audit.list({})).map(({ what }) => what)).toEqual([
    'person-changed',
    'membership-set',
    'person-created',
    'setup-done',
  ]);
});
