import { withoutDisc } from './disc-folder.ts';

/** What the name of a folder or file says where its tags say nothing. */
export interface NamedAlbum {
  readonly title: string;
  readonly artist?: string;
  readonly year?: number;
}
export interface NamedTrack {
  readonly disc?: number;
  readonly position?: number;
  readonly title: string;
  readonly artist?: string;
}

/** `Artist - 2001 - Album`, `2001 - Album`, `(2001) Album`, `Album (2001)`, `Artist - Album [FLAC]`. */
export function albumFromName(name: string): NamedAlbum {
  let rest =
    name
      .replace(/_/gu, ' ')
      .replace(/\s*[[{][^\]}]*[\]}]\s*$/u, '')
      .trim() || name;
  let year: number | undefined;
  const take = (pattern: RegExp) => {
    const found = pattern.exec(rest)?.groups;
    if (year !== undefined || !found?.year) return;
    year = Number(found.year);
    rest = [found.before, found.after].filter(Boolean).join(' - ');
  };
  take(/^(?<before>.+?)\s+-\s+\(?(?<year>(?:19|20)\d\d)\)?\s+-\s+(?<after>.+)$/u);
  take(/^[([]?(?<year>(?:19|20)\d\d)[)\]]?(?:\s*-\s*|\.\s*|\s+)(?<after>.+)$/u);
  take(/^(?<before>.+?)\s*[([](?<year>(?:19|20)\d\d)[)\]]$/u);
  const parts = /^(?<artist>.+?)\s+-\s+(?<title>.+)$/u.exec(rest)?.groups;
  return {
    title: withoutDisc(parts?.title ?? rest),
    ...(parts?.artist !== undefined && { artist: parts.artist }),
    ...(year !== undefined && { year }),
  };
}

/** `01 - Title`, `1-01 Title`, `101. Title`, `01 - Artist - Title`, `Artist - Title`. */
export function trackFromName(stem: string): NamedTrack {
  const name = stem.replace(/_/gu, ' ').trim();
  const number = /^(?:(?<disc>\d)[-.])?(?<position>\d{1,3})(?:\s*[-.)]\s*|\s+)(?<rest>.*\S)$/u.exec(
    name,
  )?.groups;
  const rest = number?.rest ?? name;
  const parts = /^(?<artist>.+?)\s+-\s+(?<title>.+)$/u.exec(rest)?.groups;
  const bare = /^\d{1,3}$/u.test(name) ? name : number?.position;
  return {
    title: parts?.title ?? rest,
    ...(parts?.artist !== undefined && { artist: parts.artist }),
    ...(bare !== undefined && Number(bare) > 0 && { position: Number(bare) }),
    ...(number?.disc !== undefined && { disc: Number(number.disc) }),
  };
}

export const looksNumbered = (stem: string): boolean => trackFromName(stem).position !== undefined;
