import type { Lease } from '@earmark/api/client';
import { ask } from '../api/http.ts';
import type { LockView } from '../api/types.ts';
import { runsChanged } from '../state/live.ts';
import { href } from '../state/router.ts';
import { account, isOwner, mayChange } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { formatAgo } from '../text/format.ts';
import { fieldName, t } from '../text/index.ts';
import { act } from '../ui/act.ts';
import { Button } from '../ui/button.tsx';
import { Listed, useItems } from '../ui/listed.tsx';
import { Badge, messageOf, type Tone } from '../ui/parts.tsx';
import { Section } from '../ui/section.tsx';

const tones: Readonly<Record<Lease['state'], Tone>> = {
  held: 'accent',
  stale: 'warn',
  dead: 'bad',
};

/** What processes hold for as long as they write, and what people hold for good. */
export function Locks() {
  const { locks: text } = t.value;
  const locks = useItems<LockView>('api/locks');
  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
      </header>
      <Leases />
      <Section id="fields" title={text.fields}>
        <Listed of={locks} empty={text.noLocks}>
          {(items) => (
            <ul class="card list">
              {items.map(({ subject, title, field, by, at }) => (
                <li key={`${subject} ${field}`} class="row row-between">
                  <a class="row" href={href(`/albums/${encodeURIComponent(subject)}`)}>
                    <strong>{fieldName(field)}</strong>
                    <bdi class="muted small">{title ?? subject}</bdi>
                  </a>
                  <span class="row">
                    <span class="muted small">{`${text.holder} ${by} · ${formatAgo(at)}`}</span>
                    {mayChange.value && (
                      <Button
                        label={`${text.unlock}: ${fieldName(field)}, ${title ?? subject}`}
                        onClick={() => void unlock(subject, field, locks.reload)}
                      >
                        {text.unlock}
                      </Button>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </Listed>
      </Section>
    </div>
  );
}

function Leases() {
  const { locks: text, action } = t.value;
  const leases = useItems<Lease>('api/leases', [runsChanged.value]);
  return (
    <Section id="leases" title={text.leases}>
      <p class="row row-between">
        <span class="muted">{text.leasesText}</span>
        <Button kind="quiet" onClick={leases.reload}>
          {action.refresh}
        </Button>
      </p>
      <Listed of={leases} empty={text.noLeases}>
        {(items) => (
          <ul class="card list">
            {items.map((lease) => (
              <LeaseLine key={lease.id} lease={lease} reload={leases.reload} />
            ))}
          </ul>
        )}
      </Listed>
    </Section>
  );
}

function LeaseLine({ lease, reload }: { readonly lease: Lease; reload(): void }) {
  const { locks: text } = t.value;
  const { id, of, target, holder, since, beatAt, state } = lease;
  const what = of === 'account' ? text.whole(holder.account ?? account.value) : target;
  const facts = [
    text.by(holder.host, String(holder.pid)),
    since !== undefined && text.since(formatAgo(since)),
    beatAt !== undefined && text.beat(formatAgo(beatAt)),
  ];
  return (
    <li class="row row-between">
      <div class="stack-tight">
        <span class="row">
          <strong class="anywhere">
            <bdi>{what ?? text.oneFile}</bdi>
          </strong>
          <Badge tone={tones[state]}>{text.states[state]}</Badge>
        </span>
        <span class="muted small">{facts.filter(Boolean).join(' · ')}</span>
      </div>
      {isOwner.value && state !== 'held' && (
        <Button
          label={`${text.take}: ${what ?? text.oneFile}`}
          onClick={() =>
            void act(`api/leases/${id}`, { method: 'DELETE', done: text.taken, after: reload })
          }
        >
          {text.take}
        </Button>
      )}
    </li>
  );
}

/** Only who has seen the album as it is may change it: it is read first. */
async function unlock(subject: string, field: string, after: () => void): Promise<void> {
  const path = `api/albums/${encodeURIComponent(subject)}`;
  const query = { account: account.value };
  try {
    const { etag } = await ask(path, { query });
    const headers = etag ? { 'if-match': etag } : {};
    const body = { lock: { [field]: false } };
    await ask(path, { method: 'PATCH', query, headers, body });
    say(t.value.locks.unlocked);
  } catch (error) {
    say(messageOf(error));
  }
  after();
}
