import { type CatalogueFile, discFolder } from '@earmark/core';
import { withoutDisc } from './disc-folder.ts';
import { looksNumbered } from './folder-names.ts';
import { nameOf, parentOf, stemOf } from './paths.ts';
import { all, first, groupBy, norm, numberOf } from './values.ts';

/**
 * Which of a unit's files are one album. Pure: the same files, the same groups, in the order of their first path.
 *
 * 1. Files with one MusicBrainz release are one album, whatever else they say.
 * 2. Files without one go by their album's title without its disc; they join the release of that title if there
 *    is one. Within a title, differing album artists part; so do differing artists whose track numbers collide
 *    (two records of the same name); others stay together (a compilation).
 * 3. Files without an album's title join the only titled album of their folder where they are fewer than its
 *    files; otherwise those of one folder are an album where most names are numbered, or where the folder is
 *    one disc of several; the rest are singles, each by itself.
 */
export function groupFiles(unitFolder: string, files: readonly CatalogueFile[]): CatalogueFile[][] {
  const isTitled = (file: CatalogueFile) => titleOf(file) !== undefined || !!releaseOf(file);
  const groups = titledGroups(files.filter(isTitled));
  const untitled = files.filter((file) => !isTitled(file));
  for (const rest of untitledGroups(unitFolder, untitled)) {
    const host = hostOf(rest, groups);
    if (host) host.push(...rest);
    else groups.push(...split(unitFolder, rest));
  }
  for (const group of groups) group.sort(byPath);
  return groups.sort(([left], [right]) => (left && right ? byPath(left, right) : 0));
}

function titledGroups(files: readonly CatalogueFile[]): CatalogueFile[][] {
  const releases = [...groupBy(files.filter(releaseOf), (file) => releaseOf(file) ?? '').values()];
  const groups = [...releases];
  const byTitle = groupBy(
    files.filter((file) => !releaseOf(file)),
    (file) => titleOf(file) ?? '',
  );
  for (const [title, rest] of byTitle) {
    const [release] = releases
      .filter((group) => group.some((file) => titleOf(file) === title))
      .sort((left, right) => right.length - left.length);
    if (release) release.push(...rest);
    else groups.push(...byArtist(rest));
  }
  return groups;
}

/** Records of one title in one place. */
function byArtist(files: CatalogueFile[]): CatalogueFile[][] {
  const named = groupBy(
    files.filter((file) => first(file, 'albumartist') !== undefined),
    (file) => norm(first(file, 'albumartist') ?? ''),
  );
  const unnamed = files.filter((file) => first(file, 'albumartist') === undefined);
  if (named.size === 0)
    return collide(unnamed) ? [...groupBy(unnamed, artistOf).values()] : [unnamed];
  const groups = [...named.values()].sort((left, right) => right.length - left.length);
  groups[0]?.push(...unnamed);
  return groups;
}

/** Several artists have the same track number on the same disc of the same folder. */
function collide(files: readonly CatalogueFile[]): boolean {
  const places = groupBy(
    files.filter((file) => first(file, 'track') !== undefined),
    (file) => `${parentOf(file.path)}|${first(file, 'disc') ?? ''}|${first(file, 'track')}`,
  );
  return [...places.values()].some((same) => new Set(same.map(artistOf)).size > 1);
}

/** By folder; the discs of one album together. */
function untitledGroups(
  unitFolder: string,
  files: readonly CatalogueFile[],
): Iterable<CatalogueFile[]> {
  return groupBy(files, (file) => {
    const folder = parentOf(file.path);
    const disc = folder === unitFolder ? undefined : discFolder(nameOf(folder));
    return disc ? `disc ${norm(disc.album)}` : `folder ${folder}`;
  }).values();
}

function hostOf(
  rest: readonly CatalogueFile[],
  groups: readonly CatalogueFile[][],
): CatalogueFile[] | undefined {
  const folders = new Set(rest.map((file) => parentOf(file.path)));
  const near = groups.filter((group) => group.some((file) => folders.has(parentOf(file.path))));
  const [host] = near;
  return near.length === 1 && host && host.length > rest.length ? host : undefined;
}

function split(unitFolder: string, files: CatalogueFile[]): CatalogueFile[][] {
  const inDisc = files.some((file) => parentOf(file.path) !== unitFolder);
  const numbered = files.filter(
    (file) => numberOf(first(file, 'track')) !== undefined || looksNumbered(stemOf(file.path)),
  );
  if (inDisc || (files.length > 1 && numbered.length * 2 > files.length)) return [files];
  return files.map((file) => [file]);
}

function titleOf(file: CatalogueFile): string | undefined {
  const album = first(file, 'album');
  return album === undefined ? undefined : norm(withoutDisc(album));
}
const releaseOf = (file: CatalogueFile): string | undefined =>
  all(file, 'musicbrainz_albumid')[0]?.toLowerCase();
const artistOf = (file: CatalogueFile): string => norm(first(file, 'artist') ?? '');
const byPath = (left: CatalogueFile, right: CatalogueFile): number =>
  left.path < right.path ? -1 : 1;
