import { type Candidate, type TrackDescription, variousArtists } from '@earmark/core';
import type { Recording, ReleaseGroup } from './answers.ts';
import type { HeardTrack } from './look-up.ts';

/** A result below this is often another song. */
const leastScore = 0.5;
/** A recording that is so much longer or shorter is another one, whatever the first two minutes sound like. */
const mostSecondsApart = 15;
/** A release group that fewer of the tracks are on is a compilation with one of them. */
const leastShare = 0.3;
const candidatesToKeep = 10;

interface Album {
  readonly group: ReleaseGroup;
  readonly title: string;
  readonly on: Map<TrackDescription, { readonly recording: Recording; readonly score: number }>;
}

/**
 * An album is named by the agreement of its tracks: the release groups that most of them are on, best first.
 * `searchScore` is their share of all `count` tracks, each by how well it was recognised. Where two have the same
 * share, an album goes before a single, and both before collections.
 */
export function agreed(heard: readonly HeardTrack[], count: number): readonly Candidate[] {
  const albums = new Map<string, Album>();
  for (const each of heard)
    for (const { recording, score } of recordingsOf(each))
      for (const group of recording.releasegroups ?? []) note(group, each.track, recording, score);
  return [...albums.values()]
    .map((album) => ({ album, share: shareOf(album, count) }))
    .filter(({ share }) => share >= leastShare)
    .sort(
      (a, b) =>
        b.share - a.share || plainness(a.album.group) - plainness(b.album.group) || byId(a, b),
    )
    .slice(0, candidatesToKeep)
    .map(({ album, share }) => candidateOf(album, share));

  function note(group: ReleaseGroup, track: TrackDescription, recording: Recording, score: number) {
    if (!group.title) return;
    const album = albums.get(group.id) ?? { group, title: group.title, on: new Map() };
    albums.set(group.id, album);
    const known = album.on.get(track);
    if (!known || known.score < score) album.on.set(track, { recording, score });
  }
}

function recordingsOf({ results, seconds }: HeardTrack) {
  return results
    .filter(({ score }) => score >= leastScore)
    .flatMap(({ recordings, score }) =>
      (recordings ?? []).map((recording) => ({ recording, score: Math.min(1, score) })),
    )
    .filter(
      ({ recording: { duration } }) =>
        !duration || Math.abs(duration - seconds) <= mostSecondsApart,
    );
}

function shareOf({ on }: Album, count: number): number {
  const sum = [...on.values()].reduce((total, { score }) => total + score, 0);
  return Math.min(1, sum / Math.max(count, 1));
}

const plainTypes = ['album', 'ep', 'single'];
function plainness({ type, secondarytypes }: ReleaseGroup): number {
  const place = plainTypes.indexOf(type?.toLowerCase() ?? '');
  return (secondarytypes?.length ? plainTypes.length + 1 : 0) + (place < 0 ? 3 : place);
}
const byId = (a: { readonly album: Album }, b: { readonly album: Album }) =>
  a.album.group.id < b.album.group.id ? -1 : 1;

function candidateOf({ group, title, on }: Album, share: number): Candidate {
  const types = [group.type, ...(group.secondarytypes ?? [])].flatMap((type) =>
    type ? [type.toLowerCase()] : [],
  );
  return {
    id: group.id,
    title,
    creators: creatorsOf(group, on),
    url: `https://musicbrainz.org/release-group/${group.id}`,
    searchScore: share,
    ids: { 'musicbrainz-release-group': group.id },
    tracks: [...on].map(([ours, { recording }]) => trackOf(ours, recording)),
    claims: [],
    ...(types.length > 0 ? { types } : {}),
  };
}

/** Its own; else those of its tracks, where most of them have the same. */
function creatorsOf({ artists }: ReleaseGroup, on: Album['on']): readonly string[] {
  if (artists?.length) return artists.map(({ name }) => name);
  const counts = new Map<string, { readonly names: readonly string[]; count: number }>();
  for (const { recording } of on.values()) {
    const names = namesOf(recording);
    const known = counts.get(names.join('\n')) ?? { names, count: 0 };
    counts.set(names.join('\n'), { names, count: known.count + 1 });
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  return most && most.count * 2 > on.size ? most.names : [variousArtists];
}

const namesOf = ({ artists }: Recording) => (artists ?? []).map(({ name }) => name);

/** At our place: where it stands on which edition is not asked for. */
function trackOf(
  { disc, position, title, ids }: TrackDescription,
  recording: Recording,
): TrackDescription {
  const creators = namesOf(recording);
  return {
    disc,
    position,
    title: recording.title ?? title,
    ids: {
      'musicbrainz-recording': recording.id,
      ...(ids?.essence ? { essence: ids.essence } : {}),
    },
    ...(creators.length > 0 ? { creators } : {}),
    ...(recording.duration ? { durationSeconds: recording.duration } : {}),
  };
}
