import type { FieldName } from '@earmark/core';
import type { IssueKind } from '../kinds.ts';
import type { Settings } from '../options.ts';
import { withoutEntities } from '../text/entities.ts';
import { withoutMojibake } from '../text/mojibake.ts';
import { listFields } from './text-fields.ts';

export interface Repair {
  readonly kind: IssueKind;
  /** Takes away nothing that anybody could see. */
  readonly certain: boolean;
  /** What the value should be; undefined where nothing is wrong with it. */
  repair(value: string, field: FieldName, settings: Settings): readonly string[] | undefined;
}

/** In the order in which they are made: each one works on what the ones before it left. */
export const repairs: readonly Repair[] = [
  { kind: 'mojibake', certain: false, repair: (value) => only(withoutMojibake(value)) },
  { kind: 'control-characters', certain: true, repair: (value) => only(withoutControls(value)) },
  { kind: 'untidy-spaces', certain: true, repair: (value) => only(tidied(value)) },
  { kind: 'html-entities', certain: false, repair: (value) => only(withoutEntities(value)) },
  { kind: 'joined-values', certain: false, repair: parted },
];

const only = (value: string | undefined) =>
  value === undefined ? undefined : value === '' ? [] : [value];

/** Joiners (U+200C, U+200D) stay: Persian and emoji need them. C1 controls are mojibake. */
const controls = /(?![\u0080-\u009f])\p{Cc}|[\u00ad\u200b\u2028\u2029\u2060\ufeff]/gu;
/** Directions of writing: noise, except beside letters that run from right to left. */
const directions = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;

function withoutControls(value: string): string | undefined {
  const directed = rightToLeft.test(value) ? value : value.replace(directions, '');
  const plain = directed.replace(/\s*[\t\n\v\f\r\u2028\u2029]+\s*/gu, ' ').replace(controls, '');
  return plain === value ? undefined : plain.trim();
}

function tidied(value: string): string | undefined {
  const tidy = value
    .trim()
    .replace(/\s{2,}/gu, (run) => (run.includes(' ') ? ' ' : run.slice(0, 1)));
  return tidy === value ? undefined : tidy;
}

const separators = /\s*[;|]\s*|\s*\\\\\s*|\s+[/\\]\s+/u;
const daringSeparators = /\s*[;|/,]\s*|\s*\\\\?\s*/u;

/** At a comma or a slash only where every part is a genre and the whole is none: `Folk, World, & Country` is one. */
export function parted(
  value: string,
  field: FieldName,
  { isGenre }: Settings,
): readonly string[] | undefined {
  if (!listFields.includes(field)) return undefined;
  const plain = parts(value, separators);
  if (field !== 'genre' || isGenre === undefined) return plain;
  if (isGenre(value)) return undefined;
  const daring = parts(value, daringSeparators);
  return daring?.every(isGenre) ? daring : plain;
}

function parts(value: string, separator: RegExp): readonly string[] | undefined {
  const found = value
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return found.length > 1 ? [...new Set(found)] : undefined;
}
