import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { fetchAlbums, fetchFacets } from '../api/albums.ts';
import type { AlbumRow } from '../api/types.ts';
import { albumFilter, filterKeys, filterNames } from '../state/album-filter.ts';
import { useKeys } from '../state/keys.ts';
import { catalogueChanged } from '../state/live.ts';
import { useResource } from '../state/resource.ts';
import { go, href, place, setQuery } from '../state/router.ts';
import { account } from '../state/session.ts';
import { createWindowed } from '../state/windowed.ts';
import { t } from '../text/index.ts';
import { AlbumFilters } from '../ui/album-filters.tsx';
import { AlbumCard, AlbumLine } from '../ui/album-item.tsx';
import { Button } from '../ui/button.tsx';
import { Empty, Failure } from '../ui/parts.tsx';
import { SavedViews } from '../ui/saved-views.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import '../styles/albums.css';

const cardWidth = 164;
const cardTextHeight = 60;
const lineHeight = 64;

/** Music. */
export function Albums() {
  return <Shelf kind="album" />;
}

/** Audiobooks: the same shelf, with what is read to one. */
export function Books() {
  return <Shelf kind="book" />;
}

function Shelf({ kind }: { readonly kind: 'album' | 'book' }) {
  const { album: text, counts, action } = t.value;
  const title = kind === 'book' ? t.value.books.title : text.title;
  const filter = { ...albumFilter.value, kind };
  const key = `${kind} ${filterKeys(place.value.query)}`;
  const asRows = place.value.query.get('view') === 'rows';
  const active = useSignal(-1);
  const shown = useRef({ first: 0, last: 0 });
  const search = useRef<HTMLInputElement>(null);

  const list = useMemo(
    () =>
      createWindowed<AlbumRow>((offset, limit, signal) =>
        fetchAlbums(account.value, { ...filter, offset, limit, count: true }, signal),
      ),
    [key],
  );
  useEffect(() => {
    active.value = -1;
    list.show(0, 1);
    return list.close;
  }, [list]);
  useEffect(() => {
    if (catalogueChanged.value > 0) void list.refresh(shown.current.first, shown.current.last);
  }, [catalogueChanged.value]);
  const facets = useResource((signal) => fetchFacets(account.value, filter, signal), [key]);
  useKeys({ '/': () => search.current?.focus() });

  const total = list.total.value;
  const isFiltered = filterNames.some((name) => place.value.query.has(name));
  // Drawn again whenever a window arrives.
  void list.version.value;

  function open(index: number): void {
    const album = list.at(index);
    if (album) go(href(`/albums/${encodeURIComponent(album.id)}`));
  }

  return (
    <div class="page page-tall">
      <header class="page-head">
        <div>
          <h1>{title}</h1>
          <p class="muted number" role="status">
            {total === undefined
              ? t.value.state.loading
              : (kind === 'book' ? counts.books : counts.albums)(total)}
          </p>
        </div>
        <search class="search">
          <input
            ref={search}
            class="input"
            type="search"
            aria-label={text.searchLabel}
            placeholder={text.searchHint}
            dir="auto"
            value={place.value.query.get('text') ?? ''}
            onInput={(event) => setQuery({ text: event.currentTarget.value })}
          />
        </search>
        <div class="row">
          <Button
            icon="grid"
            kind="quiet"
            label={text.covers}
            pressed={!asRows}
            onClick={() => setQuery({ view: undefined })}
          />
          <Button
            icon="rows"
            kind="quiet"
            label={text.rows}
            pressed={asRows}
            onClick={() => setQuery({ view: 'rows' })}
          />
        </div>
      </header>
      <SavedViews />
      <AlbumFilters facets={facets.data.value} />
      {list.error.value !== undefined && total === undefined ? (
        <Failure error={list.error.value} retry={() => list.show(0, 1)} />
      ) : total === 0 ? (
        <Empty title={isFiltered ? text.noMatch : t.value.overview.emptyTitle}>
          {isFiltered ? (
            <Button
              onClick={() => setQuery(Object.fromEntries(filterNames.map((name) => [name, ''])))}
            >
              {action.clear}
            </Button>
          ) : (
            <a class="button main" href={href('/runs', { start: 'scan' })}>
              {t.value.overview.scan}
            </a>
          )}
        </Empty>
      ) : (
        <VirtualList
          key={asRows ? 'rows' : 'covers'}
          label={title}
          count={total ?? 0}
          rowHeight={asRows ? lineHeight : cardTextHeight}
          {...(asRows ? {} : { columnWidth: cardWidth })}
          active={active.value}
          onActive={(index) => {
            active.value = index;
          }}
          onOpen={open}
          onWindow={(first, last) => {
            shown.current = { first, last };
            list.show(first, last);
          }}
          item={(index, options) => {
            const album = list.at(index);
            const Item = asRows ? AlbumLine : AlbumCard;
            return (
              <Item
                key={index}
                {...options}
                {...(album ? { album } : {})}
                position={index + 1}
                total={total ?? 0}
              />
            );
          }}
        />
      )}
    </div>
  );
}
