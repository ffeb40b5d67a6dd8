import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SecretRows } from '../ports.ts';
import { readSecretKey } from './key.ts';
import { createRedactor } from './redactor.ts';
import { createSecrets, secretVariable } from './secrets.ts';

function memoryRows(): SecretRows & { readonly rows: Map<string, string> } {
  const rows = new Map<string, string>();
  return {
    rows,
    async put(account, name, sealed) {
      rows.set(`${account}/${name}`, sealed);
    },
    get: async (account, name) => rows.get(`${account}/${name}`),
    names: async (account) =>
      [...rows.keys()]
        .filter((key) => key.startsWith(`${account}/`))
        .map((key) => key.slice(account.length + 1))
        .sort(),
    remove: async (account, name) => rows.delete(`${account}/${name}`),
  };
}
const name = 'spotify.clientSecret';
const value = 'correct horse battery';
const key = randomBytes(32);

test('what was set is had again, and a store sees nothing of it', async () => {
  const rows = memoryRows();
  const secrets = createSecrets({ rows, key });
  await secrets.set('ann', name, value);
  expect(await secrets.get('ann', name)).toBe(value);
  expect(await secrets.get('ben', name)).toBeUndefined();
  expect(await secrets.names('ann')).toEqual([name]);
  expect([...rows.rows.values()].join()).not.toContain('horse');
  expect(await secrets.delete('ann', name)).toBe(true);
  expect(await secrets.get('ann', name)).toBeUndefined();
});

test('the same value is never sealed the same twice', async () => {
  const rows = memoryRows();
  const secrets = createSecrets({ rows, key });
  await secrets.set('ann', name, value);
  const first = rows.rows.get(`ann/${name}`);
  await secrets.set('ann', name, value);
  expect(rows.rows.get(`ann/${name}`)).not.toBe(first);
});

test('another key is named, with what to do', async () => {
  const rows = memoryRows();
  await createSecrets({ rows, key }).set('ann', name, value);
  await expect(
    createSecrets({ rows, key: randomBytes(32) }).get('ann', name),
  ).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining('EARMARK_SECRET_KEY'),
  });
});

test.each<[string, (sealed: string) => readonly [to: string, sealed: string]]>([
  ['was moved to another account', (sealed) => [`ben/${name}`, sealed]],
  ['was moved to another name', (sealed) => ['ann/discogs.token', sealed]],
  [
    'was changed by one bit',
    (sealed) => {
      const parts = sealed.split('.');
      const text = Buffer.from(parts[3] ?? '', 'base64url');
      text[0] = (text[0] ?? 0) ^ 1;
      parts[3] = text.toString('base64url');
      return [`ann/${name}`, parts.join('.')];
    },
  ],
])('a secret that %s is refused', async (_what, spoil) => {
  const rows = memoryRows();
  const secrets = createSecrets({ rows, key });
  await secrets.set('ann', name, value);
  const [place, sealed] = spoil(rows.rows.get(`ann/${name}`) ?? '');
  rows.rows.set(place, sealed);
  const [account = '', ...rest] = place.split('/');
  await expect(secrets.get(account, rest.join('/'))).rejects.toMatchObject({ code: 'integrity' });
});

test('the environment goes first, for its own account alone', async () => {
  const rows = memoryRows();
  const variables = { SPOTIFY_CLIENT_SECRET: 'from outside' };
  const secrets = createSecrets({ rows, key, environment: { account: 'ann', variables } });
  await secrets.set('ann', name, value);
  await secrets.set('ben', name, value);
  expect(await secrets.get('ann', name)).toBe('from outside');
  expect(await secrets.get('ben', name)).toBe(value);
  expect(secretVariable('google-books.apiKey')).toBe('GOOGLE_BOOKS_API_KEY');
});

test.each(['', 'spotify', 'Spotify.key', '../ben/x.y', 'a.b/c', 'a.'])(
  'the name %j is refused',
  async (wrong) => {
    const secrets = createSecrets({ rows: memoryRows(), key });
    await expect(secrets.set('ann', wrong, value)).rejects.toMatchObject({ code: 'config' });
  },
);

describe('the key', () => {
  const folder = () => mkdtemp(join(tmpdir(), 'earmark-key-'));

  test('is made once, for this user alone, though many ask at once', async () => {
    const place = await folder();
    const keys = await Promise.all(
      Array.from({ length: 8 }, () => readSecretKey({ folder: place })),
    );
    expect(new Set(keys.map((each) => Buffer.from(each).toString('hex'))).size).toBe(1);
    expect(await readdir(place)).toEqual(['secret.key']);
    if (process.platform !== 'win32')
      expect((await stat(join(place, 'secret.key'))).mode & 0o777).toBe(0o600);
  });

  test.each(['hex', 'base64'] as const)('may be given in %s', async (form) => {
    const env = { EARMARK_SECRET_KEY: key.toString(form) };
    expect(Buffer.from(await readSecretKey({ folder: '/nowhere', env }))).toEqual(key);
  });

  test('that others may read, or that is too short, is refused', async () => {
    const place = await folder();
    await expect(
      readSecretKey({ folder: place, env: { EARMARK_SECRET_KEY: 'short' } }),
    ).rejects.toMatchObject({ code: 'config' });
    const file = join(place, 'secret.key');
    await writeFile(file, key.toString('base64'));
    if (process.platform === 'win32') return;
    await chmod(file, 0o644);
    await expect(readSecretKey({ folder: place })).rejects.toMatchObject({ code: 'config' });
    await chmod(file, 0o600);
    expect(Buffer.from(await readSecretKey({ folder: place }))).toEqual(key);
    expect(await readFile(file, 'utf8')).toBe(key.toString('base64'));
  });
});

describe('redaction', () => {
  test('takes a value out of texts, objects, addresses and errors', () => {
    const redact = createRedactor();
    redact.add('se"cret &1');
    expect(redact.text('a se"cret &1 b')).toBe('a <redacted> b');
    expect(redact.text(`https://x.test/?k=${encodeURIComponent('se"cret &1')}`)).not.toContain(
      'cret',
    );
    expect(redact.json({ a: ['x se"cret &1'], b: 1 })).toEqual({ a: ['x <redacted>'], b: 1 });
    expect(redact.json(new Error('no se"cret &1'))).toEqual(new Error('no <redacted>'));
  });

  test('leaves alone what holds nothing secret, and the words that a short value is part of', () => {
    const redact = createRedactor();
    redact.add('abc');
    redact.add('something long');
    const value = { text: 'abc', list: [1, { deep: 'x' }] };
    expect(redact.json(value)).toBe(value);
  });

  test('the longer of two values that begin alike leaves no rest', () => {
    const redact = createRedactor();
    redact.add('token-1');
    redact.add('token-1-more');
    expect(redact.text('x token-1-more y')).toBe('x <redacted> y');
  });
});
