import type { Verdict } from '../api/reviews.ts';
import type { ReviewRow as Review } from '../api/types.ts';
import { href } from '../state/router.ts';
import { account } from '../state/session.ts';
import { formatPercent } from '../text/format.ts';
import { fieldName, t } from '../text/index.ts';
import { Cover } from './cover.tsx';
import { Diff } from './diff.tsx';
import { EvidenceOf } from './evidence.tsx';
import { Badge } from './parts.tsx';

export function ReviewDetail(props: {
  readonly row: Review;
  readonly verdict: Verdict['verdict'] | undefined;
}) {
  const { row, verdict } = props;
  return (
    <div class="stack review-detail">
      <div class="review-head">
        <Cover album={row.subject} account={account.value} title={row.title} size={160} />
        <div class="stack">
          <h2 dir="auto">
            <a href={href(`/albums/${encodeURIComponent(row.subject)}`)}>{row.title}</a>
          </h2>
          <p class="row">
            <Badge>{fieldName(row.field)}</Badge>
            <Badge tone={row.band === 'manual' ? 'warn' : 'accent'}>
              {`${t.value.album.confidence} ${formatPercent(row.confidence)}`}
            </Badge>
            {verdict && (
              <Badge tone="good">{t.value.review[verdict]('').replace(/[:\s]+$/, '')}</Badge>
            )}
          </p>
        </div>
      </div>
      <Diff before={row.before} after={row.after} />
      <EvidenceOf album={row.subject} decision={row.decision} />
    </div>
  );
}
