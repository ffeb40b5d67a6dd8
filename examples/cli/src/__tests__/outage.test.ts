import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createReplayServer, type ReplayRequest, type ReplayRoute } from '@earmark/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type House, jsonLines } from './house.ts';

const albums = 4;
let house: House;
beforeEach(async () => {
  house = await createHouse(albums);
});
afterEach(() => house[Symbol.asyncDispose]());

/** Answers as MusicBrainz does about `Album <n>` by `Artist <n>`. */
function routes(): readonly ReplayRoute[] {
  const numbers = Array.from({ length: albums }, (_, number) => number);
  return numbers.flatMap((number) => {
    const id = `0000000${number}-0000-4000-8000-000000000000`;
    const group = { id, title: `Album ${number}`, 'primary-type': 'Album' };
    const credit = [{ name: `Artist ${number}`, artist: { id, name: `Artist ${number}` } }];
    const release = { ...group, 'artist-credit': credit, 'release-group': group, 'track-count': 5 };
    const isSearch = ({ path }: ReplayRequest) =>
      path.startsWith('/ws/2/release?') && decodeURIComponent(path).includes(`Album+${number}`);
    const isGroup = ({ path }: ReplayRequest) => path.startsWith(`/ws/2/release-group/${id}`);
    const genres = [{ name: 'krautrock', count: 9 }];
    return [
      { on: isSearch, answers: { body: { releases: [{ ...release, score: 100 }] } } },
      { on: isGroup, answers: { body: { ...group, 'artist-credit': credit, genres } } },
    ];
  });
}

/** MusicBrainz at that address, and beside it a source that knows everything by heart; nobody is waited for. */
async function configure(baseUrl: string, beside: string): Promise<readonly string[]> {
  const file = join(house.folder, 'outage.config.mjs');
  await writeFile(
    file,
    `import { createMusicBrainzSource } from '@earmark/source-musicbrainz';
const beside = ${beside};
export default {
  roots: { music: ${JSON.stringify(house.music)} },
  sources: [createMusicBrainzSource({ baseUrl: '${baseUrl}/ws/2/' }), ...beside],
  hints: [],
  http: { retry: { retries: 0 }, breaker: { openMs: 1 } },
};`,
  );
  return ['--config', file, '--json'];
}

const decisionsOf = (lines: readonly Record<string, unknown>[]) =>
  lines.flatMap(({ event, decision }) =>
    event === 'decision-made'
      ? [decision as { readonly silent: readonly string[]; readonly after: readonly string[] }]
      : [],
  );

test('an outage of the only source is no answer: nothing is kept or written, and afterwards the same command completes', async () => {
  const service = await createReplayServer({ routes: routes() });
  const port = Number(new URL(service.baseUrl).port);
  const flags = await configure(service.baseUrl, '[]');
  await service.close();
  const before = await digestsOf(house.music);
  const out = await house.spawn(['tag', house.music, ...flags]);
  expect(out.code, out.stderr).toBe(1);
  const silent = decisionsOf(jsonLines(out));
  expect(silent.map((decision) => decision.silent)).toEqual(Array(albums).fill(['musicbrainz']));
  expect(differences(before, await digestsOf(house.music))).toEqual([]);

  const silentNow = async () =>
    jsonLines(await house.spawn(['list', '--silent', 'musicbrainz', ...flags]));
  expect(await silentNow()).toHaveLength(albums);

  await using risen = await createReplayServer({ routes: routes(), port });
  const again = await house.spawn(['tag', house.music, ...flags, '--confidence', '50']);
  expect(again.code, again.stderr).toBe(0);
  expect(decisionsOf(jsonLines(again)).every((decision) => decision.silent.length === 0)).toBe(
    true,
  );
  expect(differences(before, await digestsOf(house.music))).toHaveLength(albums * 5);
  expect(await silentNow()).toEqual([]);
  risen.assertAllExpected();
});

test('a source that dies in the middle costs its weight, not the run; later it is asked for what it owes alone', async () => {
  const service = await createReplayServer({ routes: routes() });
  const port = Number(new URL(service.baseUrl).port);
  // It dies while the third album is asked about.
  const beside = `[{
    spec: 1, kind: 'source', name: 'memory', answers: ['album'],
    async find({ title, creators }) {
      if (title === 'Album 2') await fetch('${service.baseUrl}/die').catch(() => {});
      return [{ id: title, title, creators, claims: [{ field: 'genre', value: 'Krautrock', strength: 1, level: 'release' }] }];
    },
  }]`;
  const flags = await configure(service.baseUrl, beside);
  const dead = new Promise<void>((resolve) => {
    const die = () => {
      void service.close().then(resolve);
      return true;
    };
    service.route({ on: ({ path }) => path === '/die' && die(), answers: {} });
  });
  const first = await house.spawn(['tag', house.music, ...flags, '--dry-run']);
  await dead;
  expect(first.code, first.stderr).toBe(0);
  const during = decisionsOf(jsonLines(first));
  expect(during).toHaveLength(albums);
  expect(during.every(({ after }) => after.includes('Krautrock'))).toBe(true);
  const owed = during.filter(({ silent }) => silent.length > 0).length;
  expect(owed).toBeGreaterThan(0);

  await using risen = await createReplayServer({ routes: routes(), port });
  const second = await house.spawn(['tag', house.music, ...flags, '--dry-run']);
  expect(decisionsOf(jsonLines(second)).every(({ silent }) => silent.length === 0)).toBe(true);
  const asked = risen.calls.filter(({ path }) => path.startsWith('/ws/'));
  expect(asked.length).toBeLessThanOrEqual(owed * 2);
});
