import type { QualityCheck } from '@earmark/api/client';
import { formatDateTime, formatNumber } from '../text/format.ts';
import { t } from '../text/index.ts';

const width = 480;
const height = 110;

/** The score of every check, 0 to 100, one after the other; the same as a table for readers. */
export function HealthChart(props: {
  readonly label: string;
  readonly checks: readonly QualityCheck[];
}) {
  const { label, checks } = props;
  const { quality: text } = t.value;
  if (checks.length < 2) return <p class="muted">{text.oneCheck}</p>;
  const least = Math.min(...checks.map(({ score }) => score));
  // A tenth more than there is: a straight line must not look like an end.
  const bottom = Math.max(0, Math.floor(least / 10) * 10 - 10);
  const x = (index: number) => 30 + (index / (checks.length - 1)) * (width - 40);
  const y = (score: number) => 8 + (1 - (score - bottom) / (100 - bottom)) * height;
  return (
    <figure>
      <svg class="chart" viewBox={`0 0 ${width} ${height + 18}`} role="img" aria-label={label}>
        {[bottom, 100].map((score) => (
          <g key={score}>
            <line class="grid" x1={30} x2={width - 10} y1={y(score)} y2={y(score)} />
            <text x={24} y={y(score) + 3} text-anchor="end">
              {formatNumber(score)}
            </text>
          </g>
        ))}
        <polyline
          class="line"
          points={checks.map(({ score }, index) => `${x(index)},${y(score)}`).join(' ')}
        />
        {checks.map(({ run, score }, index) => (
          <circle key={run} class="mark" cx={x(index)} cy={y(score)} r={3} />
        ))}
      </svg>
      <div class="hidden-visually">
        <table>
          <caption>{label}</caption>
          <tbody>
            {checks.map(({ run, at, score, issues }) => (
              <tr key={run}>
                <th scope="row">{formatDateTime(at)}</th>
                <td>{formatNumber(score)}</td>
                <td>{text.issues(issues)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
