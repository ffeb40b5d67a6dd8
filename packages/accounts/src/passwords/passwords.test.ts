import { expect, test } from 'vitest';
import { argon2id, scrypt } from './algorithms.ts';
import { createPasswords } from './passwords.ts';

const cheap = { ln: 4, r: 8, p: 1 };

test('a password is kept as a PHC string that says how it was made, and never twice the same', async () => {
  const passwords = createPasswords({ algorithm: scrypt, cost: cheap });
  const kept = await passwords.hash('correct horse battery');
  expect(kept).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await passwords.hash('correct horse battery')).not.toBe(kept);
  expect(await passwords.verify('correct horse battery', kept)).toEqual({
    right: true,
    stale: false,
  });
  expect(await passwords.verify('correct horse batterz', kept)).toEqual({
    right: false,
    stale: false,
  });
});

test('a digest of another algorithm or a lower cost still opens, and asks to be renewed', async () => {
  const old = await createPasswords({ algorithm: scrypt, cost: cheap }).hash(
    'correct horse battery',
  );
  const dearer = createPasswords({ algorithm: scrypt, cost: { ...cheap, ln: 5 } });
  expect(await dearer.verify('correct horse battery', old)).toEqual({ right: true, stale: true });
  const other = createPasswords({ algorithm: argon2id, cost: { m: 64, t: 1, p: 1 } });
  expect(await other.verify('correct horse battery', old)).toEqual({ right: true, stale: true });
});

test('without a kept digest the same work is done, and the answer is no', async () => {
  let derived = 0;
  const counting = {
    ...scrypt,
    derive: (...args: Parameters<typeof scrypt.derive>) => {
      derived += 1;
      return scrypt.derive(...args);
    },
  };
  const passwords = createPasswords({ algorithm: counting, cost: cheap });
  const kept = await passwords.hash('correct horse battery');
  await passwords.verify('the decoy is made here', kept);
  const before = derived;
  await passwords.verify('wrong', kept);
  const ofKnown = derived - before;
  await passwords.verify('wrong', undefined);
  expect(derived - before - ofKnown).toBe(ofKnown);
});

test('an accent counts the same however it was typed', async () => {
  const passwords = createPasswords({ algorithm: scrypt, cost: cheap });
  const kept = await passwords.hash('caf\u00e9 au lait, please');
  expect((await passwords.verify('cafe\u0301 au lait, please', kept)).right).toBe(true);
});

test('too short and too long passwords are refused with the limits', async () => {
  const passwords = createPasswords({ algorithm: scrypt, cost: cheap });
  await expect(passwords.hash('short')).rejects.toThrow('10 to 256 characters; this one has 5');
  await expect(passwords.hash('x'.repeat(257))).rejects.toThrow('10 to 256');
});
