import type { QualityIssue, Quality as QualityView } from '@earmark/api/client';
import { ask } from '../api/http.ts';
import { runsChanged } from '../state/live.ts';
import { useResource } from '../state/resource.ts';
import { go, href, place, setQuery } from '../state/router.ts';
import { account, mayChange } from '../state/session.ts';
import { formatAgo, formatNumber } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from '../ui/act.ts';
import { Button } from '../ui/button.tsx';
import { HealthChart } from '../ui/health-chart.tsx';
import { Listed, useItems } from '../ui/listed.tsx';
import { Badge, Empty, Failure, Stat, type Tone } from '../ui/parts.tsx';
import { Section } from '../ui/section.tsx';
import '../styles/quality.css';

type Kind = QualityView['kinds'][number];
const tones: Readonly<Partial<Record<Kind['severity'], Tone>>> = { error: 'bad', warning: 'warn' };
const severities: readonly Kind['severity'][] = ['info', 'warning', 'error'];

/** What is wrong with the library as a list of fixes, and how its health went. */
export function Quality() {
  const { quality: text } = t.value;
  const loaded = useResource(
    async (signal) => {
      const query = { account: account.value };
      return (await ask<QualityView>('api/quality', { query, signal })).body;
    },
    [account.value, runsChanged.value],
  );
  const quality = loaded.data.value;
  if (!quality)
    return loaded.error.value === undefined ? (
      <p class="page muted">{t.value.state.loading}</p>
    ) : (
      <Failure error={loaded.error.value} retry={loaded.reload} />
    );
  const { last, history } = quality;
  const kinds = quality.kinds
    .filter(({ issues }) => issues > 0)
    .toSorted(
      (one, other) =>
        severities.indexOf(other.severity) - severities.indexOf(one.severity) ||
        other.issues - one.issues,
    );
  const fixes = kinds.reduce((sum, each) => sum + each.fixes, 0);
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{text.title}</h1>
          {last && <p class="muted">{text.checked(formatAgo(last.at))}</p>}
        </div>
        {mayChange.value && (
          <div class="row">
            <Button onClick={() => void check({})}>{text.check}</Button>
            {fixes > 0 && (
              <Button kind="main" onClick={() => void check({ fix: true })}>
                {text.fixAll(fixes)}
              </Button>
            )}
          </div>
        )}
      </header>
      {!last ? (
        <Empty title={text.never} text={text.neverText} />
      ) : (
        <>
          <div class="quality-top">
            <section class="card stack" aria-label={text.health}>
              <Stat value={formatNumber(last.score)} label={text.outOf} />
              <p class="muted small">
                {[t.value.counts.albums(last.albums), t.value.counts.files(last.files)].join(' · ')}
              </p>
            </section>
            <section class="card stack" aria-labelledby="history">
              <h2 id="history">{text.history}</h2>
              <HealthChart label={text.history} checks={history} />
            </section>
          </div>
          <Section id="kinds" title={text.found}>
            {kinds.length === 0 ? (
              <Empty title={text.clean} />
            ) : (
              <ul class="card list">
                {kinds.map((kind) => (
                  <KindLine key={kind.kind} kind={kind} />
                ))}
              </ul>
            )}
          </Section>
        </>
      )}
    </div>
  );
}

async function check(request: object): Promise<void> {
  const started = await act<{ readonly run: string }>('api/runs', {
    method: 'POST',
    headers: { 'idempotency-key': crypto.randomUUID() },
    body: { recipe: 'quality', request },
  });
  if (started) go(href(`/runs/${started.run}`));
}

function KindLine({ kind: { kind, severity, issues, fixes, meaning } }: { readonly kind: Kind }) {
  const { quality: text } = t.value;
  const open = place.value.query.get('kind') === kind;
  const tone = tones[severity];
  return (
    <li class="stack">
      <div class="row row-between">
        <button
          type="button"
          class="kind"
          aria-expanded={open}
          onClick={() => setQuery({ kind: open ? undefined : kind })}
        >
          <strong>{text.kinds[kind] ?? meaning}</strong>
          <Badge {...(tone ? { tone } : {})}>{text.severities[severity]}</Badge>
        </button>
        <span class="row">
          <a class="number" href={href('/albums', { issue: kind })}>
            {text.issues(issues)}
          </a>
          {fixes > 0 && mayChange.value && (
            <Button
              label={`${text.fix(fixes)}: ${text.kinds[kind] ?? kind}`}
              onClick={() => void check({ fix: true, kinds: [kind] })}
            >
              {text.fix(fixes)}
            </Button>
          )}
        </span>
      </div>
      {open && <Issues kind={kind} />}
    </li>
  );
}

function Issues({ kind }: { readonly kind: string }) {
  const { quality: text } = t.value;
  const issues = useItems<QualityIssue>('api/quality/issues', [], { kind, limit: 20 });
  return (
    <Listed of={issues} empty={text.clean}>
      {(items) => (
        <ul class="stack issues">
          {items.map(({ id, subject, title, evidence, field, fixable }) => (
            <li key={id}>
              <a href={href(`/albums/${encodeURIComponent(subject)}`)}>
                <bdi>{title}</bdi>
              </a>{' '}
              <span class="muted small">
                {[field, evidence, fixable ? text.fixable : ''].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Listed>
  );
}
