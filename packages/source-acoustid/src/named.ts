import type { Candidate, Subject, TrackDescription } from '@earmark/core';

/** Fewer of the tracks may be on an album together by chance: a collection holds half of a best-of. */
const enough = 0.6;

/**
 * The subject with the names that its sound has, where its files have none: an album's by the agreement of its
 * tracks, a track's by itself. `candidates` are best first; `untitled` are the files (`ids.file`) without a title.
 */
export function named(
  subject: Subject,
  candidates: readonly Candidate[],
  untitled: ReadonlySet<string>,
): Subject {
  const [best, next] = candidates;
  if (!best) return subject;
  const heard = new Map((best.tracks ?? []).map((track) => [track.ids?.essence, track]));
  const tracks = (subject.tracks ?? []).map((track) =>
    filledIn(track, heard.get(track.ids?.essence), untitled.has(track.ids?.file ?? '')),
  );
  const who = tracks.length > 1 ? (isAgreed(best, next) ? best : undefined) : best.tracks?.[0];
  const title = anyFile(subject, tracks.length > 1 ? 'album' : 'title') ? undefined : who?.title;
  const whose = anyFile(subject, 'albumartist', 'artist') ? undefined : who?.creators;
  return {
    ...subject,
    tracks,
    ...(title === undefined ? {} : { title }),
    ...(whose === undefined ? {} : { creators: whose }),
  };
}

const anyFile = ({ targets }: Subject, ...fields: readonly string[]) =>
  targets.some((target) => fields.some((field) => target.fields[field]?.length));

/**
 * One song is on its album, on a single and on thirty collections: it names itself alone. So are several songs that
 * are as much on another album of the same kind.
 */
function isAgreed({ searchScore = 0, tracks = [], ...best }: Candidate, next?: Candidate): boolean {
  const isRivalled =
    next?.searchScore === searchScore &&
    next.types?.join() === best.types?.join() &&
    next.title !== best.title;
  return searchScore >= enough && tracks.length > 1 && !isRivalled;
}

/** The file's own recording id stays: a fingerprint is a guess, and guesses never go before identifiers. */
function filledIn(
  track: TrackDescription,
  heard: TrackDescription | undefined,
  isUntitled: boolean,
): TrackDescription {
  if (!heard) return track;
  const creators = track.creators ?? heard.creators;
  return {
    ...track,
    ...(isUntitled ? { title: heard.title } : {}),
    ...(creators ? { creators } : {}),
    ids: { ...heard.ids, ...track.ids },
  };
}
