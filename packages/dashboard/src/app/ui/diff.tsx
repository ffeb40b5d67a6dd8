import { t } from '../text/index.ts';
import { diffLists, type ValueChange } from './list-diff.ts';

const signs = { kept: ' ', added: '+', removed: '−' } as const;

/** What a list of values was and becomes: by sign and word, not by colour alone. */
export function Diff(props: {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly inline?: boolean;
}) {
  const { before, after, inline = false } = props;
  const changes = diffLists(before, after);
  if (changes.length === 0) return <span class="muted">{t.value.state.empty}</span>;
  return (
    <ul class={inline ? 'diff-line' : 'diff'}>
      {changes.map((change) => (
        <li key={`${change.what} ${change.value}`}>
          <Value change={change} />
        </li>
      ))}
    </ul>
  );
}

function Value({ change: { what, value } }: { readonly change: ValueChange }) {
  if (what === 'kept') return <bdi>{value}</bdi>;
  const Mark = what === 'added' ? 'ins' : 'del';
  return (
    <Mark>
      <span aria-hidden="true">{signs[what]} </span>
      <bdi>{value}</bdi>
    </Mark>
  );
}
