import { expect, test } from 'vitest';
import { createHouse, nobody } from '../__tests__/house.ts';
import { idOfKey, newKey } from './key-form.ts';
import { readScopes } from './scopes.ts';

const day = 24 * 3600 * 1000;
const wanted = { name: 'backup script', scopes: ['read'], accounts: ['anna'] };

test('a mistyped key is told from an unknown one without asking the store', () => {
  const { id, key } = newKey();
  expect(key).toMatch(/^emk_[A-Za-z0-9]{8}_[\w-]{43}[A-Za-z0-9]{6}$/);
  expect(idOfKey(key)).toBe(id);
  expect(idOfKey(`${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`)).toBeUndefined();
  expect(idOfKey('emk_')).toBeUndefined();
});

test('scopes have shorthands, and an unknown one is refused with the list', () => {
  expect(readScopes(['read'])).toEqual(['albums:read', 'reviews:read', 'metrics:read']);
  expect(readScopes(['all', 'admin'])).toHaveLength(9);
  expect(() => readScopes(['albums:delete'])).toThrow(
    'Unknown scope "albums:delete". Valid scopes: albums:read',
  );
});

test('the key is kept as a digest, found by its id, and dies with revoking and expiry', async () => {
  const { access, records, clock } = createHouse();
  const { key, apiKey } = await access.keys.create('p1', wanted, nobody);
  expect(JSON.stringify(await records.list('keys'))).not.toContain(key.slice(13));
  expect(await access.keys.check(key)).toEqual({ apiKey });
  await clock.advance(90 * day);
  expect(await access.keys.check(key)).toEqual({ fault: 'expired' });
  const lasting = await access.keys.create('p1', { ...wanted, expiresAt: null }, nobody);
  await access.keys.revoke(lasting.apiKey.id, nobody);
  expect(await access.keys.check(lasting.key)).toEqual({ fault: 'revoked' });
  expect(await access.keys.check(newKey().key)).toEqual({ fault: 'unknown' });
});

test('its last use is written down at most once a minute', async () => {
  const { access, records, clock } = createHouse();
  const { key, apiKey } = await access.keys.create('p1', wanted, nobody);
  const first = clock.now();
  for (const ms of [0, 30_000, 29_000]) {
    await clock.advance(ms);
    await access.keys.use(key, { address: '127.0.0.1', agent: 'curl' });
  }
  expect((await access.keys.get(apiKey.id))?.lastUsed).toEqual({
    at: first,
    address: '127.0.0.1',
    agent: 'curl',
  });
  const revision = (await records.get('keys', apiKey.id))?.revision;
  await clock.advance(1000);
  await access.keys.use(key, {});
  expect((await records.get('keys', apiKey.id))?.revision).not.toBe(revision);
});

test('rotating gives a new key of the same kind and ends the old one', async () => {
  const { access } = createHouse();
  const old = await access.keys.create('p1', wanted, nobody);
  const next = await access.keys.rotate(old.apiKey.id, nobody);
  expect(await access.keys.check(old.key)).toEqual({ fault: 'revoked' });
  expect(next.apiKey).toMatchObject({ name: 'backup script', person: 'p1', accounts: ['anna'] });
  expect('apiKey' in (await access.keys.check(next.key))).toBe(true);
});
