import { describe, expect, test } from 'vitest';
import type { NoteFaults } from '../notes/note-codec.ts';
import { createNoteFormat, noteFile } from '../notes/note-format.ts';
import { runChecks } from '../suite.ts';
import { type TagFormatSubject, tagFormatSuite } from './tag-format.ts';

const fields = { title: ['Old'], comment: ['kept'] };
const subject = (faults: NoteFaults = {}): TagFormatSubject => ({
  format: createNoteFormat(faults),
  samples: [{ name: 'note', bytes: noteFile(fields, Buffer.alloc(500, 'sound')), fields }],
  writes: { title: ['New'], genre: ['Jazz', 'Bebop'] },
});

describe('a good format passes', () => {
  tagFormatSuite({ test }, () => subject());
});

test.each<[keyof NoteFaults, NoteFaults, string]>([
  ['touchSound', { touchSound: true }, 'writes every field, and changes nothing else'],
  ['dropComment', { dropComment: true }, 'writes every field, and changes nothing else'],
  ['wrongValue', { wrongValue: true }, 'writes every field, and changes nothing else'],
  ['recognisesAll', { recognisesAll: true }, 'recognises its samples by content, and nothing else'],
  ['unnamedErrors', { unnamedErrors: true }, 'refuses nonsense with a name'],
  ['keepsDeleted', { keepsDeleted: true }, 'deletes a field that is given no values'],
  ['joinsValues', { joinsValues: true }, 'keeps values apart and letters as they are'],
  ['growsAlways', { growsAlways: true }, 'writing what is there changes no byte'],
  ['takesAnyField', { takesAnyField: true }, 'refuses a field that it cannot hold'],
  [
    'emptyValues',
    { emptyValues: true },
    'reads the fields of its samples as lists of texts that say something',
  ],
  [
    'soundTooLong',
    { soundTooLong: true },
    'says where the sound is, inside the file and no byte twice',
  ],
  ['shortTitles', { shortTitles: true }, 'writes long values'],
])('catches the planted fault %s', async (_, faults, name) => {
  const [result] = await runChecks(({ test: register }) =>
    tagFormatSuite({ test: (check, body) => check === name && register(check, body) }, () =>
      subject(faults),
    ),
  );
  expect(result?.outcome).toBe('failed');
});
