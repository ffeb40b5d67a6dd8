// The parts by themselves, used wrongly: [what, what is told, how].
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenrePolicy } from '@earmark/genres';
import { createFileLibrary } from '@earmark/library';
import { createFileLock } from '@earmark/lock';
import { createLastfmSource } from '@earmark/source-lastfm';
import { createSqliteStore } from '@earmark/store';
import { createTagSink } from '@earmark/tags';
import { createId3Format } from '@earmark/tags-id3';
import { createTranscodeSink } from '@earmark/transcoder';
import { openEarmark, setFields } from 'earmark';
import { scratch } from './kit.mjs';

const folder = scratch;
const state = join(folder, 'state');
const noMusic = join(folder, 'no-music.mp3');
writeFileSync(noMusic, 'not music');

const editing = (request) => async () => {
  const earmark = await openEarmark({ state, env: {}, folder });
  const told = [];
  try {
    const run = setFields(earmark, request);
    run.on('change-failed', ({ fault }) => told.push(`${fault.code}: ${fault.message}`));
    const { outcome, fault } = await run.done;
    return [outcome, `${fault?.code}: ${fault?.message}`, ...told].join('\n');
  } finally {
    await earmark.close();
  }
};

export const tools = [
  [
    'openEarmark with an option of its own',
    /config: .*"root"/,
    () => openEarmark({ root: '/music', state, env: {}, folder }),
  ],
  ['a library without roots', /config: /, () => createFileLibrary({})],
  ['a library of an empty root', /config: .*roots/, () => createFileLibrary({ roots: { m: '' } })],
  ['a store without a folder', /config: /, () => createSqliteStore({})],
  ['a lock that is stale at once', /config: .*staleMs/, () => createFileLock({ staleMs: -1 })],
  [
    'a lock beside no file',
    /io: /,
    () => createFileLock().acquire('m:song.mp3', { roots: { m: '/no-such-folder' } }),
  ],
  ['a source without its key', /config: .*apiKey/, () => createLastfmSource({})],
  [
    'a genre policy that takes no genres',
    /config: /,
    () => createGenrePolicy({ maxGenres: 0, max: 0 }),
  ],
  ['a tag sink without formats', /config: .*at least one format/, () => createTagSink({})],
  ['a format that is none', /config: .*format/, () => createTagSink({ formats: ['mp3'] })],
  [
    'one format twice',
    /config: .*given twice/,
    () => createTagSink({ formats: [createId3Format(), createId3Format()] }),
  ],
  ['a profile that is none', /config: /, () => createTranscodeSink({ profiles: [{ name: 'x' }] })],
  [
    'setting a field in one text',
    /config: .*genre/,
    editing({ files: [noMusic], set: { genre: 'Jazz' } }),
  ],
  [
    'setting a field that cannot be',
    /config: .*"?genre s"?/i,
    editing({ files: [noMusic], set: { 'genre s!': ['Jazz'] } }),
  ],
  ['setting fields of no file', /config: /, editing({ set: { genre: ['Jazz'] } })],
  [
    'setting fields of a relative path that is not there',
    /io: .*song\.mp3/,
    editing({ files: ['song.mp3'], set: { genre: ['Jazz'] } }),
  ],
  [
    'setting fields of a file that is not there',
    /io: /,
    editing({ files: [join(folder, 'no-such.mp3')], set: { genre: ['Jazz'] } }),
  ],
  [
    'setting fields of what is no music',
    /(malformed|unsupported): /,
    editing({ files: [noMusic], set: { genre: ['Jazz'] } }),
  ],
];
