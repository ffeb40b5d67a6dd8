// What differs from the usual. Everything left out is filled in: SQLite and file locks in the state folder (with
// EARMARK_DATABASE_URL one PostgreSQL for many machines), all tag formats, genres, ffmpeg, and the sources that there are keys for. `earmark doctor` checks it, `earmark plugins` lists it.
// Keys belong in `.env` beside this file (never in git) or in `earmark secrets`: EARMARK_CONTACT=<your mail address> …
import { defineConfig } from '@earmark/core';

export default defineConfig(() => ({
  // Names for the places where your media lies: the same names on every machine that mounts them.
  // roots: { music: '/music', books: '/books' },

  // From which confidence on a change is written (auto) or waits for your yes (review).
  bands: { auto: 0.95, review: 0.8 },

  // How much a source's word counts, 0 to 1.
  // weights: { musicbrainz: 0.85, discogs: 0.8 },

  // Your own composition, where the usual one does not fit. MusicBrainz wants a contact in every request.
  // sources: [createMusicBrainzSource({ contact: env.EARMARK_CONTACT })],
  // policies: [createGenrePolicy()],
}));
