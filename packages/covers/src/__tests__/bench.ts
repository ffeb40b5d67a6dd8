import { join } from 'node:path';
import {
  albums,
  apply,
  type Candidate,
  createEarmark,
  createMemoryStore,
  type Decision,
  enrich,
  reviewed,
  type Source,
  tap,
} from '@earmark/core';
import { createReplayServer, createTempFolder, type ReplayRoute } from '@earmark/testkit';
import { createFileLibrary } from '../../../library/src/index.ts';
import { createTagSink } from '../../../tags/src/index.ts';
import * as id3 from '../../../tags-id3/src/__tests__/build.ts';
import { createId3Format } from '../../../tags-id3/src/index.ts';
import { type CoversOptions, covers } from '../index.ts';

const group = '0f0b1c1e-0000-4000-8000-000000000001';
export const archived = `/release-group/${group}/front-1200`;

const tracks = ['Ant', 'Bee', 'Cat'];
export const song = (title: string, track: number, picture?: Uint8Array, album = 'Zoo') =>
  id3.bytes(
    id3.tag(4, [
      ...(picture
        ? [id3.frame(4, 'APIC', id3.bytes([0], 'image/png', [0, 3, 0], Buffer.from(picture)))]
        : []),
      id3.text(4, 'TIT2', title),
      id3.text(4, 'TALB', album),
      id3.text(4, 'TPE1', 'The Keepers'),
      id3.text(4, 'TRCK', `${track}/${tracks.length}`),
      id3.text(4, 'TDRC', '1999'),
    ]),
    id3.sound(40),
  );

/** A source that knows the album by its release group, and shows pictures of its own where it is given their addresses. */
export function sourceOf(name: string, more: Partial<Candidate> = {}): Source {
  return {
    spec: 1,
    kind: 'source',
    name,
    weight: 0.9,
    answers: ['album'],
    find: async () => [
      {
        id: `${name}-zoo`,
        title: 'Zoo',
        creators: ['The Keepers'],
        year: 1999,
        tracks: tracks.map((title, at) => ({ disc: 1, position: at + 1, title })),
        claims: [],
        ...more,
      },
    ],
  };
}
export const musicbrainz = sourceOf('musicbrainz', { ids: { 'musicbrainz-release-group': group } });
export const shows = (name: string, ...urls: readonly string[]): Source =>
  sourceOf(name, {
    claims: urls.map((value) => ({ field: 'picture', value, strength: 1, level: 'release' })),
  });

/** One for all tests, as its threads take a while to start. Close it behind them. */
export const sink = createTagSink({ formats: [createId3Format()], workers: 1 });

/** An album of three songs, a picture server, and what is done with covers. */
export async function createBench(routes: readonly ReplayRoute[]) {
  const server = await createReplayServer({ routes });
  const folder = await createTempFolder();
  const library = createFileLibrary({ roots: { m: join(folder.path, 'music') } });
  const host = new URL(server.baseUrl).host;
  const fill = async (picture?: Uint8Array) => {
    for (const [at, title] of tracks.entries())
      await folder.write(`music/Zoo/${at + 1}.mp3`, song(title, at + 1, picture));
  };
  await fill();
  let sources: readonly Source[] = [musicbrainz];
  const store = createMemoryStore({ folder: folder.path });
  const opened = () =>
    createEarmark({ sources, sinks: [sink], store, http: { retry: { retries: 0 } } });
  return {
    server,
    folder,
    fill,
    path: (name: string) => join(folder.path, 'music/Zoo', name),
    ask(...asked: readonly Source[]) {
      sources = asked;
    },
    async run(options: Partial<CoversOptions> = {}) {
      const earmark = await opened();
      const decisions: Decision[] = [];
      const stage = covers({
        folder: join(folder.path, 'kept'),
        coverArtArchive: server.baseUrl,
        hosts: [host],
        ...options,
      });
      const run = earmark.run(
        albums(library)
          .pipe(enrich())
          .pipe(stage)
          .pipe(apply())
          .pipe(tap((done) => void decisions.push(...done.decisions))),
      );
      const result = await run.done;
      return { ...result, decisions, bands: decisions.map(({ band }) => band) };
    },
    async undo(run: string) {
      return (await opened()).undo(run).done;
    },
    async acceptAll() {
      const earmark = await opened();
      const accepted = await earmark.reviews.acceptAll({}, 'ann');
      const { counts } = await earmark.run(reviewed().pipe(apply())).done;
      return { accepted: accepted.length, applied: counts.applied ?? 0 };
    },
    async edit() {
      const earmark = await opened();
      const [first] = await earmark.reviews.list({});
      return earmark.reviews.answer(first?.decision ?? '', {
        status: 'edited',
        edited: ['mine'],
        by: 'ann',
      });
    },
    /** The covers of the three files, as bytes. */
    async embedded() {
      const found: (Uint8Array | undefined)[] = [];
      for (const at of tracks.keys())
        found.push(
          (await sink.reader?.readPicture?.(join(folder.path, `music/Zoo/${at + 1}.mp3`)))?.bytes,
        );
      return found;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await folder.remove();
    },
  };
}
