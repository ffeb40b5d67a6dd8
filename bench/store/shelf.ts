/** A library of 100,000 albums as SQL makes it: `n` is the number of the album, `f` that of the file within it. */
export interface Shelf {
  readonly albums: number;
  readonly filesPerAlbum: number;
}
/** What SQLite and PostgreSQL call differently. */
export interface Words {
  /** The numbers from 0 to below `count`, as `name.value`. */
  numbers(count: number, name: string): string;
  hex(value: string): string;
}

const genres = ['Rock', 'Jazz', 'Ambient', 'Krautrock', 'Hip Hop', 'Folk', 'Techno', 'Soul'];
const names = [
  'Amber',
  'Bright',
  'Cinder',
  'Delta',
  'Ember',
  'Fallow',
  'Garnet',
  'Harbour',
  'Iris',
  'Juniper',
  'Kestrel',
  'Lantern',
  'Meadow',
  'Nettle',
  'Orchard',
  'Pewter',
];

const pick = (list: readonly string[], value: string) =>
  `(case (${value}) % ${list.length} ${list.map((word, index) => `when ${index} then '${word}'`).join(' ')} end)`;

/** The statements that fill the tables of version 5. */
export function statements({ albums, filesPerAlbum }: Shelf, words: Words): readonly string[] {
  const id = `'al' || ${words.hex('n.value')}`;
  const artist = `${pick(names, 'n.value / 7')} || ' ' || ${pick(names, 'n.value / 91')} || ' ' || (n.value / 12)`;
  const title = `${pick(names, 'n.value')} || ' ' || ${pick(names, 'n.value * 5 / 3')} || ' ' || ${words.hex('n.value * 7919')}`;
  const folder = `${artist} || '/' || (1950 + n.value % 75) || ' - ' || ${title}`;
  const genre = `'["' || ${pick(genres, 'n.value')} || '","' || ${pick(genres, 'n.value / 3')} || '"]'`;
  const confidence = '(((n.value * 37) % 1000) / 1000.0)';
  const band = `(case when ${confidence} >= 0.5 then 'auto' when ${confidence} >= 0.2 then 'review' else 'manual' end)`;
  const all = words.numbers(albums, 'n');
  const decision = `'{"id":"d' || n.value || '","subject":"' || ${id} || '","field":"genre","before":[],"after":${'["Rock"]'},"belief":0.9,"confidence":' || ${confidence} || ',"band":"' || ${band} || '","reasons":[],"silent":[]}'`;
  return [
    `insert into albums (id, root, folder, kind, title, creators, year)
      select ${id}, 'music', ${folder}, case when n.value % 20 = 0 then 'book' else 'album' end, ${title},
      '["' || ${artist} || '"]', case when n.value % 50 = 0 then null else 1950 + n.value % 75 end from ${all}`,
    `insert into files (id, root, folder, name, size, mtime_ns, inode, album, format, fields, complete, duration, pictures, chapters)
      select 'fi' || ${words.hex(`n.value * ${filesPerAlbum} + f.value`)}, 'music', ${folder}, (10 + f.value) || ' Track.flac', 30000000 + n.value,
      '17672256001234' || (10000 + f.value), (n.value * 100 + f.value), ${id}, case when n.value % 3 = 0 then 'mp3' else 'flac' end,
      '{"title":["Track ' || f.value || '"],"artist":["' || ${artist} || '"],"album":["' || ${title} || '"],"genre":' || ${genre} || '}',
      1, 200.5 + f.value, 1, 0 from ${all} cross join ${words.numbers(filesPerAlbum, 'f')}`,
    `insert into decisions (run, id, subject, at, title, decision, latest)
      select 'run-1', 'd' || n.value, ${id}, 1767225600000 + n.value, ${artist} || ' – ' || ${title}, ${decision}, 1 from ${all}`,
    `insert into reviews (decision, subject, title, folded, field, value_before, value_after, confidence, band, queued_at, status)
      select 'd' || n.value, ${id}, ${title}, lower(${title}), 'genre', '[]', '["Rock"]', ${confidence}, ${band}, 1767225600000 + n.value, 'pending'
      from ${all} where n.value % 5 = 0`,
    `insert into receipts (id, run, sink, target, decisions, receipt)
      select 'w' || n.value, 'run-1', 'tags', 'music:' || n.value, '["d' || n.value || '"]',
      '{"plan":"p' || n.value || '","target":"music:x","applied":[],"fingerprint":"f","at":' || (1767225600000 + n.value) || '}'
      from ${all} where n.value % 2 = 0`,
    `insert into runs (id, pipeline, started_at, counts, host, pid)
      select 'run-' || n.value, 'tag', 1767225600000 + n.value, '{}', 'kitchen', 17 from ${words.numbers(2000, 'n')}`,
  ];
}
