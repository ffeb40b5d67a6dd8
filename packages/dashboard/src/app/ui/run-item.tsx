import { ask } from '../api/http.ts';
import type { RunView } from '../api/types.ts';
import { progress } from '../state/live.ts';
import { href } from '../state/router.ts';
import { account, mayChange } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { formatAgo, formatNumber, formatPercent, formatSpan } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Button } from './button.tsx';
import { Badge, Meter, messageOf, type Tone } from './parts.tsx';

const tones: Readonly<Record<RunView['state'], Tone>> = {
  running: 'accent',
  completed: 'good',
  stopped: 'warn',
  killed: 'warn',
  failed: 'bad',
};

export function RunBadge({ run }: { readonly run: RunView }) {
  return <Badge tone={tones[run.state]}>{t.value.run.outcomes[run.state]}</Badge>;
}

export function runName(run: RunView): string {
  const name = run.recipe ?? run.pipeline;
  return t.value.run.recipes[name] ?? name;
}

export function RunLine({ run }: { readonly run: RunView }) {
  const changed = run.counts.applied ?? 0;
  return (
    <a class="row row-between" href={href(`/runs/${run.id}`)}>
      <span class="row">
        <strong>{runName(run)}</strong>
        <span class="muted small">{formatAgo(run.startedAt)}</span>
      </span>
      <span class="row">
        {changed > 0 && <span class="muted number">{t.value.counts.changes(changed)}</span>}
        <RunBadge run={run} />
      </span>
    </a>
  );
}

/** A run on its way: how far, how fast, what is in hand, and how to stop it. */
export function RunningCard({ run }: { readonly run: RunView }) {
  const { run: text, overview, action, counts } = t.value;
  const at = progress.value[run.id];
  const share = at?.total ? at.done / at.total : 0;

  async function stop(): Promise<void> {
    try {
      const query = { account: account.value };
      await ask(`api/runs/${run.id}/stop`, { method: 'POST', query });
    } catch (error) {
      say(messageOf(error));
    }
  }

  return (
    <article class="card stack" aria-label={runName(run)}>
      <div class="row row-between">
        <a href={href(`/runs/${run.id}`)}>
          <strong>{runName(run)}</strong>
        </a>
        {mayChange.value && (
          <Button icon="stop" kind="quiet" label={action.stop} onClick={() => void stop()} />
        )}
      </div>
      <Meter value={share} label={runName(run)} />
      <div class="row row-between small muted number">
        <span>
          {at?.total ? counts.of(at.done, at.total) : at ? formatNumber(at.done) : text.underWay}
          {at?.total ? ` · ${formatPercent(share)}` : ''}
        </span>
        <span>
          {at?.etaMs !== undefined
            ? overview.eta(formatSpan(at.etaMs))
            : at?.perSecond
              ? text.perSecond(formatNumber(at.perSecond))
              : ''}
        </span>
      </div>
      {at?.title && (
        <p class="small truncate" dir="auto">
          {at.title}
        </p>
      )}
    </article>
  );
}
