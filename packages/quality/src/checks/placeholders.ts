import type { FieldName } from '@earmark/core';
import type { CheckedAlbum, Found } from '../issue.ts';
import { shownAll } from '../text/show.ts';
import { byValues, only, where } from './text.ts';

/** Words that programs put where they knew nothing, in the languages that they are met in. */
const nothing =
  /^[<([]?(?:unknown|unknown (?:artist|album|title|genre)|no (?:artist|album|title)|untitled (?:artist|album)|n\/a|none|null|undefined|unbekannt(?:er (?:interpret|künstler)|es album)?|inconnu|artiste inconnu|album inconnu|desconocido|artista desconocido|sconosciuto|artista sconosciuto|неизвестен|неизвестный исполнитель)[>)\]]?$/iu;
const numberedTitle = /^(?:audio ?)?(?:track|titel|piste|pista|traccia|spår|дорожка)[ _#-]*\d+$/iu;

const words: Readonly<Partial<Record<FieldName, readonly RegExp[]>>> = {
  title: [nothing, numberedTitle],
  artist: [nothing],
  albumartist: [nothing],
  album: [nothing],
};
/** Chapters of a book may be called by their number. */
const bookWords = { ...words, title: [nothing] };

export function* checkPlaceholders(album: CheckedAlbum): Generator<Found> {
  for (const [field, patterns] of Object.entries(album.kind === 'book' ? bookWords : words) as [
    FieldName,
    readonly RegExp[],
  ][]) {
    for (const [values, files] of byValues(album.files, field)) {
      if (!values.some((value) => isAny(value, patterns))) continue;
      const evidence = `${field} ${shownAll(values)} ${where(files, album)}`;
      yield { kind: 'placeholder', field, evidence, files: files.length, ...only(files) };
    }
  }
}

const isAny = (value: string, patterns: readonly RegExp[]) =>
  patterns.some((pattern) => pattern.test(value.trim()));

export const isNumberedTitle = (title: string): boolean => numberedTitle.test(title.trim());
