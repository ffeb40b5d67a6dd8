import type { RunComparison } from '@earmark/api/client';
import { ask } from '../api/http.ts';
import type { RunView } from '../api/types.ts';
import type { Params } from '../state/match-path.ts';
import { useResource } from '../state/resource.ts';
import { href } from '../state/router.ts';
import { account } from '../state/session.ts';
import { formatDateTime, formatNumber, formatPercent } from '../text/format.ts';
import { fieldName, t } from '../text/index.ts';
import { Badge, Empty, Failure, Stat } from '../ui/parts.tsx';
import { runName } from '../ui/run-item.tsx';

type Said = NonNullable<RunComparison['items'][number]['one']>;

/** What two runs decided differently, side by side. */
export function CompareRuns({ params }: { readonly params: Params }) {
  const { run: text, counts } = t.value;
  const { id = '', other = '' } = params;
  const query = { account: account.value };
  const path = (run: string) => `api/runs/${encodeURIComponent(run)}`;
  const loaded = useResource(
    async (signal) => {
      const [comparison, one, second] = await Promise.all([
        ask<RunComparison>(`${path(id)}/compare/${encodeURIComponent(other)}`, { query, signal }),
        ask<RunView>(path(id), { query, signal }),
        ask<RunView>(path(other), { query, signal }),
      ]);
      return { ...comparison.body, runs: [one.body, second.body] as const };
    },
    [id, other],
  );
  const shown = loaded.data.value;
  if (!shown)
    return loaded.error.value === undefined ? (
      <p class="page muted">{t.value.state.loading}</p>
    ) : (
      <Failure error={loaded.error.value} retry={loaded.reload} />
    );
  const [one, second] = shown.runs;
  const nameOf = (run: RunView) => `${runName(run)}, ${formatDateTime(run.startedAt)}`;
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{text.compareTitle}</h1>
          <p class="muted">
            <a class="link" href={href(`/runs/${one.id}`)}>
              {nameOf(one)}
            </a>{' '}
            ·{' '}
            <a class="link" href={href(`/runs/${second.id}`)}>
              {nameOf(second)}
            </a>
          </p>
        </div>
      </header>
      <section class="card run-counts" aria-label={text.counts}>
        <Stat value={formatNumber(shown.same)} label={text.alike} />
        <Stat value={formatNumber(shown.different)} label={text.different} />
        <Stat value={formatNumber(shown.onlyOne)} label={text.onlyFirst} />
        <Stat value={formatNumber(shown.onlyOther)} label={text.onlySecond} />
      </section>
      {shown.more && <p class="muted">{text.notAll}</p>}
      {shown.items.length === 0 ? (
        <Empty title={text.allAlike} />
      ) : (
        <ul class="card list">
          {shown.items.map(({ subject, title, field, one: first, other: last }) => (
            <li key={`${subject} ${field}`} class="stack">
              <span class="row row-between">
                <a href={href(`/albums/${encodeURIComponent(subject)}`)}>
                  <strong>
                    <bdi>{title}</bdi>
                  </strong>
                </a>
                <span class="muted small">{fieldName(field)}</span>
              </span>
              <div class="compared">
                <Side said={first} label={text.first} />
                <Side said={last} label={text.second} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {shown.items.length > 0 && <p class="muted small">{counts.decisions(shown.items.length)}</p>}
    </div>
  );
}

function Side({ said, label }: { readonly said: Said | undefined; readonly label: string }) {
  const { settings, state } = t.value;
  return (
    <div>
      <span class="label">{label}</span>
      {said ? (
        <p>
          {said.after.join('; ') || state.empty}{' '}
          <span class="row small">
            <Badge>{settings.bandNames[said.band] ?? said.band}</Badge>
            <span class="muted number">{formatPercent(said.confidence)}</span>
          </span>
        </p>
      ) : (
        <p class="muted">{t.value.run.notDecided}</p>
      )}
    </div>
  );
}
