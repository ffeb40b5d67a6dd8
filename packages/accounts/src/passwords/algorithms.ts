import * as crypto from 'node:crypto';

export type Cost = Readonly<Record<string, number>>;
/** One way to make a password dear to guess. `cost` is kept with each digest, so that it can grow. */
export interface Algorithm {
  readonly name: string;
  readonly version?: number;
  readonly cost: Cost;
  derive(password: string, salt: Buffer, cost: Cost, length: number): Promise<Buffer>;
}

/** 19 MiB, 2 passes: what OWASP asks for, and about 70 ms of one core. */
export const argon2id: Algorithm = {
  name: 'argon2id',
  version: 19,
  cost: { m: 19_456, t: 2, p: 1 },
  derive: (message, nonce, { m = 0, t = 0, p = 0 }, tagLength) =>
    new Promise((resolve, reject) =>
      crypto.argon2(
        'argon2id',
        { message, nonce, memory: m, passes: t, parallelism: p, tagLength },
        (error, tag) => (error ? reject(error) : resolve(tag)),
      ),
    ),
};

/** For a Node that has no Argon2 yet: 32 MiB, 3 lanes. */
export const scrypt: Algorithm = {
  name: 'scrypt',
  cost: { ln: 15, r: 8, p: 3 },
  derive: (password, salt, { ln = 0, r = 0, p = 0 }, length) => {
    const N = 2 ** ln;
    return new Promise((resolve, reject) =>
      crypto.scrypt(password, salt, length, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
        error ? reject(error) : resolve(key),
      ),
    );
  },
};

export const bestAlgorithm = (): Algorithm =>
  typeof crypto.argon2 === 'function' ? argon2id : scrypt;

export const algorithms: Readonly<Record<string, Algorithm>> = { argon2id, scrypt };
