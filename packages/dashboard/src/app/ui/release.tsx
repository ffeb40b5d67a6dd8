import type { DecisionView } from '../api/types.ts';
import { formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';
import { SafeLink } from './safe-link.tsx';

export type MatchView = NonNullable<DecisionView['matches']>[number];
export type ReleaseView = Omit<MatchView, 'runnerUp'>;

/** `Weezer – Weezer (Blue Album), 1994, US, 10 tracks · 98 % · musicbrainz.org` */
export function Release(props: { readonly release: ReleaseView; readonly named?: boolean }) {
  const { source, title, creators, year, country, tracks, url, score } = props.release;
  const facts = [year, country, tracks === undefined ? undefined : t.value.counts.tracks(tracks)];
  return (
    <span class="release">
      {props.named && <strong>{source} </strong>}
      <bdi>{[creators.join(', '), title].filter(Boolean).join(' – ')}</bdi>
      <span class="muted small">
        {facts.filter(Boolean).map((fact) => ` · ${fact}`)}
        {` · ${formatPercent(score)}`}
        {url && (
          <>
            {' · '}
            <SafeLink address={url}>{url}</SafeLink>
          </>
        )}
      </span>
    </span>
  );
}
