import { isVariousArtists, type Query, variousArtists } from '@earmark/core';

const special = /[+\-&|!(){}[\]^"~*?:\\/]/g;

/** Lucene's own characters lose their meaning; bare AND, OR, NOT are words again in lower case. */
function escaped(text: string): string {
  return text
    .replace(special, '\\$&')
    .replace(/\b(?:AND|OR|NOT)\b/g, (word) => word.toLowerCase())
    .trim();
}

/** One search for the album: its title, and its artists where it has any of its own. */
export function searchText({ title, creators }: Query): string {
  const artists = creators.some(isVariousArtists) ? [variousArtists] : creators;
  const names = artists.map(escaped).filter((name) => name !== '');
  return [titled(title), ...(names.length > 0 ? [`artist:(${names.join(' ')})`] : [])].join(
    ' AND ',
  );
}

/** An artist by any of its names, also with a slip of the pen in each longer word. */
export function artistText(name: string): string {
  const words = escaped(name).split(/\s+/);
  const about = words.map((word) => (word.length > 3 ? `${word}~` : word)).join(' AND ');
  return `artist:(${about}) OR alias:(${about})`;
}

/** The album by artists that are surely known. */
export const searchTextBy = (title: string, artists: readonly string[]): string =>
  `${titled(title)} AND arid:(${artists.join(' OR ')})`;

const titled = (title: string) => `release:(${escaped(title)})`;
