// One worker over a shared folder: FOLDER STATE PROFILE FFMPEG LOST (how often a lease is lost before the commit, in
// percent). STATE: a folder, for SQLite and lock files, or the URL of a PostgreSQL with the account as its fragment.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { albums, createEarmark, EarmarkError, type LockStrategy, transcode } from '@earmark/core';
import { createFileLock } from '@earmark/lock';
import { createPostgresLock, createPostgresStore } from '@earmark/postgres';
import { createSqliteStore } from '@earmark/store';
import { createMediaFiles, createTranscodeSink } from '@earmark/transcoder';

const [folder = '', state = '', profile = '', ffmpeg = 'ffmpeg', lost = '0'] =
  process.argv.slice(2);
const [url = '', account = 'default'] = state.startsWith('postgres:') ? state.split('#') : [];
const honest =
  url === ''
    ? createFileLock({ beatMs: 200, staleMs: 1000 })
    : createPostgresLock({ url, beatMs: 500 });
const locks: LockStrategy = {
  ...honest,
  async acquire(key, options) {
    const lease = await honest.acquire(key, options);
    return {
      key: lease.key,
      token: lease.token,
      lost: lease.lost,
      release: () => lease.release(),
      [Symbol.asyncDispose]: () => lease.release(),
      async confirm() {
        if (randomInt(100) < Number(lost)) throw new EarmarkError('locked', `${key} was lost`);
        await lease.confirm();
      },
    };
  },
};
const scratch = mkdtempSync(join(tmpdir(), 'earmark-soak-state-'));
const earmark = await createEarmark({
  account,
  store:
    url === ''
      ? createSqliteStore({ folder: state })
      : createPostgresStore({ url, folder: scratch }),
  locks,
  leases: 'target',
  sinks: [
    createTranscodeSink({ ffmpeg, ffprobe: 'ffprobe', reserveBytes: 0, nice: 0, threads: 1 }),
  ],
});
const files = createMediaFiles({ roots: { soak: folder }, order: String(process.pid) });
const { counts, fault } = await earmark.run(albums(files).pipe(transcode({ profile }))).done;
await earmark.close();
rmSync(scratch, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify({ counts, fault })}\n`);
