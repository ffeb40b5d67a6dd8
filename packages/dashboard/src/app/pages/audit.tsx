import type { AuditEntry } from '../api/types.ts';
import { formatDateTime } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Listed, useItems } from '../ui/listed.tsx';

/** Who changed what, newest first. It can only be added to. */
export function Audit() {
  const { audit: text } = t.value;
  const entries = useItems<AuditEntry>('api/audit', [], { account: undefined, limit: 200 });
  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
      </header>
      <Listed of={entries} empty={text.none}>
        {(items) => (
          <ul class="card list">
            {items.map((entry) => (
              <li key={entry.seq} class="row row-between">
                <span>
                  <strong>{entry.name ?? entry.person ?? entry.key ?? 'Earmark'}</strong>{' '}
                  {entry.what.replaceAll('-', ' ')}{' '}
                  <span class="muted">
                    {[entry.account, entry.target].filter(Boolean).join(' · ')}
                  </span>
                </span>
                <span class="muted small">
                  {[entry.address, formatDateTime(entry.at)].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </div>
  );
}
