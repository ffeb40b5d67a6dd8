import {
  type Evidence,
  type Match,
  type Policy,
  type Proposal,
  readOptions,
  type Target,
} from '@earmark/core';
import { z } from 'zod';
import { type Agreed, agree, type Statement } from '../agree.ts';
import { type FieldMode, type FieldModes, fieldModes, isEnough, modesOf } from '../modes.ts';
import { beliefIn } from './belief.ts';
import { aboutFields, type MusicField, musicFields } from './fields.ts';
import { type TracksByTarget, tracksOf } from './listing.ts';
import { statementsOf } from './statements.ts';
import { keyOfValue } from './values.ts';

export interface FieldsPolicyOptions {
  readonly fields?: FieldModes<MusicField>;
  /** The mode of fields that are not named. Default `fill-empty`. */
  readonly others?: FieldMode;
}

const schema = z.strictObject({
  fields: modesOf(musicFields).exactOptional(),
  others: z.enum(fieldModes).exactOptional(),
});

/** What sources agree on about an album and its tracks: gaps are filled, and what is there stays unless its mode says otherwise. */
export function createFieldsPolicy(options: FieldsPolicyOptions = {}): Policy {
  const { fields: given = {}, others = 'fill-empty' } = readOptions(
    schema,
    options,
    'createFieldsPolicy',
  );
  const modeOf = (field: MusicField) => given[field] ?? others;
  const fields = musicFields.filter((field) => modeOf(field) !== 'never');

  return {
    spec: 1,
    kind: 'policy',
    name: 'fields',
    fields,
    kinds: ['album'],
    wants: ({ targets }) =>
      fields.filter(
        (field) =>
          modeOf(field) === 'replace-when-sure' ||
          targets.some((target) => presentIn(field, target).length === 0),
      ),
    propose(evidence) {
      const voices = evidence.matches.map((match) => ({
        match,
        tracks: tracksOf(evidence.subject, match),
      }));
      const dated = new Set<string>();
      return fields
        .filter((field) => !evidence.locked.includes(field))
        .flatMap((field) => {
          const answers = evidence.subject.targets.flatMap((target): readonly Answer[] => {
            if (field === 'year' && dated.has(target.id)) return [];
            const agreed = answerFor(field, target, voices, evidence);
            if (!agreed || !isWanted(field, target, agreed, modeOf(field))) return [];
            if (field === 'date') dated.add(target.id);
            return [{ target: target.id, agreed }];
          });
          return proposalsOf(field, answers, evidence.subject.targets.length);
        });
    },
  };
}

interface Voice {
  readonly match: Match;
  readonly tracks: TracksByTarget;
}
interface Answer {
  readonly target: string;
  readonly agreed: Agreed;
}

/** What the sources say of one target; a value that a person refused is not said. */
function answerFor(
  field: MusicField,
  target: Target,
  voices: readonly Voice[],
  { subject, rejected }: Evidence,
): Agreed | undefined {
  const refused = rejected.filter((each) => each.field === field);
  const about = aboutFields[field];
  const ofTrack = about === 'recording' || about === 'place' || about === 'track';
  const statements = voices.flatMap(({ match, tracks }): readonly Statement[] => {
    const found = ofTrack ? tracks.get(target.id) : undefined;
    const values = statementsOf(field, match.candidate, found?.track);
    const said = keyOfValue(field, [values.join('; ')]);
    if (values.length === 0 || refused.some(({ value }) => keyOfValue(field, [value]) === said))
      return [];
    const belief = beliefIn(field, subject, match, found?.certainty ?? 1);
    return [{ values, belief, source: match.source }];
  });
  return agree(statements, (values) => keyOfValue(field, values));
}

/** Another spelling of what is there is no reason to write. */
function isWanted(field: MusicField, target: Target, { values, belief }: Agreed, mode: FieldMode) {
  const now = presentIn(field, target);
  const same = keyOfValue(field, now) === keyOfValue(field, values);
  return (now.length === 0 || !same) && isEnough(mode, belief, now.length === 0);
}

/** A date says the year. */
function presentIn(field: MusicField, { fields }: Target): readonly string[] {
  const values = (fields[field] ?? []).filter((value) => value.trim() !== '');
  if (field !== 'year' || values.length > 0) return values;
  return (fields.date ?? []).map((date) => date.slice(0, 4)).filter((year) => year !== '');
}

/** One question for all targets that would get the same: as sure as the least sure of them. */
function proposalsOf(field: string, answers: readonly Answer[], targets: number): Proposal[] {
  const groups = Map.groupBy(answers, ({ agreed }) => agreed.values.join('\n'));
  return [...groups.values()].flatMap((group): readonly Proposal[] => {
    const [least] = group.map(({ agreed }) => agreed).sort((a, b) => a.belief - b.belief);
    if (!least) return [];
    const { values, belief, reasons } = least;
    const some = group.length < targets ? { targets: group.map(({ target }) => target) } : {};
    return [{ field, after: values, belief, reasons, ...some }];
  });
}
