import { formatNumber, formatPercent } from '../text/format.ts';

/** Counts in bins of equal width over 0 to 1. From `from` on the bars are in full colour. */
export function Histogram(props: {
  readonly label: string;
  readonly bins: readonly number[];
  readonly from?: number;
}) {
  const { bins, label, from = 0 } = props;
  const width = 320;
  const height = 120;
  const most = Math.max(1, ...bins);
  const step = width / bins.length;
  return (
    <figure>
      <svg class="chart" viewBox={`0 0 ${width} ${height + 16}`} role="img" aria-label={label}>
        {bins.map((count, index) => {
          const tall = count === 0 ? 0 : Math.max(1.5, (count / most) * height);
          return (
            <rect
              key={index}
              class={index / bins.length + 1e-9 >= from ? 'mark' : 'mark soft'}
              x={index * step + 1}
              y={height - tall}
              width={step - 2}
              height={tall}
              rx={1.5}
            />
          );
        })}
        <line class="axis" x1={0} x2={width} y1={height} y2={height} />
        {[0, 0.5, 1].map((share) => (
          <text
            key={share}
            x={share * width}
            y={height + 13}
            text-anchor={share === 0 ? 'start' : share === 1 ? 'end' : 'middle'}
          >
            {formatPercent(share)}
          </text>
        ))}
      </svg>
      <div class="hidden-visually">
        <table>
          <caption>{label}</caption>
          <tbody>
            {bins.map((count, index) => (
              <tr key={index}>
                <th scope="row">{formatPercent(index / bins.length)}</th>
                <td>{formatNumber(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
