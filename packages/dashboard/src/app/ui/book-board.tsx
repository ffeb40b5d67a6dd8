import type { BookRecord } from '@earmark/api/client';
import { isOwner } from '../state/session.ts';
import { formatAgo, formatList } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from './act.ts';
import { Button } from './button.tsx';

type Group = keyof (typeof t)['value']['wishes']['groups'];
/** In the order in which a book goes through them; what needs a person comes first. */
const groups: Readonly<Record<Group, readonly BookRecord['state'][]>> = {
  trouble: ['held', 'failed', 'gone'],
  waiting: ['chosen', 'added'],
  loading: ['downloading'],
  shelving: ['complete', 'linked', 'scanned', 'located'],
  done: ['described', 'done'],
};

/** Downloads as a board: a column for each part of their way. */
export function BookBoard(props: { readonly records: readonly BookRecord[]; changed(): void }) {
  const { wishes: text } = t.value;
  return (
    <div class="board">
      {(Object.keys(groups) as Group[]).map((group) => {
        const records = props.records.filter(({ state }) => groups[group].includes(state));
        return (
          <section
            key={group}
            class={`stack ${records.length === 0 ? 'none' : ''}`}
            aria-labelledby={`group-${group}`}
          >
            <h3 id={`group-${group}`}>
              {text.groups[group]} <span class="number">{records.length}</span>
            </h3>
            <ul class="stack">
              {records.map((record) => (
                <Record key={record.id} record={record} changed={props.changed} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Record({ record, changed }: { readonly record: BookRecord; changed(): void }) {
  const { wishes: text } = t.value;
  const { id, title, creators, state, reason, fault, history, seedUntil } = record;
  const last = history.at(-1);
  const canContinue = state === 'held' || state === 'failed';
  return (
    <li class="stack">
      <strong dir="auto">{title}</strong>
      <span class="muted small">{formatList(creators)}</span>
      <span class="small">
        {text.states[state] ?? state}
        {last ? ` · ${formatAgo(last.at)}` : ''}
      </span>
      {(reason ?? fault?.message) && <span class="small">{reason ?? fault?.message}</span>}
      {seedUntil !== undefined && seedUntil > Date.now() && (
        <span class="muted small">{text.seedsUntil(formatAgo(seedUntil))}</span>
      )}
      {canContinue && isOwner.value && (
        <Button
          label={`${text.retry}: ${title}`}
          onClick={() =>
            void act(`api/books/records/${encodeURIComponent(id)}/retry`, {
              method: 'POST',
              after: changed,
            })
          }
        >
          {text.retry}
        </Button>
      )}
    </li>
  );
}
