import type { Candidate, Description, SubjectKind, TrackDescription } from '../spec.ts';
import { type BookTitle, readBookTitle } from './books/title.ts';
import { type Creators, parseCreators } from './text/creators.ts';
import { parseTitle, type Title } from './text/title.ts';

/** A description with its texts taken apart once, however often it is compared. */
export interface Prepared {
  readonly description: Description;
  readonly title: Title;
  readonly creators: Creators;
  /** What it is called elsewhere, and without its artist's name in front. */
  readonly otherTitles: readonly Title[];
  readonly otherCreators: readonly Creators[];
  readonly tracks: readonly PreparedTrack[];
  /** How many tracks the work has as far as this description knows. */
  readonly trackCount?: number;
  readonly natures: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  /** Of books: their titles say more than a name, and otherwise than albums'. */
  readonly book?: BookTitle;
}
export interface PreparedTrack {
  readonly description: TrackDescription;
  readonly title: Title;
  readonly creators?: Creators;
}

/** Types that say the same as a word in the title. */
const natureOfType: Readonly<Record<string, string>> = {
  live: 'live',
  remix: 'remix',
  'dj-mix': 'remix',
  demo: 'demo',
};

/** Some artists have hundreds. */
const mostAliases = 40;

/** The same description is asked for by every source and again after each look-up. Forgotten with the description. */
const prepared = new WeakMap<Description, { readonly kind: SubjectKind; readonly as: Prepared }>();

export function prepare(description: Description, kind: SubjectKind): Prepared {
  const known = prepared.get(description);
  if (known?.kind === kind) return known.as;
  const as = takeApart(description, kind);
  prepared.set(description, { kind, as });
  return as;
}

function takeApart(description: Description, kind: SubjectKind): Prepared {
  const { aliases = {} } = description as Pick<Candidate, 'aliases'>;
  const title = parseTitle(description.title);
  const types = new Set((description.types ?? []).map((type) => type.toLowerCase()));
  if (title.type !== undefined) types.add(title.type);
  const natures = new Set(title.natures);
  for (const type of types) {
    const nature = natureOfType[type];
    if (nature !== undefined) natures.add(nature);
  }
  const tracks = (description.tracks ?? []).map(prepareTrack);
  const trackCount = countOf(description);
  return {
    description,
    title,
    creators: parseCreators(description.creators),
    otherTitles: [
      ...withoutCreator(description),
      ...(aliases.titles ?? []).slice(0, mostAliases),
    ].map(parseTitle),
    otherCreators: (aliases.creators ?? [])
      .slice(0, mostAliases)
      .map((name) => parseCreators([name])),
    tracks,
    natures,
    types,
    ...(kind === 'book' ? { book: readBookTitle(description.title) } : {}),
    ...(trackCount === undefined ? {} : { trackCount }),
  };
}

/** `Bon Iver, Bon Iver` by Bon Iver is also called `Bon Iver`. */
function withoutCreator({ title, creators }: Description): readonly string[] {
  return creators.flatMap((name) => {
    const isBefore = title.toLowerCase().startsWith(name.toLowerCase()) && name !== '';
    const rest = isBefore
      ? /^\s*[,:–—-]\s*(\S.*)$/u.exec(title.slice(name.length))?.[1]
      : undefined;
    return rest === undefined ? [] : [rest];
  });
}

function prepareTrack(description: TrackDescription): PreparedTrack {
  const title = parseTitle(description.title);
  return description.creators === undefined
    ? { description, title }
    : { description, title, creators: parseCreators(description.creators) };
}

/**
 * A library that has tracks 3 and 11 of an album has two files of something with at least eleven. Positions far
 * beyond anything counted (101 for disc 1, track 1) are no positions.
 */
function countOf(description: Description): number | undefined {
  const tracks = description.tracks;
  if (tracks === undefined || tracks.length === 0) return description.trackCount;
  const last = new Map<number, number>();
  for (const { disc, position } of tracks)
    if (position < 100) last.set(disc, Math.max(last.get(disc) ?? 0, position));
  const reached = [...last.values()].reduce((sum, position) => sum + position, 0);
  return Math.max(
    tracks.length,
    Math.min(reached, tracks.length * 12),
    description.trackCount ?? 0,
  );
}
