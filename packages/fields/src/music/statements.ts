import {
  type Candidate,
  type FieldName,
  isVariousArtists,
  type Subject,
  type TrackDescription,
} from '@earmark/core';
import { aboutFields, type MusicField } from './fields.ts';
import { checkedValue } from './values.ts';

/** What a candidate says in a field, checked; of a target's track where the field is about one. An empty list: nothing. */
export function statementsOf(
  field: MusicField,
  candidate: Candidate,
  track?: TrackDescription,
): readonly string[] {
  return said(field, candidate, track)
    .map((text) => checkedValue(field, String(text ?? '')))
    .filter((value) => value !== undefined);
}

type Said = readonly (string | number | undefined)[];

/** Fields that are ids of the work or edition, and of the track, by scheme. */
const albumIds: Partial<Readonly<Record<FieldName, string>>> = {
  barcode: 'barcode',
  catalognumber: 'catalognumber',
  musicbrainz_albumid: 'musicbrainz-release',
  musicbrainz_releasegroupid: 'musicbrainz-release-group',
  musicbrainz_albumartistid: 'musicbrainz-artist',
  discogs_releaseid: 'discogs-release',
  discogs_masterid: 'discogs-master',
};
const trackIds: Partial<Readonly<Record<FieldName, string>>> = {
  isrc: 'isrc',
  musicbrainz_recordingid: 'musicbrainz-recording',
  musicbrainz_releasetrackid: 'musicbrainz-track',
};

function said(field: MusicField, candidate: Candidate, track?: TrackDescription): Said {
  const { title, creators, year, label, language, ids, tracks = [] } = candidate;
  const claimed = claimsIn(field, candidate);
  const [albumId, trackId] = [albumIds[field], trackIds[field]];
  if (albumId !== undefined) return ids?.[albumId] ? [ids[albumId]] : claimed.slice(0, 1);
  if (trackId !== undefined) return [track?.ids?.[trackId]];
  if (aboutFields[field] === 'place' && isHeard(track)) return [];
  switch (field) {
    case 'title':
      return [track?.title];
    case 'artist':
      return track ? (credit(track.creators) ?? ownCredit(candidate)) : [];
    case 'album':
      return [title];
    case 'albumartist':
      return credit(creators) ?? [];
    case 'track':
      return [track?.position];
    case 'disc':
      return [track?.disc];
    case 'tracktotal':
      return track ? [tracks.filter(({ disc }) => disc === track.disc).length] : [];
    case 'disctotal':
      return track ? [discsOf(tracks)] : [];
    case 'year':
      return [year];
    case 'originaldate':
      return claimed.length > 0 ? claimed.slice(0, 1) : isWork(candidate) ? [year] : [];
    case 'label':
      return [label];
    case 'language':
      return [language];
    case 'compilation':
      return isVarious(candidate) && candidate.types?.includes('compilation') ? ['1'] : [];
    default:
      return field === 'composer' ? claimed : claimed.slice(0, 1);
  }
}

/** Known by its sound alone, a track stands where ours does, and not in a list of its own. */
const isHeard = (track?: TrackDescription) => track?.ids?.essence !== undefined;

const claimsIn = (field: string, { claims }: Candidate): readonly string[] => [
  ...new Set(claims.filter((claim) => claim.field === field).map(({ value }) => value)),
];

/** A credit as printed: how several names are joined is not known. */
const credit = (names: readonly string[] | undefined) =>
  names?.length === 1 ? names : names && names.length > 1 ? [] : undefined;

/** An album's artist is that of its tracks, unless each has its own. */
const ownCredit = (candidate: Candidate): Said =>
  isVarious(candidate) ? [] : (credit(candidate.creators) ?? []);

const isVarious = ({ creators }: Candidate) => creators.some(isVariousArtists);

/** It stands for all editions, so its year is the first's. */
export const isWork = ({ ids = {} }: Candidate) =>
  ids['musicbrainz-release-group'] !== undefined || ids['discogs-master'] !== undefined;

export const discsOf = (tracks: Subject['tracks'] = []): number =>
  new Set(tracks.map(({ disc }) => disc)).size;
