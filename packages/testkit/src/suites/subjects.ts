import type { Subject } from '@earmark/core';

/** A subject as an origin would give it, with all that may be absent or odd. */
const album = (more: Partial<Subject>): Subject => ({
  kind: 'album',
  id: 'an-album',
  title: 'Kind of Blue',
  creators: ['Miles Davis'],
  targets: [{ sink: 'tags', id: 'music:kind-of-blue/01.flac', fields: { genre: ['Jazz'] } }],
  ...more,
});

/** What every plugin that is asked about subjects must bear. */
export const oddSubjects: readonly Subject[] = [
  album({}),
  album({ id: 'nothing-known', title: '', creators: [], targets: [] }),
  album({ id: 'untagged', targets: [{ sink: 'tags', id: 'music:a/1.flac', fields: {} }] }),
  album({ id: 'odd-letters', title: 'a\nb\u0000 \u{1f3b5} %/\\', creators: ['', ' '] }),
  album({ id: 'a-track', kind: 'track', year: 1959, durationSeconds: 0 }),
  album({ id: 'a-book', kind: 'book', narrators: [], series: [{ name: '' }] }),
  album({ id: 'an-artist', kind: 'artist', tracks: [] }),
];
