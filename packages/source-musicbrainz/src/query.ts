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
  const parts = [`release:(${escaped(title)})`];
  const names = artists.map(escaped).filter((name) => name !== '');
  if (names.length > 0) parts.push(`artist:(${names.join(' ')})`);
  return parts.join(' AND ');
}
