// node src/index.ts /music: what would change in the albums before 1980, most certain first. Writes nothing.
import { mkdir } from 'node:fs/promises';
import {
  albums,
  apply,
  createEarmark,
  type Decision,
  decide,
  enrich,
  filter,
  type Subject,
} from '@earmark/core';
import { createGenrePolicy } from '@earmark/genres';
import { createFileLibrary } from '@earmark/library';
import { createFileLock } from '@earmark/lock';
import { createMusicBrainzSource } from '@earmark/source-musicbrainz';
import { createSqliteStore } from '@earmark/store';
import { createTagSink } from '@earmark/tags';
import { createId3Format } from '@earmark/tags-id3';
import { createMp4Format } from '@earmark/tags-mp4';
import { createXiphFormat } from '@earmark/tags-xiph';
import KeyvSqlite from '@keyv/sqlite';

const day = 24 * 3_600_000;
await mkdir('state', { recursive: true });
const answers = new KeyvSqlite({ uri: 'sqlite://state/answers.sqlite', wal: true });
const earmark = await createEarmark({
  store: createSqliteStore({ folder: './state' }),
  locks: createFileLock(),
  sources: [createMusicBrainzSource({ contact: process.env.EARMARK_CONTACT ?? 'me@example.org' })],
  policies: [createGenrePolicy()],
  sinks: [createTagSink({ formats: [createId3Format(), createXiphFormat(), createMp4Format()] })],
  // Any store that Keyv knows keeps what was asked before.
  http: { cache: { store: answers, hitMs: 30 * day, missMs: day } },
});

const music = createFileLibrary({ roots: { music: process.argv[2] ?? '/music' } });
const old = filter<Subject>(({ year }) => year !== undefined && year < 1980);
const run = earmark.run(
  albums(music)
    .pipe(old)
    .pipe(enrich())
    .pipe(decide())
    .pipe(apply({ dryRun: true })),
);

const found: { readonly title: string; readonly decision: Decision }[] = [];
run.on('decision-made', ({ title, decision }) => found.push({ title, decision }));
run.on('run-progressed', ({ done, perSecond }) =>
  console.error(`${done} albums, ${perSecond.toFixed(1)}/s`),
);
const { outcome } = await run.done;

found.sort((a, b) => b.decision.confidence - a.decision.confidence);
for (const { title, decision } of found.filter(({ decision }) => decision.band !== 'unchanged'))
  console.log(
    `${decision.confidence.toFixed(2)} ${title}: ${decision.before.join('; ')} → ${decision.after.join('; ')}`,
  );
await earmark.close();
await answers.disconnect();
process.exitCode = outcome === 'completed' ? 0 : 1;
