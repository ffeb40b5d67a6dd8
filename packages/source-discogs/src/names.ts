import { isVariousArtists, variousArtists } from '@earmark/core';

/** `Prodigy* - The Fat Of The Land`: one string for both, ` - ` between them, in either of which it may stand too. */
export function splitTitle(text: string): { readonly artist: string; readonly title: string } {
  const at = text.indexOf(' - ');
  if (at < 0) return { artist: '', title: text };
  return { artist: artistName(text.slice(0, at)), title: text.slice(at + 3) };
}

/** ` (2)` tells people of one name apart, `*` says that the sleeve spells it otherwise, `X, The` sorts. Several may be one text. */
export function artistName(text: string): string {
  const plain = text
    .replace(/\*+(?=[\s,]|$)/g, '')
    .replace(/ \(\d+\)(?=[\s,]|$)/g, '')
    .trim();
  const sorted = /^(.+), (The|A|An|Die|Der|Das|Les|La|Le|Los|Las)$/.exec(plain);
  return sorted ? `${sorted[2]} ${sorted[1]}` : plain;
}

/** Discogs calls them simply Various. */
const various = 'Various';
export const searchName = (artist: string): string => (isVariousArtists(artist) ? various : artist);
export const creatorName = (artist: string): string =>
  artist === various ? variousArtists : artist;

/** `3:45` or `1:02:03` in seconds; nothing where it is no time. */
export function seconds(text: string | null | undefined): number | undefined {
  if (!text || !/^\d+(:\d{1,2}){1,2}$/.test(text)) return undefined;
  const total = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return total > 0 ? total : undefined;
}
