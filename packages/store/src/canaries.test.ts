import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AccountOptions,
  albums,
  apply,
  createEarmark,
  decide,
  type Earmark,
  EarmarkError,
  type Envelope,
  enrich,
  type Notice,
  type Origin,
} from '@earmark/core';
import { expect, test } from 'vitest';
import { createSqliteStore } from './sqlite/store.ts';

/** Words that are in one account's things and nowhere else. */
const canariesOf = (name: string) => ({
  credential: `canary-key-of-${name}`,
  album: `canary-album-of-${name}`,
  genre: `canary-genre-of-${name}`,
  root: `canary-root-of-${name}`,
});

/** A library, a source that fails with its key in its message now and then, a policy, a sink and a notifier. */
async function thingsOf(name: string) {
  const words = canariesOf(name);
  const folder = await mkdtemp(join(tmpdir(), `${words.root}-`));
  const files = new Map([0, 1, 2, 3].map((at) => [`${words.root}:${at}`, ['Pop']]));
  const notices: Notice[] = [];
  const origin: Origin = {
    spec: 1,
    kind: 'origin',
    name: 'library',
    roots: { [words.root]: folder },
    async *subjects() {
      for (const [id, genre] of files)
        yield {
          kind: 'album',
          id,
          title: `${words.album} ${id}`,
          creators: [name],
          targets: [{ sink: 'shelf', id, fields: { genre } }],
        };
    },
    get: async () => undefined,
  };
  const own: AccountOptions = {
    credentials: { key: words.credential },
    roots: { [words.root]: folder },
    origins: [origin],
    sources: [
      {
        spec: 1,
        kind: 'source',
        name: 'oracle',
        answers: ['album'],
        async find({ title, creators }, { log, state }) {
          log.warn(`asked with ${words.credential}`);
          await state.set('last', title);
          if (title.endsWith('3'))
            throw new EarmarkError('network', `no answer to ${words.credential}`);
          const claim = {
            field: 'genre',
            value: words.genre,
            strength: 1,
            level: 'release' as const,
          };
          return [{ id: title, title, creators, claims: [claim] }];
        },
      },
    ],
    policies: [
      {
        spec: 1,
        kind: 'policy',
        name: 'believing',
        fields: ['genre'],
        propose: ({ matches }) =>
          matches.map(({ candidate }) => ({
            field: 'genre',
            after: candidate.claims.map(({ value }) => value),
            belief: candidate.title.endsWith('2') ? 0.85 : 1,
            reasons: [],
          })),
      },
    ],
    sinks: [
      {
        spec: 1,
        kind: 'sink',
        name: 'shelf',
        async plan(change) {
          if (change.kind !== 'fields') throw new EarmarkError('unsupported', 'fields only');
          const before = files.get(change.target) ?? [];
          const after = change.set.genre ?? [];
          return {
            id: `plan-${change.target}-${after}`,
            change,
            diff: [{ field: 'genre', before, after }],
            fingerprint: before.join(),
          };
        },
        async apply({ id: plan, change: { target }, diff: applied }) {
          files.set(target, [...(applied[0]?.after ?? [])]);
          return { plan, target, applied, fingerprint: '', at: 1 };
        },
        inspect: async () => 'before',
        revert: async (receipt) => receipt,
      },
    ],
    notifiers: [
      {
        spec: 1,
        kind: 'notifier',
        name: 'postbox',
        async notify(notice) {
          notices.push(notice);
        },
      },
    ],
  };
  return { own, origin, notices };
}

async function textsBelow(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}

test('two accounts that run at once in one process have nothing of each other in rows, logs, events, notices and errors', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'canaries-'));
  const store = createSqliteStore({ folder });
  const [ann, ben] = await Promise.all([thingsOf('ann'), thingsOf('ben')]);
  const earmark = await createEarmark({ store, account: 'ann', ...ann.own });
  const views: Record<string, Earmark> = { ann: earmark, ben: earmark.for('ben', ben.own) };
  const work = (view: Earmark, origin: Origin) => {
    const events: Envelope[] = [];
    view.onAny((event) => events.push(event));
    const tag = albums(origin).pipe(enrich()).pipe(decide()).pipe(apply());
    return view.run(tag).done.then((result) => ({ events, result }));
  };
  const [ofAnn, ofBen] = await Promise.all([
    work(earmark, ann.origin),
    work(earmark.for('ben'), ben.origin),
  ]);
  expect([ofAnn.result.counts, ofBen.result.counts]).toMatchObject([
    { applied: 2, queued: 1 },
    { applied: 2, queued: 1 },
  ]);
  // Each asks for the other's run and review by its id.
  const errors = await Promise.all(
    Object.entries(views).map(async ([name, view]) => {
      const other = name === 'ann' ? ofBen : ofAnn;
      return JSON.stringify([await view.undo(other.result.run).done, await view.check()]);
    }),
  );
  await earmark.close();

  const shared = createSqliteStore({ folder });
  const logged = async (account: string) =>
    (await shared.shared()).events.list({ since: 0, account });
  const seen = {
    ann: [
      JSON.stringify([ofAnn, ann.notices, await logged('ann')]),
      errors[0] ?? '',
      await textsBelow(join(folder, 'ann')),
    ],
    ben: [
      JSON.stringify([ofBen, ben.notices, await logged('ben')]),
      errors[1] ?? '',
      await textsBelow(join(folder, 'ben')),
    ],
  };
  await shared.close();

  for (const [name, other] of [
    ['ann', 'ben'],
    ['ben', 'ann'],
  ] as const) {
    const all = seen[name].join('\n');
    // The search would find them: its own words are there, except what nobody may see.
    const { credential, ...own } = canariesOf(name);
    for (const word of [own.album, own.genre, own.root]) expect(all).toContain(word);
    for (const word of [credential, ...Object.values(canariesOf(other))])
      expect(all).not.toContain(word);
  }
  expect(await textsBelow(folder)).not.toMatch(/canary-key-of-/);
});
