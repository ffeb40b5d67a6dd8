import { ask } from '../api/http.ts';
import type { Bin, Learning } from '../api/types.ts';
import { reviewsChanged } from '../state/live.ts';
import { useResource } from '../state/resource.ts';
import { account } from '../state/session.ts';
import { formatNumber, formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Histogram } from '../ui/histogram.tsx';
import { Failure, Stat } from '../ui/parts.tsx';
import { ReliabilityChart } from '../ui/reliability-chart.tsx';

const defaultAuto = 0.95;

/** Whether confidence keeps its promise, and how sure today's decisions are. */
export function Confidence() {
  const { confidence: text } = t.value;
  const query = { account: account.value };
  const keys = [account.value, reviewsChanged.value];
  const curve = useResource(
    async (signal) =>
      (await ask<{ readonly bins: readonly Bin[] }>('api/learning/confidence', { query, signal }))
        .body.bins,
    keys,
  );
  const learned = useResource(
    async (signal) => (await ask<Learning>('api/learning/stats', { query, signal })).body,
    keys,
  );
  const spread = useResource(
    async (signal) =>
      (await ask<{ readonly bins: readonly number[] }>('api/albums/histogram', { query, signal }))
        .body.bins,
    keys,
  );
  const points = (curve.data.value ?? []).flatMap(({ samples, believed, right }) =>
    believed === null || right === null ? [] : [{ confidence: believed, right, count: samples }],
  );
  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
      </header>
      <p class="muted">{text.lead}</p>
      {curve.error.value !== undefined && (
        <Failure error={curve.error.value} retry={curve.reload} />
      )}
      <div class="cards confidence-cards">
        <section class="card stack" aria-labelledby="curve">
          <h2 id="curve">{text.curve}</h2>
          {points.length === 0 ? (
            <p class="muted">{text.noSamples}</p>
          ) : (
            <ReliabilityChart label={text.curve} points={points} />
          )}
        </section>
        <section class="card stack" aria-labelledby="spread">
          <h2 id="spread">{text.histogram}</h2>
          {spread.data.value && (
            <Histogram label={text.histogram} bins={spread.data.value} from={defaultAuto} />
          )}
        </section>
        <section class="card stack" aria-labelledby="samples">
          <h2 id="samples">{text.samples}</h2>
          <Stat
            value={formatNumber(learned.data.value?.samples ?? 0)}
            label={t.value.counts.decisions(learned.data.value?.samples ?? 0).replace(/^\S+\s/, '')}
          />
          {learned.data.value && learned.data.value.acceptedShare !== null && (
            <Stat value={formatPercent(learned.data.value.acceptedShare)} label={text.accepted} />
          )}
        </section>
      </div>
    </div>
  );
}
