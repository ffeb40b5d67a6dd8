import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { sinkSuite } from '@earmark/testkit';
import { beforeEach, test, vi } from 'vitest';
import { createBench, hasFfmpeg, noFfmpeg, sine } from './__tests__/bench.ts';
import { sinkWith } from './__tests__/try-sink.ts';
import type { Profile } from './profiles/profile.ts';

vi.setConfig({ testTimeout: 60_000 });
beforeEach((ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
});

const profiles: readonly Profile[] = [
  { name: 'lossless', container: 'mkv', audio: { codec: 'flac' } },
  { name: 'small', container: 'mkv', audio: { codec: 'opus', bitrateKbps: 64 } },
];

sinkSuite({ test }, async () => {
  const bench = await createBench();
  bench.make('song.mka', ...sine, '-c:a', 'pcm_s16le');
  return {
    sink: sinkWith({ profiles }),
    ctx: bench.context(),
    target: 'm:song.mka',
    profile: 'lossless',
    otherProfile: 'small',
    async snapshot() {
      const names = (await bench.names()).filter((name) => name !== '.earmark-kept');
      const digest = async (name: string) =>
        `${name} ${createHash('sha256')
          .update(await bench.bytes(name))
          .digest('hex')}`;
      return (await Promise.all(names.map(digest))).join('\n');
    },
    tamper: () => writeFile(bench.file('song.mka'), 'somebody else'),
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
});
