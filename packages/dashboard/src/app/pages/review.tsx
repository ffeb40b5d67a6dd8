import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { answer, fetchReviews, type ReviewFilter, takeBack, type Verdict } from '../api/reviews.ts';
import type { ReviewRow } from '../api/types.ts';
import { createTurns } from '../state/in-turn.ts';
import { useKeys } from '../state/keys.ts';
import { reviewsChanged } from '../state/live.ts';
import { place, setQuery } from '../state/router.ts';
import { account, mayChange } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { waiting } from '../state/waiting.ts';
import { createWindowed } from '../state/windowed.ts';
import { formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';
import { BulkAccept } from '../ui/bulk-accept.tsx';
import { Button } from '../ui/button.tsx';
import { Diff } from '../ui/diff.tsx';
import { EditValues } from '../ui/edit-values.tsx';
import { Empty, Failure, messageOf } from '../ui/parts.tsx';
import { ReviewDetail } from '../ui/review-detail.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { WriteAccepted } from '../ui/write-accepted.tsx';
import '../styles/review.css';

const rowHeight = 76;
const said = {
  accepted: 'accepted',
  rejected: 'rejected',
  edited: 'edited',
  locked: 'locked',
} as const;

/** One decision after the other: by keyboard alone on a desk, by thumb on a phone. */
export function Review() {
  const { review: text, counts, album } = t.value;
  const { query } = place.value;
  const filter: ReviewFilter = {
    status: 'pending',
    ...(query.get('text') ? { text: query.get('text') ?? '' } : {}),
    ...(query.get('least') ? { minConfidence: Number(query.get('least')) / 100 } : {}),
  };
  const key = JSON.stringify(filter);
  const active = useSignal(0);
  const editing = useSignal(false);
  const bulk = useSignal(false);
  const answered = useSignal<Readonly<Record<string, Verdict['verdict']>>>({});
  const last = useRef<readonly string[]>([]);
  const inTurn = useMemo(createTurns, []);
  const search = useRef<HTMLInputElement>(null);
  const shown = useRef({ first: 0, last: 1 });

  const list = useMemo(
    () =>
      createWindowed<ReviewRow>((offset, limit, signal) =>
        fetchReviews(account.value, filter, { offset, limit }, signal),
      ),
    [key],
  );
  useEffect(() => {
    active.value = 0;
    answered.value = {};
    list.show(0, 1);
    return list.close;
  }, [list]);
  useEffect(() => {
    // What was answered here stays in its place until the page is left: rows must not jump under a finger.
    if (reviewsChanged.value > 0 && Object.keys(answered.value).length === 0)
      void list.refresh(shown.current.first, shown.current.last);
  }, [reviewsChanged.value]);
  void list.version.value;

  const isFiltered = query.has('text') || query.has('least');
  const total = list.total.value;
  const row = list.at(active.value);
  const open = total === undefined ? 0 : total - Object.keys(answered.value).length;
  useEffect(() => {
    if (total !== undefined && !isFiltered) waiting.value = open;
  }, [open]);

  function move(by: number): void {
    if (total !== undefined) active.value = Math.min(total - 1, Math.max(0, active.value + by));
  }

  /** Shown at once; the server's no takes it back. */
  async function give(verdict: Verdict): Promise<void> {
    const asked = list.at(active.value);
    if (!asked || !mayChange.value || answered.value[asked.decision]) return;
    const before = answered.value;
    answered.value = { ...before, [asked.decision]: verdict.verdict };
    last.current = [...last.current, asked.decision];
    move(1);
    try {
      await inTurn(() => answer(account.value, asked.decision, verdict));
      const label = text[said[verdict.verdict]](asked.title);
      say(label, { label: t.value.action.undo, run: () => void undo(asked.decision) });
    } catch (error) {
      last.current = last.current.filter((each) => each !== asked.decision);
      forget(asked.decision);
      say(messageOf(error));
    }
  }

  async function undo(decision = last.current.at(-1)): Promise<void> {
    if (decision === undefined) return;
    last.current = last.current.filter((each) => each !== decision);
    try {
      await inTurn(() => takeBack(account.value, decision));
      forget(decision);
      say(text.takenBack);
    } catch (error) {
      say(messageOf(error));
    }
  }

  function forget(decision: string): void {
    const { [decision]: _forgotten, ...others } = answered.value;
    answered.value = others;
  }

  useKeys({
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    a: () => void give({ verdict: 'accepted' }),
    r: () => void give({ verdict: 'rejected' }),
    l: () => void give({ verdict: 'locked' }),
    e: () => {
      editing.value = true;
    },
    u: () => void undo(),
    o: () => document.getElementById('evidence')?.focus(),
    'Shift+a': () => {
      bulk.value = true;
    },
    '/': () => search.current?.focus(),
  });

  const accepted = Object.values(answered.value).filter((verdict) => verdict !== 'rejected').length;
  return (
    <div class="page page-tall">
      <header class="page-head">
        <div>
          <h1>{text.title}</h1>
          <p class="muted number" role="status">
            {total === undefined ? t.value.state.loading : counts.waiting(open)}
          </p>
        </div>
        <search class="search">
          <input
            ref={search}
            class="input"
            type="search"
            aria-label={album.searchLabel}
            placeholder={album.searchHint}
            dir="auto"
            value={query.get('text') ?? ''}
            onInput={(event) => setQuery({ text: event.currentTarget.value })}
          />
        </search>
        {mayChange.value && (
          <div class="row">
            <WriteAccepted given={accepted} />
            {open > 1 && (
              <Button
                onClick={() => {
                  bulk.value = true;
                }}
              >
                {text.bulk}
              </Button>
            )}
          </div>
        )}
      </header>
      <label class="row review-least">
        <span class="label">{text.least}</span>
        <input
          type="range"
          min="0"
          max="100"
          step="5"
          value={query.get('least') ?? '0'}
          onInput={(event) => {
            const least = event.currentTarget.value;
            setQuery({ least: least === '0' ? undefined : least });
          }}
        />
        <span class="number">{formatPercent(Number(query.get('least') ?? 0) / 100)}</span>
      </label>
      {list.error.value !== undefined && total === undefined ? (
        <Failure error={list.error.value} retry={() => list.show(0, 1)} />
      ) : total === 0 ? (
        isFiltered ? (
          <Empty title={text.noMatch}>
            <Button onClick={() => setQuery({ text: undefined, least: undefined })}>
              {t.value.action.clear}
            </Button>
          </Empty>
        ) : (
          <Empty title={text.empty} text={text.emptyText} />
        )
      ) : (
        <div class="review-split fill">
          <div class="review-queue">
            <VirtualList
              label={text.queue}
              count={total ?? 0}
              rowHeight={rowHeight}
              active={active.value}
              onActive={(index) => {
                active.value = index;
              }}
              onWindow={(first, until) => {
                shown.current = { first, last: until };
                list.show(first, until);
              }}
              item={(index, options) => (
                <QueueItem
                  key={index}
                  {...options}
                  row={list.at(index)}
                  verdict={answered.value[list.at(index)?.decision ?? '']}
                  choose={() => {
                    active.value = index;
                  }}
                />
              )}
            />
          </div>
          {row && (
            <section class="review-card" aria-label={row.title}>
              <ReviewDetail row={row} verdict={answered.value[row.decision]} />
              {mayChange.value && (
                <div class="review-actions" role="toolbar" aria-label={text.title}>
                  <Button icon="back" kind="quiet" label={text.previous} onClick={() => move(-1)} />
                  <Button
                    kind="danger"
                    shortcut="r"
                    onClick={() => void give({ verdict: 'rejected' })}
                  >
                    {text.reject}
                  </Button>
                  <Button
                    shortcut="e"
                    onClick={() => {
                      editing.value = true;
                    }}
                  >
                    {text.edit}
                  </Button>
                  <Button
                    icon="lock"
                    kind="quiet"
                    label={text.lock}
                    shortcut="l"
                    onClick={() => void give({ verdict: 'locked' })}
                  />
                  <Button
                    kind="main"
                    shortcut="a"
                    onClick={() => void give({ verdict: 'accepted' })}
                  >
                    {text.accept}
                  </Button>
                  <Button icon="next" kind="quiet" label={text.next} onClick={() => move(1)} />
                </div>
              )}
            </section>
          )}
        </div>
      )}
      {editing.value && row && (
        <EditValues
          field={row.field}
          values={row.after}
          save={async (edited) => {
            editing.value = false;
            await give({ verdict: 'edited', edited });
          }}
          close={() => {
            editing.value = false;
          }}
        />
      )}
      {bulk.value && (
        <BulkAccept
          filter={filter}
          close={(done) => {
            bulk.value = false;
            if (done) void list.refresh(0, 1);
          }}
        />
      )}
    </div>
  );
}

function QueueItem(props: {
  readonly id: string;
  readonly active: boolean;
  readonly row: ReviewRow | undefined;
  readonly verdict: Verdict['verdict'] | undefined;
  choose(): void;
}) {
  const { row, verdict, active, id, choose } = props;
  return (
    <button
      type="button"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      class={`queue-item ${active ? 'active' : ''} ${verdict ? 'answered' : ''}`}
      onClick={choose}
    >
      {row && (
        <>
          <span class="row row-between">
            <strong class="truncate" dir="auto">
              {row.title}
            </strong>
            <span class="muted small number">{formatPercent(row.confidence)}</span>
          </span>
          <span class="small truncate">
            {verdict ? (
              t.value.review[said[verdict]]('').replace(/[:\s]+$/, '')
            ) : (
              <Diff before={row.before} after={row.after} inline />
            )}
          </span>
        </>
      )}
    </button>
  );
}
