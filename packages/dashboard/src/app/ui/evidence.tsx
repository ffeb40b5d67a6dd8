import { ask } from '../api/http.ts';
import type { EvidenceView } from '../api/types.ts';
import { useResource } from '../state/resource.ts';
import { account } from '../state/session.ts';
import { formatList, formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Failure, Meter } from './parts.tsx';

/** Why: the release that was matched, what every source says and how strongly, who did not answer, and the sum. */
export function Evidence({
  album,
  decision,
}: {
  readonly album: string;
  readonly decision: string;
}) {
  const { album: text } = t.value;
  const evidence = useResource(
    async (signal) =>
      (
        await ask<EvidenceView>(`api/albums/${encodeURIComponent(album)}/evidence`, {
          query: { account: account.value, decision },
          signal,
        })
      ).body,
    [album, decision],
  );
  const shown = evidence.data.value;
  if (!shown)
    return evidence.error.value === undefined ? null : <Failure error={evidence.error.value} />;
  const { field, reasons, silent } = shown.decision;
  return (
    <section class="stack evidence" id="evidence" tabIndex={-1} aria-label={text.claims}>
      {silent.length > 0 && <p class="field-error">{text.silent(formatList(silent))}</p>}
      {shown.matches.map(({ source, candidate, score, runnerUp }) => (
        <article class="stack" key={source}>
          <h3 class="row row-between">
            <span>{source}</span>
            <span class="muted small number">{formatPercent(score)}</span>
          </h3>
          <p class="small">
            <Release
              title={candidate.title}
              creators={candidate.creators}
              year={candidate.year}
              url={candidate.url}
            />
            {runnerUp && (
              <span class="muted">
                {` · ${text.runnerUp}: ${runnerUp.title}${runnerUp.year === undefined ? '' : `, ${runnerUp.year}`}`}
              </span>
            )}
          </p>
          <ul class="claims">
            {candidate.claims
              .filter((claim) => claim.field === field)
              .map(({ value, strength, level }) => (
                <li key={`${level} ${value}`}>
                  <span>{value}</span>
                  <Meter value={strength} label={`${text.strength}: ${value}`} />
                  <span class="muted small">{level}</span>
                </li>
              ))}
          </ul>
        </article>
      ))}
      <details>
        <summary>{text.reasons}</summary>
        <table>
          <tbody>
            {reasons.map(({ what, contribution, source, detail }) => (
              <tr key={`${what} ${source} ${detail}`}>
                <td>{[what, source, detail].filter(Boolean).join(' · ')}</td>
                <td class="number">{contribution.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

/** Only http(s) becomes a link: an address comes from outside. */
function Release(props: {
  readonly title: string;
  readonly creators: readonly string[];
  readonly year: number | undefined;
  readonly url: string | undefined;
}) {
  const text = [props.creators.join(', '), props.title, props.year].filter(Boolean).join(' – ');
  if (!props.url || !/^https?:\/\//i.test(props.url)) return <span>{text}</span>;
  return (
    <a class="link" href={props.url} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}
