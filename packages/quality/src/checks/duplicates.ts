import type { CheckedAlbum } from '../issue.ts';
import { hash32, likeness, withoutEdition } from '../text/likeness.ts';
import { shown } from '../text/show.ts';
import type { FoundIn, LibraryWideCheck } from './check.ts';
import { isNumberedTitle } from './placeholders.ts';

/** What is kept of an album: some hundred bytes, and four for each track. */
interface Trace {
  readonly id: string;
  readonly title: string;
  readonly creators: readonly string[];
  readonly where: string;
  readonly files: number;
  /** Hashes of the tracks' titles, ascending. */
  readonly tracks: Uint32Array;
}

/** So many of the smaller one's tracks must be on the other. */
const sameShare = 0.6;
/** Fewer tracks with the same titles prove nothing where the albums' titles differ. */
const fewestTracks = 4;

/** The same album twice: by its title without the edition, or by all its tracks. Never by the title alone where tracks can be compared: some artists call every album by their name. */
export function createDuplicateCheck(): LibraryWideCheck {
  const byTitle = new Map<string, Trace[]>();
  const byTracks = new Map<string, Trace[]>();

  return {
    add(album) {
      if (album.files.length === 0) return;
      const artist = likeness(album.creators.join(' '));
      const trace = traceOf(album);
      file(byTitle, hashOf(artist, likeness(withoutEdition(album.title))), trace);
      if (trace.tracks.length >= fewestTracks)
        file(byTracks, hashOf(artist, trace.tracks.join(' ')), trace);
    },
    async *end() {
      const told = new Set<string>();
      for (const traces of [...byTitle.values(), ...byTracks.values()]) {
        for (const [index, trace] of traces.entries()) {
          const other = traces.slice(0, index).find((earlier) => isSame(earlier, trace));
          if (!other || told.has(trace.id)) continue;
          told.add(trace.id);
          yield found(trace, other);
        }
      }
    },
  };
}

const hashOf = (...parts: readonly string[]) =>
  parts.map((part) => hash32(part).toString(36)).join('.');

function file(index: Map<string, Trace[]>, key: string, trace: Trace): void {
  const traces = index.get(key);
  if (traces) traces.push(trace);
  else index.set(key, [trace]);
}

function traceOf({ id, title, creators, where = '', files }: CheckedAlbum): Trace {
  const titles = files.flatMap(({ fields }) => fields.title?.slice(0, 1) ?? []);
  const named = titles.filter((each) => each.trim() !== '' && !isNumberedTitle(each));
  const tracks = Uint32Array.from(named.map((each) => hash32(likeness(each)))).sort();
  return { id, title, creators, where, files: files.length, tracks };
}

function isSame(a: Trace, b: Trace): boolean {
  if (a.tracks.length === 0 || b.tracks.length === 0) return a.files === b.files;
  const all = new Set(a.tracks);
  const common = new Set([...b.tracks].filter((track) => all.has(track))).size;
  return common >= sameShare * Math.min(all.size, new Set(b.tracks).size);
}

function found(trace: Trace, other: Trace): FoundIn {
  const exact = likeness(trace.title) === likeness(other.title);
  const place = other.where === '' ? '' : ` in ${shown(other.where)}`;
  const also = exact ? 'is there twice' : `has the tracks of ${shown(other.title)}`;
  return {
    kind: 'duplicate-album',
    severity: exact ? 'warning' : 'info',
    album: trace,
    of: trace.files,
    evidence: `${shown(trace.title)} ${also}: the other one has ${other.files} files${place}`,
  };
}
