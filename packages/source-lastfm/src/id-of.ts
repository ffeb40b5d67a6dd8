/** Albums have no ids at Last.fm: the names of artist and album stand for one. Its addresses have both. */
export const candidateId = (artist: string, album: string): string => `${artist}\t${album}`;

export function idOf(text: string): string | undefined {
  if (!URL.canParse(text)) return text.includes('\t') ? text : undefined;
  const [, artist, album] = /\/music\/([^/]+)\/([^/]+)$/.exec(new URL(text).pathname) ?? [];
  if (!artist || !album || album.startsWith('+')) return undefined;
  return candidateId(nameIn(artist), nameIn(album));
}

function nameIn(part: string): string {
  const spaced = part.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
