import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { EarmarkError, type Lease, type LockInfo, type LockStrategy } from '@earmark/spec';

export interface SampleLockOptions {
  /** A folder that all who share the locks can write. */
  readonly folder: string;
}
type Holder = Omit<LockInfo, 'state'>;
const pollMs = 20;

/**
 * A file for each lock, made where there is none. A holder that died keeps its lock until somebody removes its file:
 * telling the dead from the slow is what `@earmark/lock` is for.
 */
export function createSampleLock({ folder }: SampleLockOptions): LockStrategy {
  const fileOf = (key: string, end: 'lock' | 'token') =>
    join(folder, `${encodeURIComponent(key)}.${end}`);

  async function holderOf(key: string): Promise<Holder | undefined> {
    const text = await readFile(fileOf(key, 'lock'), 'utf8').catch(() => '');
    return text === '' ? undefined : JSON.parse(text);
  }

  /** False where somebody else was first. */
  async function claim(key: string, account: string | undefined): Promise<Holder | undefined> {
    const mine = fileOf(key, 'lock');
    try {
      await writeFile(mine, '', { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
      throw new EarmarkError('io', `${mine} cannot be written`, { cause: error });
    }
    const last = Number(await readFile(fileOf(key, 'token'), 'utf8').catch(() => '0'));
    const who = { host: hostname(), pid: process.pid, ...(account ? { account } : {}) };
    const holder = { key, holder: who, token: last + 1, since: Date.now() };
    await writeFile(fileOf(key, 'token'), String(holder.token));
    await writeFile(`${mine}.new`, JSON.stringify(holder));
    await rename(`${mine}.new`, mine);
    return holder;
  }

  function leaseOf({ key, token }: Holder): Lease {
    const lost = new AbortController();
    const isMine = async () => (await holderOf(key))?.token === token;
    const release = async () => {
      if (await isMine()) await rm(fileOf(key, 'lock'), { force: true });
    };
    return {
      key,
      token,
      lost: lost.signal,
      async confirm() {
        if (await isMine()) return;
        lost.abort();
        throw new EarmarkError('locked', `${key} is no longer held with token ${token}`);
      },
      release,
      [Symbol.asyncDispose]: release,
    };
  }

  return {
    spec: 1,
    kind: 'lock',
    name: 'sample',
    async acquire(key, { waitMs = 0, signal, account } = {}) {
      await mkdir(folder, { recursive: true });
      const until = performance.now() + waitMs;
      for (;;) {
        if (signal?.aborted) throw new EarmarkError('aborted', 'stopped by the caller');
        const holder = await claim(key, account);
        if (holder !== undefined) return leaseOf(holder);
        if (performance.now() >= until) {
          const { host = 'somebody', pid = 0 } = (await holderOf(key))?.holder ?? {};
          throw new EarmarkError('locked', `${key} is held by ${host} (process ${pid})`);
        }
        await pause(pollMs);
      }
    },
    async inspect(key) {
      const holder = await holderOf(key);
      return holder && { ...holder, state: 'held' };
    },
    async *list(under) {
      for (const name of await readdir(folder).catch(() => [])) {
        if (!name.endsWith('.lock')) continue;
        const key = decodeURIComponent(name.slice(0, -'.lock'.length));
        const holder = key.startsWith(under) ? await holderOf(key) : undefined;
        if (holder) yield { ...holder, state: 'held' };
      }
    },
  };
}
