// One worker over a shared folder: FOLDER STATE PROFILE FFMPEG LOST (how often a lease is lost before the commit, in percent).
import { randomInt } from 'node:crypto';
import {
  albums,
  createEarmark,
  EarmarkError,
  type LockStrategy,
  transcode,
} from '../../packages/core/src/index.ts';
import { createFileLock } from '../../packages/lock/src/index.ts';
import { createSqliteStore } from '../../packages/store/src/index.ts';
import { createMediaFiles, createTranscodeSink } from '../../packages/transcoder/src/index.ts';

const [folder = '', state = '', profile = '', ffmpeg = 'ffmpeg', lost = '0'] =
  process.argv.slice(2);
const fileLock = createFileLock({ beatMs: 200, staleMs: 1000 });
const locks: LockStrategy = {
  ...fileLock,
  async acquire(key, options) {
    const lease = await fileLock.acquire(key, options);
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
const earmark = await createEarmark({
  store: createSqliteStore({ folder: state }),
  locks,
  leases: 'target',
  sinks: [
    createTranscodeSink({ ffmpeg, ffprobe: 'ffprobe', reserveBytes: 0, nice: 0, threads: 1 }),
  ],
});
const files = createMediaFiles({ roots: { soak: folder }, order: String(process.pid) });
const { counts, fault } = await earmark.run(albums(files).pipe(transcode({ profile }))).done;
await earmark.close();
process.stdout.write(`${JSON.stringify({ counts, fault })}\n`);
