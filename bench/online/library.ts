import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEarmark, createMemoryStore } from '@earmark/core';
import { type FieldEdit, setFields } from '@earmark/standard';
import { createTagSink } from '@earmark/tags';
import { formats } from '../formats.ts';
import { tracksEach, type Work } from './world.ts';

const tone = fileURLToPath(new URL('../../examples/cli/demo/fixtures/tone.mp3', import.meta.url));

/** Real files with real tags, one folder an album. */
export async function makeLibrary(folder: string, works: readonly Work[]): Promise<void> {
  const edits: FieldEdit[] = [];
  for (const work of works) {
    for (let track = 1; track <= tracksEach; track += 1) {
      const path = `${work.artist}/${work.title}/0${track}.mp3`;
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await copyFile(tone, join(folder, path));
      edits.push({ file: join(folder, path), set: tagsOf(work, track) });
    }
  }
  const maker = await createEarmark({
    store: createMemoryStore(),
    sinks: [createTagSink({ formats: formats() })],
  });
  const made = await setFields(maker, {
    name: 'make',
    roots: { music: folder },
    edits,
  }).done;
  await maker.close();
  if (made.counts.applied !== edits.length) throw new Error(JSON.stringify(made));
}

function tagsOf({ title, artist, group, kind }: Work, track: number) {
  return {
    title: [`Part ${track}`],
    artist: [artist],
    albumartist: [artist],
    album: [title],
    track: [String(track)],
    date: ['1998'],
    genre: ['Other'],
    ...(kind === 'with-ids' ? { musicbrainz_releasegroupid: [group] } : {}),
  };
}
