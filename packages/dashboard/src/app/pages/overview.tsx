import { useEffect } from 'preact/hooks';
import { fetchFacets } from '../api/albums.ts';
import { ask } from '../api/http.ts';
import type { RunView } from '../api/types.ts';
import { catalogueChanged, reviewsChanged, runsChanged } from '../state/live.ts';
import { useResource } from '../state/resource.ts';
import { href } from '../state/router.ts';
import { account, mayChange, session } from '../state/session.ts';
import { waiting } from '../state/waiting.ts';
import type { LoadedPage } from '../state/windowed.ts';
import { formatNumber } from '../text/format.ts';
import { t } from '../text/index.ts';
import { OverviewHealth } from '../ui/overview-health.tsx';
import { Failure } from '../ui/parts.tsx';
import { RunLine, RunningCard } from '../ui/run-item.tsx';
import { ShareBar } from '../ui/share-bar.tsx';

const shownRuns = 6;

export function Overview() {
  const { overview: text, album } = t.value;
  const library = useResource(
    (signal) => fetchFacets(account.value, {}, signal),
    [account.value, catalogueChanged.value],
  );
  const runs = useResource(
    async (signal) =>
      (
        await ask<LoadedPage<RunView>>('api/runs', {
          query: { account: account.value, limit: 20 },
          signal,
        })
      ).body.items,
    [account.value, runsChanged.value],
  );
  const reviews = useResource(
    async (signal) =>
      (
        await ask<LoadedPage<unknown>>('api/reviews', {
          query: { account: account.value, status: 'pending', limit: 1, count: true },
          signal,
        })
      ).body.total ?? 0,
    [account.value, reviewsChanged.value],
  );
  useEffect(() => {
    waiting.value = reviews.data.value ?? 0;
  }, [reviews.data.value]);

  if (library.error.value !== undefined && !library.data.value)
    return <Failure error={library.error.value} retry={library.reload} />;
  const states = library.data.value?.state ?? [];
  const albums = states.reduce((sum, { count }) => sum + count, 0);
  const running = (runs.data.value ?? []).filter(({ state }) => state === 'running');
  const ended = (runs.data.value ?? []).filter(({ state }) => state !== 'running');

  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
        {mayChange.value && (
          <a class="button main" href={href('/runs', { start: 'tag' })}>
            {text.startRun}
          </a>
        )}
      </header>
      <div class="overview-top">
        <section class="card stack" aria-labelledby="for-you">
          <h2 id="for-you">{text.forYou}</h2>
          {waiting.value === 0 ? (
            <p class="muted">{text.allDone}</p>
          ) : (
            <>
              <p class="stat">
                <strong>{formatNumber(waiting.value)}</strong>
                <span class="muted">{text.toReview(waiting.value)}</span>
              </p>
              <a class="button main" href={href('/review')}>
                {text.openReview}
              </a>
            </>
          )}
        </section>
        <section class="card stack" aria-labelledby="library">
          <h2 id="library">{text.library}</h2>
          {library.data.value && albums === 0 ? (
            <>
              <p class="muted">{text.emptyText}</p>
              <div class="row">
                {mayChange.value && (
                  <a class="button" href={href('/runs', { start: 'scan' })}>
                    {text.scan}
                  </a>
                )}
                {session.value?.person.admin && (
                  <a class="button" href={href('/accounts', { add: 'yes' })}>
                    {text.addFolder}
                  </a>
                )}
              </div>
            </>
          ) : (
            <>
              <p class="stat">
                <strong>{formatNumber(albums)}</strong>
                <span class="muted">{album.title}</span>
              </p>
              <ShareBar
                label={text.states}
                shares={states.map(({ value, count }) => ({
                  name: value,
                  label: album.states[value as keyof typeof album.states] ?? value,
                  count,
                  href: href('/albums', { state: value }),
                }))}
              />
            </>
          )}
        </section>
        <OverviewHealth />
      </div>
      <section class="stack" aria-labelledby="running">
        <h2 id="running">{text.running}</h2>
        {running.length === 0 ? (
          <p class="muted">{text.idle}</p>
        ) : (
          <div class="cards">
            {running.map((run) => (
              <RunningCard key={run.id} run={run} />
            ))}
          </div>
        )}
      </section>
      {ended.length > 0 && (
        <section class="stack" aria-labelledby="latest">
          <h2 id="latest">{text.lastRuns}</h2>
          <ul class="card list">
            {ended.slice(0, shownRuns).map((run) => (
              <li key={run.id}>
                <RunLine run={run} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
