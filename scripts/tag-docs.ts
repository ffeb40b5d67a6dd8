// `node --conditions=@earmark/source scripts/tag-docs.ts` writes docs/tags.md from the mappings of the tag formats.
import { writeFileSync } from 'node:fs';
import { type FieldPlaces, mapping as id3Fields } from '../packages/tags-id3/src/index.ts';
import { mapping as mp4Fields } from '../packages/tags-mp4/src/index.ts';
import { xiphFields } from '../packages/tags-xiph/src/index.ts';

export const docsFile = new URL('../docs/tags.md', import.meta.url);

/** The page: how every field is stored in every format that is written natively. */
export function tagDocs(): string {
  return [
    '# Where the fields live',
    '',
    'Written by `scripts/tag-docs.ts` from the mappings of `tags-id3`, `tags-xiph` and `tags-mp4`; do not edit.',
    '',
    'The first place of a list is where a field is written when the file does not have it yet. Reading takes the',
    'first place that has a value; a change reaches every place that has one. `/1` and `/2` are the two sides of',
    '`3/12`. Names of ID3v2 are those of 2.4; `year` is the year of `date`.',
    '',
    'Several values: ID3v2.4 divides them by NUL, Vorbis comments repeat the field, MP4 repeats `data` inside one',
    'item. Without more, `----:` in MP4 stands for `----:com.apple.iTunes:`.',
    '',
    '| field | ID3v2 (mp3, aac, wav, aiff) | Vorbis comment (flac, ogg, opus) | MP4 (m4a, m4b) |',
    '|---|---|---|---|',
    ...Object.entries(id3Fields).map(
      ([field, places]) =>
        `| \`${field}\` | ${list(places.id3v2)} | ${list(xiphNames(field))} | ${list(mp4Names(field))} |`,
    ),
    '',
    '`lyrics` is read as present or absent, and never written. Chapters are counted, and stay byte for byte; of pictures',
    'the front cover can be put, replaced and taken out (`APIC`, FLAC `PICTURE` and `METADATA_BLOCK_PICTURE`, `covr`).',
    '',
    '## Beside ID3v2',
    '',
    'These places are read where no ID3v2 tag says anything, and changed only where the file has them already.',
    '',
    '| field | ID3v1 | APEv2 | WAV (INFO) | AIFF |',
    '|---|---|---|---|---|',
    ...Object.entries(id3Fields)
      .filter(([, { id3v1, ape, info, aiff }]) => id3v1 ?? ape ?? info ?? aiff)
      .map(([field, places]) => `| \`${field}\` | ${besides(places).map(list).join(' | ')} |`),
    '',
  ].join('\n');
}

const besides = ({ id3v1, ape, info, aiff }: FieldPlaces): readonly (readonly string[])[] => [
  id3v1 === undefined ? [] : [id3v1],
  ape ?? [],
  info ?? [],
  aiff ?? [],
];

function xiphNames(name: string): readonly string[] {
  const field = xiphFields.find((each) => each.field === (name === 'year' ? 'date' : name));
  if (field === undefined) return [];
  const behind = xiphFields.find((each) => each.field === field.behind);
  return behind === undefined ? field.names : [...field.names, `${behind.names[0]}/2`];
}

const mp4Names = (name: string): readonly string[] =>
  Object.entries(mp4Fields)
    .filter(([field]) => field === name)
    .flatMap(([, places]) =>
      places.map((place) => place.replace('----:com.apple.iTunes:', '----:')),
    );

const list = (names: readonly string[]): string =>
  names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(', ');

if (import.meta.main) writeFileSync(docsFile, tagDocs());
