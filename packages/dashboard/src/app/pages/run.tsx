import { useSignal } from '@preact/signals';
import { ask } from '../api/http.ts';
import type { ChangeView, Paged, RunView } from '../api/types.ts';
import { byAlbum, changesOf } from '../state/changes.ts';
import { runsChanged } from '../state/live.ts';
import type { Params } from '../state/match-path.ts';
import { useResource } from '../state/resource.ts';
import { go, href } from '../state/router.ts';
import { account, mayChange } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { formatDateTime, formatNumber, formatSpan } from '../text/format.ts';
import { fieldName, t } from '../text/index.ts';
import { Button } from '../ui/button.tsx';
import { CompareWith } from '../ui/compare-with.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Cover } from '../ui/cover.tsx';
import { Diff } from '../ui/diff.tsx';
import { Empty, Failure, messageOf, Stat } from '../ui/parts.tsx';
import { RunBadge, RunningCard, runName } from '../ui/run-item.tsx';

/** Counts of a kind (`albums:review`, `issues:mojibake`) have pages of their own. */
/** Where what a run found can be answered. */
const placeOf: Readonly<Record<string, string>> = { issues: '/quality', queued: '/review' };
const isShown = ([name]: readonly [string, number]) => !name.includes(':');

export function RunPage({ params }: { readonly params: Params }) {
  const { run: text, counts, action } = t.value;
  const path = `api/runs/${encodeURIComponent(params.id ?? '')}`;
  const query = { account: account.value };
  const asking = useSignal(false);
  const more = useSignal<readonly ChangeView[]>([]);
  const next = useSignal<string | undefined>(undefined);
  const loaded = useResource(
    async (signal) => (await ask<RunView>(path, { query, signal })).body,
    [path, runsChanged.value],
  );
  const changes = useResource(
    async (signal) => {
      const { body } = await ask<Paged<ChangeView>>(`${path}/diff`, { query, signal });
      more.value = [];
      next.value = body.next;
      return body.items;
    },
    [path, runsChanged.value],
  );
  const run = loaded.data.value;
  if (!run)
    return loaded.error.value === undefined ? (
      <p class="page muted">{t.value.state.loading}</p>
    ) : (
      <Failure error={loaded.error.value} retry={loaded.reload} />
    );

  async function send(what: 'resume' | 'undo'): Promise<void> {
    try {
      const { body } = await ask<{ readonly run: string }>(`${path}/${what}`, {
        method: 'POST',
        query,
        headers: { 'idempotency-key': crypto.randomUUID() },
        ...(what === 'undo' ? { body: {} } : {}),
      });
      if (what === 'undo') say(text.undoing);
      go(href(`/runs/${body.run}`));
    } catch (error) {
      say(messageOf(error));
    }
  }
  async function writeNow(): Promise<void> {
    try {
      const request = { ...(run?.request as object | undefined), dryRun: false };
      const { body } = await ask<{ readonly run: string }>('api/runs', {
        method: 'POST',
        query,
        headers: { 'idempotency-key': crypto.randomUUID() },
        body: { recipe: run?.recipe, request },
      });
      go(href(`/runs/${body.run}`));
    } catch (error) {
      say(messageOf(error));
    }
  }
  async function loadMore(): Promise<void> {
    const { body } = await ask<Paged<ChangeView>>(`${path}/diff`, {
      query: { ...query, after: next.value },
    });
    more.value = [...more.value, ...body.items];
    next.value = body.next;
  }

  const isDry = (run.request as { readonly dryRun?: boolean } | undefined)?.dryRun === true;
  const shown = byAlbum(changesOf([...(changes.data.value ?? []), ...more.value]));
  const applied = run.counts.applied ?? 0;
  const canResume = ['stopped', 'failed', 'killed'].includes(run.state);
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{runName(run)}</h1>
          <p class="row muted">
            <RunBadge run={run} />
            <span>{formatDateTime(run.startedAt)}</span>
            {run.endedAt !== undefined && <span>{formatSpan(run.endedAt - run.startedAt)}</span>}
          </p>
        </div>
        <CompareWith run={run} />
        {mayChange.value && (
          <div class="row">
            {canResume && <Button onClick={() => void send('resume')}>{action.resume}</Button>}
            {isDry && run.state === 'completed' && (
              <Button kind="main" onClick={() => void writeNow()}>
                {text.writeNow}
              </Button>
            )}
            {applied > 0 && run.state !== 'running' && (
              <Button
                icon="undo"
                onClick={() => {
                  asking.value = true;
                }}
              >
                {text.undo}
              </Button>
            )}
          </div>
        )}
      </header>
      {run.state === 'running' && <RunningCard run={run} />}
      <section class="card run-counts" aria-label={text.counts}>
        {Object.entries(run.counts)
          .filter(isShown)
          .map(([name, count]) => {
            const place = count > 0 ? placeOf[name] : undefined;
            return (
              <Stat
                key={name}
                value={formatNumber(count)}
                label={text.countNames[name] ?? name}
                {...(place ? { href: href(place) } : {})}
              />
            );
          })}
      </section>
      <section class="stack" aria-labelledby="changes">
        <h2 id="changes">{text.diff}</h2>
        {changes.error.value !== undefined && <Failure error={changes.error.value} />}
        {changes.data.value && shown.length === 0 && <Empty title={text.noDiff} />}
        <ul class="list">
          {shown.map((album) => (
            <li key={album.subject} class="change">
              <Cover album={album.subject} account={account.value} title={album.title} size={96} />
              <div class="stack">
                <a href={href(`/albums/${encodeURIComponent(album.subject)}`)}>
                  <strong>
                    <bdi>{album.title}</bdi>
                  </strong>
                </a>
                {album.changes.map((change) => (
                  <div key={`${change.field} ${change.after.join()} ${change.undone}`}>
                    <p class="muted small">
                      {fieldName(change.field)} · {counts.files(change.files)}
                      {change.undone ? ` · ${t.value.album.undone}` : ''}
                    </p>
                    <Diff before={change.before} after={change.after} inline />
                    {change.fault !== undefined && <p class="field-error">{change.fault}</p>}
                  </div>
                ))}
              </div>
            </li>
          ))}
        </ul>
        {next.value !== undefined && (
          <div class="row">
            <Button onClick={() => void loadMore()}>{action.more}</Button>
          </div>
        )}
      </section>
      {asking.value && (
        <Confirm
          title={text.undoTitle}
          text={text.undoText(counts.files(applied))}
          action={text.undo}
          run={() => void send('undo')}
          close={() => {
            asking.value = false;
          }}
        />
      )}
    </div>
  );
}
