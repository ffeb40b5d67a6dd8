import { useSignal } from '@preact/signals';
import type { FacetValue } from '../api/types.ts';
import { albumFilter, filterNames } from '../state/album-filter.ts';
import { place, setQuery } from '../state/router.ts';
import { formatNumber } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

export type AlbumFacets = Readonly<
  Record<'genre' | 'year' | 'format' | 'state' | 'issue' | 'silent', readonly FacetValue[]>
>;

const mostChips = 12;

/** Facets with counts as chips; the chosen ones stay in sight when the rest is folded away. */
export function AlbumFilters({ facets }: { readonly facets: AlbumFacets | undefined }) {
  const { album: text, action } = t.value;
  const open = useSignal(false);
  const { query } = place.value;
  const chosen = filterNames.filter((name) => name !== 'text' && query.has(name));
  const filter = albumFilter.value;
  return (
    <div class="filters">
      <div class="row">
        <Button
          icon="filter"
          kind="quiet"
          pressed={open.value}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          {text.filters}
        </Button>
        {chosen.map((name) => (
          <button
            key={name}
            type="button"
            class="chip"
            aria-pressed={true}
            onClick={() => setQuery({ [name]: undefined })}
          >
            {labelOf(name, query.get(name) ?? '')}
            <Icon name="close" size={14} />
          </button>
        ))}
        {chosen.length > 1 && (
          <Button
            kind="quiet"
            onClick={() => setQuery(Object.fromEntries(chosen.map((name) => [name, undefined])))}
          >
            {action.clear}
          </Button>
        )}
        <div class="row filters-sort">
          <label class="row">
            <span class="label">{text.sort}</span>
            <select
              class="input"
              value={filter.sort}
              onChange={(event) => setQuery({ sort: event.currentTarget.value })}
            >
              {Object.entries(text.sorts).map(([name, label]) => (
                <option key={name} value={name}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <Button
            icon={filter.descending ? 'descending' : 'ascending'}
            kind="quiet"
            label={filter.descending ? text.descending : text.ascending}
            onClick={() => setQuery({ descending: filter.descending ? undefined : 'yes' })}
          />
        </div>
      </div>
      {open.value && facets && (
        <div class="card filters-open">
          <Facet name="state" label={text.state} values={facets.state} />
          <Facet name="genre" label={text.genre} values={facets.genre} />
          <Facet name="decade" label={text.period} values={decades(facets.year)} />
          <Facet name="format" label={text.format} values={facets.format} />
          <Facet name="issue" label={text.issue} values={facets.issue} />
          <Facet name="silent" label={text.silentSource} values={facets.silent} />
        </div>
      )}
    </div>
  );
}

function Facet(props: {
  readonly name: string;
  readonly label: string;
  readonly values: readonly FacetValue[];
}) {
  const chosen = place.value.query.get(props.name);
  if (props.values.length === 0) return null;
  return (
    <fieldset class="facet">
      <legend class="label">{props.label}</legend>
      <div class="row">
        {props.values.slice(0, mostChips).map(({ value, count }) => (
          <button
            key={value}
            type="button"
            class="chip"
            aria-pressed={chosen === value}
            onClick={() => setQuery({ [props.name]: chosen === value ? undefined : value })}
          >
            {labelOf(props.name, value)}
            <span class="muted number">{formatNumber(count)}</span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function labelOf(name: string, value: string): string {
  const { album, quality, state } = t.value;
  if (name === 'decade') return album.decade(Number(value));
  if (name === 'state') return album.states[value as keyof typeof album.states] ?? value;
  if (name === 'locked') return album.lock;
  if (name === 'issue') return quality.kinds[value] ?? value;
  if (name === 'silent') return album.silentTo(value);
  return value === '' ? state.none : value;
}

/** Years are many: ten at a time, newest first. */
function decades(years: readonly FacetValue[]): readonly FacetValue[] {
  const counts = new Map<number, number>();
  for (const { value, count } of years) {
    const from = Math.floor(Number(value) / 10) * 10;
    if (from >= 1000) counts.set(from, (counts.get(from) ?? 0) + count);
  }
  return [...counts]
    .sort(([one], [other]) => other - one)
    .map(([from, count]) => ({ value: String(from), count }));
}
