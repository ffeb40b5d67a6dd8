import { useEvidence } from '../api/evidence.ts';
import type { DecisionView } from '../api/types.ts';
import { type ClaimGroup, claimGroups } from '../state/evidence.ts';
import { formatList } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Failure } from './parts.tsx';
import { Release } from './release.tsx';
import { SafeLink } from './safe-link.tsx';
import '../styles/evidence.css';

/** Loads the decision itself: a question of the review knows only its id. */
export function EvidenceOf(props: { readonly album: string; readonly decision: string }) {
  const evidence = useEvidence(props.album);
  if (evidence.error.value !== undefined) return <Failure error={evidence.error.value} />;
  const found = evidence.data.value?.decisions.items.find(({ id }) => id === props.decision);
  return found ? <Evidence decision={found} matches={found.matches ?? []} /> : null;
}

/** Why: what every source says of each value and how much it counts, who did not answer, and what it was matched with. */
export function Evidence(props: {
  readonly decision: DecisionView;
  /** Left out where the page shows them itself. */
  readonly matches?: DecisionView['matches'];
}) {
  const { album: text } = t.value;
  const { decision, matches = [] } = props;
  const { reasons, silent } = decision;
  const most = Math.max(...reasons.map(({ contribution }) => Math.abs(contribution)), 0.01);
  return (
    <section class="stack evidence" id="evidence" tabIndex={-1} aria-label={text.claims}>
      {silent.length > 0 && <p class="field-error">{text.silent(formatList(silent))}</p>}
      {claimGroups(decision).map((group) => (
        <Claims key={group.value ?? ''} {...group} most={most} />
      ))}
      {matches.length > 0 && (
        <details>
          <summary>{text.matched}</summary>
          <ul class="stack releases">
            {matches.map((match) => (
              <li key={match.source}>
                <Release release={match} named />
                {match.runnerUp && (
                  <p class="small">
                    <span class="muted">{`${text.runnerUp}: `}</span>
                    <Release release={match.runnerUp} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Claims({ value, claims, most }: ClaimGroup & { readonly most: number }) {
  const { album: text } = t.value;
  return (
    <div>
      <h3 dir="auto">{value ?? text.otherReasons}</h3>
      {claims.length === 0 ? (
        <p class="muted small">{text.noClaims}</p>
      ) : (
        <ul class="claims">
          {claims.map(({ what, contribution, source, detail }) => (
            <li key={`${what} ${source} ${detail}`}>
              <span>
                {source && <strong>{source} </strong>}
                {(what !== value || !detail) && <bdi>{what}</bdi>}
                {detail && <Detail text={detail} />}
              </span>
              <span class="meter" aria-hidden="true">
                <div
                  class={contribution < 0 ? 'against' : ''}
                  style={{ width: `${(Math.abs(contribution) / most) * 100}%` }}
                />
              </span>
              <span class="muted small number">
                {contribution < 0 ? '−' : '+'}
                {Math.abs(contribution).toFixed(2)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Detail({ text }: { readonly text: string }) {
  return (
    <span class="muted">
      {' '}
      <SafeLink address={text}>{text}</SafeLink>
    </span>
  );
}
