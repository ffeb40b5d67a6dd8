import { formatNumber } from '../text/format.ts';

export interface Share {
  readonly name: string;
  readonly label: string;
  readonly count: number;
  readonly href: string;
}

/** Parts of a whole as one bar, and the same as a list of links: the bar alone would be colour only. */
export function ShareBar({
  label,
  shares,
}: {
  readonly label: string;
  readonly shares: readonly Share[];
}) {
  const shown = shares.filter(({ count }) => count > 0);
  return (
    <div class="stack">
      <div class="share-bar" aria-hidden="true">
        {shown.map(({ name, count }) => (
          <div key={name} class={`share share-${name}`} style={{ flexGrow: String(count) }} />
        ))}
      </div>
      <ul class="row" aria-label={label}>
        {shown.map(({ name, label: word, count, href }) => (
          <li key={name}>
            <a class="row share-word" href={href}>
              <i class={`share-dot share-${name}`} aria-hidden="true" />
              <span>{word}</span>
              <span class="muted number">{formatNumber(count)}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
