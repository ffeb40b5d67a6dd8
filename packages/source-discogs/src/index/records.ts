import type { AlbumRecord } from '@earmark/source-index';
import { claimsOf } from '../candidates.ts';
import { artistName, creatorName } from '../names.ts';
import { type ListedTrack, tracksOf } from '../tracks.ts';
import { childOf, type Element, parseElement, textOf, textsOf } from './xml.ts';

/** A master stands for all its releases. */
export function masterOf(text: string): AlbumRecord | undefined {
  const master = parseElement(text);
  const { id } = master.attributes;
  return id === undefined ? undefined : recordOf(master, 'master', id, textOf(master, 'year'));
}

/** Of a master's releases only the main one counts, in its place; a release without a master is a work of its own. */
export function releaseOf(text: string): AlbumRecord | undefined {
  const release = parseElement(text);
  const master = childOf(release, 'master_id');
  const released = textOf(release, 'released')?.slice(0, 4);
  if (master !== undefined && master.text.trim() !== '' && master.text.trim() !== '0')
    return master.attributes.is_main_release === 'true'
      ? recordOf(release, 'master', master.text.trim(), released)
      : undefined;
  const { id } = release.attributes;
  return id === undefined ? undefined : recordOf(release, 'release', id, released);
}

function recordOf(
  element: Element,
  kind: 'master' | 'release',
  id: string,
  yearText: string | undefined,
): AlbumRecord | undefined {
  const title = textOf(element, 'title');
  if (title === undefined) return undefined;
  const year = Number(yearText);
  const label = childOf(element, 'labels')?.children[0]?.attributes.name;
  const country = textOf(element, 'country');
  const tracks = tracksOf(listOf(element));
  const types = typesOf(element);
  return {
    kind: 'album',
    id: `${kind}/${id}`,
    title,
    creators: creatorsOf(element),
    claims: claimsOf(textsOf(element, 'styles'), textsOf(element, 'genres')),
    ids: { [`discogs-${kind}`]: id },
    ...(year > 0 ? { year } : {}),
    ...(label ? { label: artistName(label) } : {}),
    ...(country ? { country } : {}),
    ...(types.length > 0 ? { types } : {}),
    ...(tracks.length > 0 ? { tracks } : {}),
  };
}

function creatorsOf(element: Element): readonly string[] {
  const names = (childOf(element, 'artists')?.children ?? [])
    .map((artist) => artistName(textOf(artist, 'name') ?? ''))
    .filter((name) => name !== '');
  return names.map(creatorName);
}

/** Headings have no position. */
function listOf(element: Element): readonly ListedTrack[] {
  return (childOf(element, 'tracklist')?.children ?? [])
    .map((track) => ({
      title: textOf(track, 'title') ?? '',
      position: textOf(track, 'position'),
      duration: textOf(track, 'duration'),
    }))
    .filter(({ position }) => position !== undefined);
}

const known = new Set(['album', 'single', 'ep', 'compilation']);

function typesOf(element: Element): readonly string[] {
  const words = (childOf(element, 'formats')?.children ?? [])
    .flatMap((format) => textsOf(format, 'descriptions'))
    .map((word) => word.toLowerCase())
    .filter((word) => known.has(word));
  return [...new Set(words)];
}
