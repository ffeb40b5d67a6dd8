import { formatNumber, formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';

export interface ReliabilityPoint {
  /** What was promised, 0 to 1. */
  readonly confidence: number;
  /** What came true, 0 to 1. */
  readonly right: number;
  readonly count: number;
}

/** Promise against truth: a point on the diagonal is a promise that was kept. Larger dots stand for more answers. */
export function ReliabilityChart(props: {
  readonly label: string;
  readonly points: readonly ReliabilityPoint[];
}) {
  const size = 220;
  const most = Math.max(1, ...props.points.map(({ count }) => count));
  const x = (share: number) => 28 + share * size;
  const y = (share: number) => 8 + (1 - share) * size;
  return (
    <figure>
      <svg
        class="chart"
        viewBox={`0 0 ${size + 40} ${size + 28}`}
        role="img"
        aria-label={props.label}
      >
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <line class="grid" x1={x(0)} x2={x(1)} y1={y(share)} y2={y(share)} />
            <text x={x(0) - 4} y={y(share) + 3} text-anchor="end">
              {formatPercent(share)}
            </text>
            <text x={x(share)} y={y(0) + 14} text-anchor="middle">
              {formatPercent(share)}
            </text>
          </g>
        ))}
        <line class="ideal" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
        {props.points.map(({ confidence, right, count }) => (
          <circle
            key={confidence}
            class="mark"
            cx={x(confidence)}
            cy={y(right)}
            r={2.5 + 5 * Math.sqrt(count / most)}
          />
        ))}
      </svg>
      <div class="hidden-visually">
        <table>
          <caption>{props.label}</caption>
          <tbody>
            {props.points.map(({ confidence, right, count }) => (
              <tr key={confidence}>
                <th scope="row">{formatPercent(confidence)}</th>
                <td>{formatPercent(right)}</td>
                <td>{t.value.counts.decisions(count)}</td>
                <td>{formatNumber(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
