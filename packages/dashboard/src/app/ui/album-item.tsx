import type { ComponentChildren } from 'preact';
import type { AlbumRow } from '../api/types.ts';
import { href } from '../state/router.ts';
import { account } from '../state/session.ts';
import { formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Cover } from './cover.tsx';
import { Badge, type Tone } from './parts.tsx';

export interface AlbumItemProps {
  readonly id: string;
  readonly active: boolean;
  /** Absent while it is on its way. */
  readonly album?: AlbumRow;
  readonly position: number;
  readonly total: number;
}

const tones: Readonly<Partial<Record<AlbumRow['state'], Tone>>> = {
  confirmed: 'good',
  changed: 'good',
  review: 'accent',
  manual: 'warn',
  failed: 'bad',
};

export function StateBadge({ album }: { readonly album: AlbumRow }) {
  const tone = tones[album.state];
  return <Badge {...(tone ? { tone } : {})}>{t.value.album.states[album.state]}</Badge>;
}

export function AlbumCard(props: AlbumItemProps) {
  const { album, active } = props;
  return (
    <Item {...props} class={`album-card ${active ? 'active' : ''}`}>
      {album && (
        <>
          <Cover
            album={album.id}
            account={account.value}
            title={album.title}
            size={240}
            has={album.pictures > 0}
          />
          <strong class="truncate" dir="auto">
            {album.title}
          </strong>
          <span class="muted small truncate">
            <bdi>{album.creators.join(', ')}</bdi>
            {album.year === undefined ? '' : ` · ${album.year}`}
          </span>
          {album.pendingReviews > 0 && (
            <span class="album-mark">
              <StateBadge album={album} />
            </span>
          )}
        </>
      )}
    </Item>
  );
}

export function AlbumLine(props: AlbumItemProps) {
  const { album, active } = props;
  return (
    <Item {...props} class={`album-line ${active ? 'active' : ''}`}>
      {album && (
        <>
          <Cover
            album={album.id}
            account={account.value}
            title={album.title}
            size={96}
            has={album.pictures > 0}
          />
          <span class="album-line-title">
            <strong class="truncate" dir="auto">
              {album.title}
            </strong>
            <span class="muted small truncate" dir="auto">
              {album.creators.join(', ')}
            </span>
          </span>
          <span class="album-line-genres truncate" dir="auto">
            {album.genres.join('; ')}
          </span>
          <span class="album-line-year number muted">{album.year}</span>
          <span class="album-line-confidence number muted">
            {album.confidence === undefined ? '' : formatPercent(album.confidence)}
          </span>
          <StateBadge album={album} />
        </>
      )}
    </Item>
  );
}

/** The whole item is one link: it can be opened in a new tab, too. Focus stays with the list. */
function Item(
  props: AlbumItemProps & { readonly class: string; readonly children?: ComponentChildren },
) {
  const { album, id, active, position, total } = props;
  return (
    <a
      id={id}
      role="option"
      aria-selected={active}
      aria-posinset={position}
      aria-setsize={total}
      tabIndex={-1}
      class={props.class}
      {...(album ? { href: href(`/albums/${encodeURIComponent(album.id)}`) } : {})}
    >
      {props.children}
    </a>
  );
}
