import { randomBytes, timingSafeEqual } from 'node:crypto';
import { EarmarkError } from '@earmark/core';
import PQueue from 'p-queue';
import { type Algorithm, algorithms, bestAlgorithm, type Cost } from './algorithms.ts';
import { readPhc, writePhc } from './phc.ts';

export interface Passwords {
  /** A PHC string to keep. Throws `config` for a password that is too short or too long. */
  hash(password: string): Promise<string>;
  /**
   * `stale`: right, but kept with an older algorithm or cost: hash it again. Without `kept` (there is no such
   * person) it takes as long and says no.
   */
  verify(
    password: string,
    kept: string | undefined,
  ): Promise<{ readonly right: boolean; readonly stale: boolean }>;
}
export interface PasswordsOptions {
  readonly algorithm?: Algorithm;
  /** Instead of the algorithm's own. */
  readonly cost?: Cost;
}

const shortestPassword = 10;
const longestPassword = 256;
const saltBytes = 16;
const digestBytes = 32;
/** Each takes a thread of the pool that also serves the file system: the others must stay free. */
const atOnce = 2;
const mostWaiting = 50;

export function createPasswords(options: PasswordsOptions = {}): Passwords {
  const algorithm = options.algorithm ?? bestAlgorithm();
  const cost = options.cost ?? algorithm.cost;
  const slots = new PQueue({ concurrency: atOnce });
  let decoy: Promise<string> | undefined;

  function derived(with_: Algorithm, password: string, salt: Buffer, price: Cost, bytes: number) {
    if (slots.size >= mostWaiting)
      throw new EarmarkError('quota', 'too many logins at once: try again in a moment', {
        retryAfterMs: 2000,
      });
    return slots.add(() => with_.derive(password.normalize('NFC'), salt, price, bytes));
  }

  async function hash(password: string): Promise<string> {
    const salt = randomBytes(saltBytes);
    const digest = await derived(algorithm, password, salt, cost, digestBytes);
    return writePhc({
      algorithm: algorithm.name,
      ...(algorithm.version === undefined ? {} : { version: algorithm.version }),
      cost,
      salt,
      digest,
    });
  }

  function isCurrent(phc: { readonly algorithm: string; readonly cost: Cost }): boolean {
    return (
      phc.algorithm === algorithm.name &&
      Object.entries(cost).every(([name, value]) => phc.cost[name] === value)
    );
  }

  return {
    async hash(password) {
      assertPassword(password);
      return hash(password);
    },
    async verify(password, kept) {
      if (password.length > longestPassword) return { right: false, stale: false };
      // Made before the first answer, so that no answer shows by its time whether there is such a person.
      decoy ??= hash(randomBytes(saltBytes).toString('hex'));
      const phc = readPhc(kept ?? (await decoy));
      const known = phc && algorithms[phc.algorithm];
      await decoy;
      if (!phc || !known)
        throw new EarmarkError(
          'unsupported',
          'this Node cannot check the kept password: use a newer one',
        );
      const digest = await derived(known, password, phc.salt, phc.cost, phc.digest.length);
      const right = kept !== undefined && timingSafeEqual(digest, phc.digest);
      return { right, stale: right && !isCurrent(phc) };
    },
  };
}

function assertPassword(password: string): void {
  if (password.length >= shortestPassword && password.length <= longestPassword) return;
  throw new EarmarkError(
    'config',
    `A password has ${shortestPassword} to ${longestPassword} characters; this one has ${password.length}.`,
  );
}
