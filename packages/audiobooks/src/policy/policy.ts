import { type Policy, type Proposal, readOptions, type Subject } from '@earmark/core';
import { z } from 'zod';
import { type BookField, bookFields, recordingFields, trust } from './fields.ts';
import { isThisRecording, statementsOf } from './statements.ts';

/** `fill`: only where a book has nothing. `replace`: also where it says something else. `off`: never. */
export type FieldMode = 'fill' | 'replace' | 'off';
export interface BookPolicyOptions {
  /** By field. Default: all `fill`, but `genre` and `tag`, which are `off`. */
  readonly modes?: Partial<Readonly<Record<BookField, FieldMode>>>;
}

const modes = z.partialRecord(z.enum(bookFields), z.enum(['fill', 'replace', 'off']));
const schema = z.strictObject({ modes: modes.exactOptional() });

/** Nothing was measured for these fields yet: people say yes, and their answers teach how far a belief carries. */
const mostBelief = 0.94;

/** What sources say of a book, field by field: gaps are filled, and what is there stays unless its mode says otherwise. */
export function createBookPolicy(options: BookPolicyOptions = {}): Policy {
  const { modes: given = {} } = readOptions(schema, options, 'createBookPolicy');
  const modeOf = (field: BookField): FieldMode =>
    given[field] ?? (field === 'genre' || field === 'tag' ? 'off' : 'fill');
  const fields = bookFields.filter((field) => modeOf(field) !== 'off');

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
        if (now.length > 0 && modeOf(field) === 'fill') return [];
        const statements = matches.flatMap((match) => {
          const values = statementsOf(field, match.candidate, subject);
          if (values.length === 0) return [];
          const fit = recordingFields.has(field) && !isThisRecording(subject, match) ? 0.6 : 1;
          const strength = trust(field, match.source) * match.score * fit;
          return [{ values, belief: strength * match.weight ** 0.5, source: match.source }];
        });
        const best = bestOf(statements);
        if (best === undefined || same(best.values, now)) return [];
        return [{ field, after: best.values, belief: best.belief, reasons: best.reasons }];
      });
    },
  };
}

interface Statement {
  readonly values: readonly string[];
  readonly belief: number;
  readonly source: string;
}

/** Sources that say the same strengthen each other; the best of those that differ speaks, less sure by as much as the next is. */
function bestOf(statements: readonly Statement[]) {
  const groups = new Map<string, Statement[]>();
  for (const one of statements) {
    const key = keyOf(one.values);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const ranked = [...groups.values()]
    .map((group) => ({
      group,
      belief: 1 - group.reduce((doubt, { belief }) => doubt * (1 - belief), 1),
    }))
    .sort((a, b) => b.belief - a.belief);
  const [first, second] = ranked;
  const [speaker] = first?.group ?? [];
  if (!first || !speaker) return undefined;
  const doubt = second ? 1 - 0.3 * second.belief : 1;
  const belief = Math.min(mostBelief, first.belief * doubt);
  const share = belief / first.group.length;
  const reasons = first.group.map(({ source }) => ({
    what: `${source} says so`,
    contribution: share,
    source,
  }));
  return { values: speaker.values, belief, reasons };
}

const keyOf = (values: readonly string[]) =>
  values.map((value) => value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')).join('|');
const same = (a: readonly string[], b: readonly string[]) => keyOf(a) === keyOf(b);

/** What any of its targets says: then it is not empty. */
function presentIn({ targets }: Subject, field: string): readonly string[] {
  for (const { fields } of targets) {
    const values = (fields[field] ?? []).filter((value) => value.trim() !== '');
    if (values.length > 0) return values;
  }
  return [];
}
