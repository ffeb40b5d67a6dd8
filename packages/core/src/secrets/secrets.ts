import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { EarmarkError } from '@earmark/spec';
import type { SecretRows } from '../ports.ts';
import { createRedactor, type Redactor } from './redactor.ts';

/** The credentials of accounts, encrypted in the store. Names say whose they are: `spotify.clientSecret`. */
export interface Secrets {
  set(account: string, name: string, value: string): Promise<void>;
  /** From now on its value is redacted wherever core writes. Throws `config` where it was sealed with another key. */
  get(account: string, name: string): Promise<string | undefined>;
  /** False where there was none. */
  delete(account: string, name: string): Promise<boolean>;
  /** Sorted; the values are told to whoever asks for one by its name. */
  names(account: string): Promise<readonly string[]>;
  readonly redactor: Redactor;
}

export interface SecretsOptions {
  readonly rows: SecretRows;
  /** 32 bytes: `readSecretKey` finds them. */
  readonly key: Uint8Array;
  /** What the environment says goes first, for the one account that it is the environment of: `SPOTIFY_CLIENT_SECRET`. */
  readonly environment?: {
    readonly account: string;
    readonly variables: Readonly<Record<string, string | undefined>>;
  };
}

const version = 'v1';
const cipher = 'aes-256-gcm';
const named = /^[a-z][a-z0-9-]*(\.[a-z][A-Za-z0-9]*)+$/;

export function createSecrets({ rows, key, environment }: SecretsOptions): Secrets {
  if (key.length !== 32)
    throw new EarmarkError('config', `createSecrets: the key must be 32 bytes, not ${key.length}`);
  const redactor = createRedactor();
  const print = fingerprint(key);

  function known(value: string): string {
    redactor.add(value);
    return value;
  }

  return {
    redactor,
    async set(account, name, value) {
      assertName(name);
      if (value === '') throw new EarmarkError('config', `the secret ${name} is empty`);
      const iv = randomBytes(12);
      const sealer = createCipheriv(cipher, key, iv);
      sealer.setAAD(Buffer.from(`${account}/${name}`));
      const sealed = Buffer.concat([sealer.update(value, 'utf8'), sealer.final()]);
      const parts = [iv, sealed, sealer.getAuthTag()].map((part) => part.toString('base64url'));
      await rows.put(account, name, [version, print, ...parts].join('.'));
      known(value);
    },
    async get(account, name) {
      assertName(name);
      const said =
        environment?.account === account ? environment.variables[secretVariable(name)] : undefined;
      if (said) return known(said);
      const sealed = await rows.get(account, name);
      return sealed === undefined ? undefined : known(open(sealed, `${account}/${name}`));
    },
    async delete(account, name) {
      assertName(name);
      return rows.remove(account, name);
    },
    names: (account) => rows.names(account),
  };

  function open(sealed: string, about: string): string {
    const [its, sealedWith, ...parts] = sealed.split('.');
    const [iv, text, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
    if (its !== version || !iv || !text || !tag)
      throw new EarmarkError(
        'unsupported',
        `the secret ${about} is kept in a form that this release does not know: use a newer one, or set it again`,
      );
    if (sealedWith !== print)
      throw new EarmarkError(
        'config',
        `the secret ${about} was sealed with key ${sealedWith}, and this process has key ${print}: set EARMARK_SECRET_KEY to the key it was sealed with, or set the secret again`,
      );
    const opener = createDecipheriv(cipher, key, iv);
    opener.setAAD(Buffer.from(about));
    opener.setAuthTag(tag);
    try {
      return Buffer.concat([opener.update(text), opener.final()]).toString('utf8');
    } catch (error) {
      throw new EarmarkError(
        'integrity',
        `the secret ${about} was changed since it was sealed: set it again`,
        { cause: error },
      );
    }
  }
}

/** How the environment calls a secret: `spotify.clientSecret` is `SPOTIFY_CLIENT_SECRET`. */
export function secretVariable(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[.-]/g, '_')
    .toUpperCase();
}

/** Tells keys apart without telling them. */
function fingerprint(key: Uint8Array): string {
  return createHash('sha256').update('earmark secret key').update(key).digest('hex').slice(0, 8);
}

function assertName(name: string): void {
  if (named.test(name)) return;
  throw new EarmarkError(
    'config',
    `Invalid name of a secret: ${JSON.stringify(name)}. Use the plugin's name, a dot and the option's name: spotify.clientSecret`,
  );
}
