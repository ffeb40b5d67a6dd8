import { genreNames } from '@earmark/core';

const numbered = /^\((\d{1,3}|RX|CR)\)/;

function byCode(code: string): string | undefined {
  if (code === 'RX') return 'Remix';
  if (code === 'CR') return 'Cover';
  return genreNames[Number(code)];
}

/** One string of a genre frame: `Rock`, `17`, `(17)`, `(7)(52)`, `(52)Hip Hop` (both), `(RX)`, `((text`. Never split at `/` or `;`. */
function readOne(text: string, into: string[]): void {
  let rest = text;
  for (let found = numbered.exec(rest); found !== null; found = numbered.exec(rest)) {
    const name = byCode(found[1] as string);
    if (name !== undefined) into.push(name);
    rest = rest.slice(found[0].length);
  }
  if (rest.startsWith('((')) rest = rest.slice(1);
  else if (rest === 'RX' || rest === 'CR' || /^\d{1,3}$/.test(rest)) rest = byCode(rest) ?? '';
  if (rest !== '') into.push(rest);
}

/** The genres that the strings of a genre frame mean, each once. */
export function readGenres(texts: readonly string[]): string[] {
  const genres: string[] = [];
  for (const text of texts) readOne(text, genres);
  return genres.length > 1 ? [...new Set(genres)] : genres;
}

/** The strings that mean these genres: plain names, and a leading bracket that could be taken for a number doubled. */
export function writeGenres(genres: readonly string[]): string[] {
  return genres.map((genre) =>
    numbered.test(genre) || genre.startsWith('((') ? `(${genre}` : genre,
  );
}

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^a-z0-9]/g, '');
const numbers = new Map(genreNames.map((name, number) => [plain(name), number]));

/** The number of a genre in ID3v1, whatever its hyphens and capitals; 255, none, where it has no number. */
export function genreNumber(name: string | undefined): number {
  return (name === undefined ? undefined : numbers.get(plain(name))) ?? 255;
}
