import { ask } from '../api/http.ts';
import type { DecisionView, Paged } from '../api/types.ts';
import { useResource } from '../state/resource.ts';
import { account } from '../state/session.ts';
import { formatList } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Failure } from './parts.tsx';

interface EvidenceView {
  readonly decisions: Paged<DecisionView>;
}

/** Loads the decision itself: a question of the review knows only its id. */
export function EvidenceOf({
  album,
  decision,
}: {
  readonly album: string;
  readonly decision: string;
}) {
  const evidence = useResource(
    async (signal) =>
      (
        await ask<EvidenceView>(`api/albums/${encodeURIComponent(album)}/evidence`, {
          query: { account: account.value },
          signal,
        })
      ).body.decisions.items,
    [album],
  );
  if (evidence.error.value !== undefined) return <Failure error={evidence.error.value} />;
  const found = evidence.data.value?.find(({ id }) => id === decision);
  return found ? <Evidence decision={found} /> : null;
}

/** Why: what every source says and how much it counts, who did not answer, and how the sum came about. */
function Evidence({ decision }: { readonly decision: DecisionView }) {
  const { album: text } = t.value;
  const { reasons, silent } = decision;
  const most = Math.max(...reasons.map(({ contribution }) => Math.abs(contribution)), 0.01);
  return (
    <section class="stack evidence" id="evidence" tabIndex={-1} aria-label={text.claims}>
      {silent.length > 0 && <p class="field-error">{text.silent(formatList(silent))}</p>}
      <h3>{text.reasons}</h3>
      <ul class="claims">
        {reasons.map(({ what, contribution, source, detail }) => (
          <li key={`${what} ${source} ${detail}`}>
            <span>
              {source && <strong>{source} </strong>}
              {what}
              {detail && <Detail text={detail} />}
            </span>
            <span class="meter" aria-hidden="true">
              <div
                class={contribution < 0 ? 'against' : ''}
                style={{ width: `${(Math.abs(contribution) / most) * 100}%` }}
              />
            </span>
            <span class="muted small number">
              {contribution > 0 ? '+' : '−'}
              {Math.abs(contribution).toFixed(2)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** An address comes from outside: only http(s) becomes a link. */
function Detail({ text }: { readonly text: string }) {
  if (!/^https?:\/\/\S+$/i.test(text)) return <span class="muted"> · {text}</span>;
  return (
    <span>
      {' · '}
      <a class="link" href={text} target="_blank" rel="noopener noreferrer">
        {new URL(text).host}
      </a>
    </span>
  );
}
