import type { BookCoverage as Coverage } from '@earmark/api/client';
import { Fragment } from 'preact';
import { formatDay, formatPercent } from '../text/format.ts';
import { fieldName, t } from '../text/index.ts';
import { Meter } from './parts.tsx';

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** How many books of each library have each field, now and since it was first counted. */
export function BookCoverage({ days }: { readonly days: readonly Coverage[] }) {
  const { wishes: text, counts } = t.value;
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return null;
  return (
    <div class="cards">
      {Object.entries(last.libraries).map(([name, { books, filled }]) => {
        const before = first.libraries[name];
        return (
          <section key={name} class="card stack" aria-label={name}>
            <div class="row row-between">
              <h3>{name}</h3>
              <span class="muted small">{counts.books(books)}</span>
            </div>
            <dl class="coverage">
              {Object.entries(filled)
                .toSorted(([, one], [, other]) => one - other)
                .map(([field, count]) => {
                  const share = books === 0 ? 0 : count / books;
                  const was = before?.books ? (before.filled[field] ?? 0) / before.books : share;
                  return (
                    <Fragment key={field}>
                      <dt>{fieldName(field)}</dt>
                      <dd>
                        <Meter value={share} label={fieldName(field)} />
                      </dd>
                      <dd class="number small">
                        {formatPercent(share)}
                        {Math.abs(share - was) >= 0.005 && (
                          <span class="muted">
                            {' '}
                            {text.since(signed(share - was), formatDay(dayOf(first.at)))}
                          </span>
                        )}
                      </dd>
                    </Fragment>
                  );
                })}
            </dl>
          </section>
        );
      })}
    </div>
  );
}

const signed = (share: number) => `${share > 0 ? '+' : '−'}${formatPercent(Math.abs(share))}`;
