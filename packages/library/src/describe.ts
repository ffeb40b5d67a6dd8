import {
  type CatalogueFile,
  type Description,
  discFolder,
  type FieldName,
  isVariousArtists,
  type TrackDescription,
  variousArtists,
} from '@earmark/core';
import { withoutDisc } from './disc-folder.ts';
import { albumFromName, trackFromName } from './folder-names.ts';
import { nameOf, parentOf, stemOf } from './paths.ts';
import { all, commonest, first, norm, numberOf, yearOf } from './values.ts';

/** The schemes of an album's ids, and the fields that hold them. */
const albumIds: Readonly<Record<string, FieldName>> = {
  'musicbrainz-release': 'musicbrainz_albumid',
  'musicbrainz-release-group': 'musicbrainz_releasegroupid',
  'musicbrainz-artist': 'musicbrainz_albumartistid',
  'discogs-release': 'discogs_releaseid',
  'discogs-master': 'discogs_masterid',
  barcode: 'barcode',
  catalognumber: 'catalognumber',
  isbn13: 'isbn',
  asin: 'asin',
};
const trackIds: Readonly<Record<string, FieldName>> = {
  'musicbrainz-recording': 'musicbrainz_recordingid',
  'musicbrainz-track': 'musicbrainz_releasetrackid',
  isrc: 'isrc',
};

/** What an album is known by. */
export type AlbumIdentity = Pick<Description, 'title' | 'creators' | 'year'>;

/**
 * What an album's files say of it, by majority. Where tags say nothing, the names of folders and files do:
 * only here, never in a target's fields. `rootName` is the name of the folder that is the root.
 */
export function describeAlbum(
  folder: string,
  files: readonly CatalogueFile[],
  rootName: string,
): Description {
  const creators = creatorsOf(files);
  const various = isVarious(files, creators);
  const seconds = files.reduce((sum, file) => sum + (file.durationSeconds ?? 0), 0);
  const types = typesOf(files, various);
  const ids = idsOf(files, albumIds, creators.length === 1 && !various);
  const one = (field: FieldName) => commonest(files.map((file) => first(file, field)))?.value;
  const [label, publisher, language] = [one('label'), one('publisher'), one('language')];
  const narrators = [...new Set(files.flatMap((file) => all(file, 'narrator')))];
  const series = seriesOf(files);
  return {
    ...identifyAlbum(folder, files, rootName),
    tracks: tracksOf(folder, files),
    ...(seconds > 0 && { durationSeconds: seconds }),
    ...(label !== undefined && { label }),
    ...(publisher !== undefined && { publisher }),
    ...(language !== undefined && { language }),
    ...(types.length > 0 && { types }),
    ...(narrators.length > 0 && { narrators }),
    ...(series.length > 0 && { series }),
    ...(Object.keys(ids).length > 0 && { ids }),
  };
}

/** As much of the description as a list of albums needs: a scan asks it of every album. */
export function identifyAlbum(
  folder: string,
  files: readonly CatalogueFile[],
  rootName: string,
): AlbumIdentity {
  const named = albumFromName(nameOfAlbum(folder, files, rootName));
  const title = commonest(files.map((file) => first(file, 'album')))?.value;
  const creators = creatorsOf(files);
  const said = isVarious(files, creators) ? [variousArtists] : creators;
  const year = commonest(files.map((file) => yearOf(first(file, 'date') ?? first(file, 'year'))));
  const derived = folder === '' ? named.artist : (named.artist ?? artistFolder(folder));
  const knownYear = year?.value ?? named.year;
  return {
    title: title === undefined ? derivedTitle(files, named.title) : withoutDisc(title),
    creators: said.length > 0 ? said : derived === undefined ? [] : [derived],
    ...(knownYear !== undefined && { year: knownYear }),
  };
}

function tracksOf(folder: string, files: readonly CatalogueFile[]): TrackDescription[] {
  const tracks = files.map((file, index) => {
    const named = trackFromName(stemOf(file.path));
    const place = parentOf(file.path);
    const ofFolder = place === folder ? undefined : discFolder(nameOf(place))?.disc;
    const artists = all(file, 'artist');
    const creators =
      artists.length > 0 ? artists : named.artist === undefined ? [] : [named.artist];
    // Which file it is, without a word of where: what is found out about the file is told to its track by it.
    const ids = { file: file.id, ...idsOf([file], trackIds, true) };
    return {
      disc: numberOf(first(file, 'disc')) ?? ofFolder ?? named.disc ?? 1,
      position: numberOf(first(file, 'track')) ?? named.position ?? index + 1,
      title: first(file, 'title') ?? named.title,
      ...(creators.length > 0 && { creators }),
      ...(file.durationSeconds !== undefined && { durationSeconds: file.durationSeconds }),
      ids,
    };
  });
  return tracks.sort((left, right) => left.disc - right.disc || left.position - right.position);
}

/** The album's artist; else the artist that most tracks have or begin with. */
function creatorsOf(files: readonly CatalogueFile[]): readonly string[] {
  const credited = files.filter((file) => first(file, 'albumartist') !== undefined);
  const field = credited.length > 0 ? 'albumartist' : 'artist';
  const lists = (credited.length > 0 ? credited : files).map((file) => all(file, field));
  const most = commonest(lists.map((list) => (list.length > 0 ? list.join('\n') : undefined)));
  return most ? most.value.split('\n') : [];
}

function isVarious(files: readonly CatalogueFile[], creators: readonly string[]): boolean {
  if (files.some((file) => first(file, 'albumartist') !== undefined))
    return creators.length === 1 && isVariousArtists(creators[0] ?? '');
  const [main = ''] = creators.map(norm);
  const artists = files.map((file) => norm(first(file, 'artist') ?? '')).filter(Boolean);
  const others = artists.filter((artist) => !artist.startsWith(main));
  if (files.some((file) => first(file, 'compilation') === '1')) return others.length > 0;
  return artists.length > 1 && others.length * 2 > artists.length;
}

function typesOf(files: readonly CatalogueFile[], various: boolean): string[] {
  const types = files.flatMap((file) => file.fields.releasetype ?? []);
  const flagged = files.some((file) => first(file, 'compilation') === '1');
  if (various || flagged) types.push('compilation');
  return [...new Set(types.map((type) => type.toLowerCase()))];
}

/** Ids that all files agree on where they have them; several artists have no id of their own. */
function idsOf(
  files: readonly CatalogueFile[],
  schemes: Readonly<Record<string, FieldName>>,
  oneArtist: boolean,
): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const [scheme, field] of Object.entries(schemes)) {
    const values = new Set(files.flatMap((file) => all(file, field)));
    const [value] = values;
    if (values.size !== 1 || value === undefined) continue;
    if (scheme === 'musicbrainz-artist' && !oneArtist) continue;
    if (scheme === 'isbn13' && value.replaceAll('-', '').length !== 13) continue;
    ids[scheme] = value;
  }
  return ids;
}

function seriesOf(files: readonly CatalogueFile[]): { name: string; sequence?: string }[] {
  const file = files.find((each) => first(each, 'series') !== undefined);
  if (!file) return [];
  const parts = all(file, 'seriespart');
  return all(file, 'series').map((name, index) => {
    const sequence = parts[index];
    return sequence === undefined ? { name } : { name, sequence };
  });
}

/** A single is called as its file is, an album as its folder. */
function derivedTitle(files: readonly CatalogueFile[], ofFolder: string): string {
  const [only] = files;
  if (files.length !== 1 || !only) return ofFolder;
  return first(only, 'title') ?? trackFromName(stemOf(only.path)).title;
}

/** Discs that repeat the album's name say it better than the folder they share. */
function nameOfAlbum(folder: string, files: readonly CatalogueFile[], rootName: string): string {
  const discs = files.map((file) => discFolder(nameOf(parentOf(file.path)))?.album ?? '');
  const repeated = discs.every((album) => album !== '' && norm(album) === norm(discs[0] ?? ''));
  const own = folder === '' ? rootName : nameOf(folder);
  return repeated ? (discs[0] ?? own) : own;
}

/** `Artist/2001 - Album`: the folder above, unless it is a letter or a shelf. */
function artistFolder(folder: string): string | undefined {
  const name = nameOf(parentOf(folder));
  return [...name].length > 1 &&
    !/^(music|audio|audiobooks|books|singles|albums|various)$/iu.test(name)
    ? name
    : undefined;
}
