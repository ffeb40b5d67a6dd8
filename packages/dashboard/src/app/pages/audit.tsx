import type { AuditEntry } from '@earmark/core';
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
          <div class="card table-scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">{text.when}</th>
                  <th scope="col">{text.who}</th>
                  <th scope="col">{text.what}</th>
                  <th scope="col">{text.target}</th>
                  <th scope="col">{text.from}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((entry) => (
                  <tr key={entry.seq}>
                    <td class="muted">{formatDateTime(entry.at)}</td>
                    <td>{entry.person ?? entry.key}</td>
                    <td>{entry.what}</td>
                    <td>{[entry.account, entry.target].filter(Boolean).join(' · ')}</td>
                    <td class="muted">{entry.address}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Listed>
    </div>
  );
}
