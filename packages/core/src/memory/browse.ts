import { albumOrder, fileOrder, reviewOrder, searchedWords, timeOrder } from '../browse/index.ts';
import type { AlbumQuery, Browse, FacetName, FacetValue } from '../browse.ts';
import { wholeOf } from '../reviews/parts.ts';
import { finds, type Listed, listedAlbums, type Sources, subjectsOf } from './album-rows.ts';
import { listing } from './listing.ts';
import { byBytes } from './rows.ts';

const usualFacets = 50;
const bins = 20;

/** Lists that are made when they are asked for: what fits into a memory is small. */
export function createMemoryBrowse(sources: Sources, revision: () => number): Browse {
  const { catalogue, journal, reviews, addedAt } = sources;

  /** Whether an id is that of an album that has these words; without words: everything. */
  async function textFilter(text: string | undefined) {
    if (searchedWords(text ?? '').length === 0) return () => true;
    const found = (await listedAlbums(sources)).filter((album) =>
      finds({ text: text ?? '' }, album),
    );
    const ids = new Set(found.map(({ row }) => row.id));
    return (id: string | undefined) => id !== undefined && ids.has(wholeOf(id));
  }
  const is = <Value>(wanted: Value | undefined, value: Value | undefined) =>
    wanted === undefined || wanted === value;

  return {
    async albums(query = {}) {
      const { sort = 'title' } = query;
      const found = (await listedAlbums(sources)).filter((album) => finds(query, album));
      const entries = found.map((album) => ({
        row: album.row,
        id: album.row.id,
        values: valuesOf(album, sort),
      }));
      return listing(entries, albumOrder(query), query);
    },
    async album(id) {
      return (await listedAlbums(sources)).find(({ row }) => row.id === id)?.row;
    },
    async files(query = {}) {
      const { root, folder, album, format, failed, text, sort = 'path' } = query;
      const hasWords = await textFilter(text);
      const entries = (await catalogue.files({}))
        .filter((file) => is(root, file.root) && is(album, file.album) && is(format, file.format))
        .filter((file) => is(folder, splitPath(file.path)[0]))
        .filter((file) => is(failed, file.fault !== undefined) && hasWords(file.album))
        .map((file) => {
          const row = { ...file, addedAt: addedAt(file.id) };
          const values = {
            path: [file.root, ...splitPath(file.path)],
            size: [file.size],
            added: [row.addedAt],
            duration: file.durationSeconds === undefined ? [] : [file.durationSeconds],
          };
          return { row, id: file.id, values: values[sort] };
        });
      return listing(entries, fileOrder(query), query);
    },
    async decisions(query = {}) {
      const { run, subject, field, band, confidence, text, since = 0 } = query;
      const hasWords = await textFilter(text);
      const rows = await journal.decisions({ ...(run !== undefined && { run }) });
      const entries = rows
        .filter(({ decision }) => is(subject, decision.subject) && is(field, decision.field))
        .filter(({ decision }) => is(band, decision.band) && hasWords(decision.subject))
        .filter(({ at, decision }) => {
          const [from, to] = confidence ?? [0, 1];
          return at >= since && decision.confidence >= from && decision.confidence <= to;
        })
        .map((row) => ({ row, id: row.decision.id, values: [row.at] }));
      return listing(entries, timeOrder('decisions', query), query);
    },
    async reviews(query = {}) {
      const { sort = 'confidence', limit: _limit, offset: _offset, ...filter } = query;
      const entries = (await reviews.list(filter)).map((row) => {
        const values = { confidence: row.confidence, queued: row.queuedAt, title: row.title };
        return { row, id: row.decision, values: [values[sort]] };
      });
      return listing(entries, reviewOrder(query), query);
    },
    async receipts(query = {}) {
      const { run, target, subject, sink, undone, since = 0 } = query;
      const subjects = await subjectsOf(sources);
      const rows = await journal.receipts({
        ...(run !== undefined && { run }),
        ...(target !== undefined && { target }),
      });
      const entries = rows
        .map((record) => {
          const { at, applied } = record.receipt;
          const [about, title] = [subjects.ofReceipt(record), subjects.title(record)];
          const known = { ...(about && { subject: about }), ...(title && { title }) };
          return { ...record, at, diff: applied, ...known };
        })
        .filter((row) => is(sink, row.sink) && is(undone, row.undoneBy !== undefined))
        .filter((row) => is(subject, row.subject) && row.at >= since)
        .map((row) => ({ row, id: row.id, values: [row.at] }));
      return listing(entries, timeOrder('receipts', query), query);
    },
    async runs(query = {}) {
      const { recipe, pipeline, outcome, since = 0, jobs = false } = query;
      const entries = (await journal.runs())
        .filter(({ job }) => jobs || job === undefined)
        .filter((run) => is(recipe, run.recipe) && is(pipeline, run.pipeline))
        .filter((run) => is(outcome, run.outcome ?? 'open') && run.startedAt >= since)
        .map((row) => ({ row, id: row.id, values: [row.startedAt] }));
      return listing(entries, timeOrder('runs', query), query);
    },
    async facets<Name extends FacetName>(
      query: AlbumQuery,
      which: readonly Name[],
      limit = usualFacets,
    ) {
      const all = await listedAlbums(sources);
      const facets = which.map((name) => {
        const found = all.filter((album) => finds(query, album, name));
        return [
          name,
          mostFirst(
            found.flatMap((album) => facetOf(album, name)),
            limit,
          ),
        ] as const;
      });
      return Object.fromEntries(facets) as Record<Name, readonly FacetValue[]>;
    },
    async histogram(query = {}) {
      const counts = Array.from({ length: bins }, () => 0);
      for (const album of await listedAlbums(sources)) {
        if (!finds(query, album) || album.row.confidence === undefined) continue;
        const bin = Math.min(Math.floor(album.row.confidence * bins), bins - 1);
        counts[bin] = (counts[bin] ?? 0) + 1;
      }
      return counts;
    },
    async revision() {
      return revision();
    },
  };
}

function valuesOf({ row, contents }: Listed, sort: NonNullable<AlbumQuery['sort']>) {
  const one = (value: number | undefined) => (value === undefined ? [] : [value]);
  return {
    title: [contents.titleKey],
    creator: [contents.creatorKey],
    year: one(row.year),
    added: [row.addedAt],
    changed: one(row.changedAt),
    confidence: one(row.confidence),
    health: one(row.health),
    folder: [row.root, row.folder],
  }[sort];
}

function facetOf({ row, silent, issues }: Listed, name: FacetName): readonly string[] {
  return {
    genre: row.genres,
    format: row.formats,
    creator: row.creators,
    year: row.year === undefined ? [] : [String(row.year)],
    band: row.band === undefined ? [] : [row.band],
    kind: [row.kind],
    root: [row.root],
    state: [row.state],
    silent,
    issue: issues,
  }[name];
}

function mostFirst(values: readonly string[], limit: number): readonly FacetValue[] {
  return [...Map.groupBy(values, (value) => value)]
    .map(([value, each]) => ({ value, count: each.length }))
    .sort((left, right) => right.count - left.count || byBytes(left.value, right.value))
    .slice(0, limit);
}

function splitPath(path: string): readonly [folder: string, name: string] {
  const slash = path.lastIndexOf('/');
  return [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)];
}
