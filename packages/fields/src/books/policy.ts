import { type Policy, type Proposal, plainText, readOptions, type Subject } from '@earmark/core';
import { z } from 'zod';
import { agree } from '../agree.ts';
import { keyOf } from '../key.ts';
import { type FieldMode, type FieldModes, isEnough, modesOf } from '../modes.ts';
import { areNameless } from './chapters.ts';
import { type BookField, bookFields, recordingFields, trust } from './fields.ts';
import { placesOf } from './places.ts';
import { isThisRecording, statementsOf } from './statements.ts';

export interface BookPolicyOptions {
  /** By field. Default: all `fill-empty`, but `genre` and `tag`, which are `never`. */
  readonly fields?: FieldModes<BookField>;
}

const schema = z.strictObject({ fields: modesOf(bookFields).exactOptional() });

/** What sources say of a book, field by field: gaps are filled, and what is there stays unless its mode says otherwise. */
export function createBookPolicy(options: BookPolicyOptions = {}): Policy {
  const { fields: given = {} } = readOptions(schema, options, 'createBookPolicy');
  const modeOf = (field: BookField): FieldMode =>
    given[field] ?? (field === 'genre' || field === 'tag' ? 'never' : 'fill-empty');
  const fields = bookFields.filter((field) => modeOf(field) !== 'never');

  return {
    spec: 1,
    kind: 'policy',
    name: 'books',
    fields,
    kinds: ['book'],
    propose({ subject, matches }) {
      if (subject.kind !== 'book') return [];
      return fields.flatMap((field): Proposal[] => {
        const now = presentIn(subject, field);
        const isEmpty = now.length === 0 || (field === 'chapter' && areNameless(now));
        const statements = matches.flatMap((match) => {
          const values = statementsOf(field, match.candidate, subject, now);
          if (values.length === 0) return [];
          const fit = recordingFields.has(field) && !isThisRecording(subject, match) ? 0.6 : 1;
          const strength = trust(field, match.source) * match.score * fit;
          return [{ values, belief: strength * match.weight ** 0.5, source: match.source }];
        });
        return placesOf(field, subject).flatMap(({ targets, spelled }): Proposal[] => {
          const said = statements.map((each) => ({ ...each, values: spelled(each.values) }));
          const best = agree(said, keyOf);
          if (best === undefined || isSame(best.values, now)) return [];
          if (!isEnough(modeOf(field), best.belief, isEmpty)) return [];
          const { values: after, belief, reasons } = best;
          return [{ field, after, belief, reasons, ...(targets && { targets }) }];
        });
      });
    },
  };
}

const isSame = (one: readonly string[], other: readonly string[]) =>
  keyOf(one.map(plainText)) === keyOf(other.map(plainText));

/** What any of its targets says: then it is not empty. */
function presentIn({ targets }: Subject, field: string): readonly string[] {
  for (const { fields } of targets) {
    const values = (fields[field] ?? []).filter((value) => value.trim() !== '');
    if (values.length > 0) return values;
  }
  return [];
}
