import { ask } from '../api/http.ts';
import type { JobView as Job, LockView, WorkerView } from '../api/types.ts';
import { jobsChanged } from '../state/live.ts';
import { href } from '../state/router.ts';
import { account, mayChange } from '../state/session.ts';
import { say } from '../state/toast.ts';
import { formatAgo, formatPercent } from '../text/format.ts';
import { fieldName, t } from '../text/index.ts';
import { act } from '../ui/act.ts';
import { Button } from '../ui/button.tsx';
import { Listed, useItems } from '../ui/listed.tsx';
import { Badge, Meter, messageOf, type Tone } from '../ui/parts.tsx';
import { Section } from '../ui/section.tsx';

const jobTones: Readonly<Partial<Record<Job['status'], Tone>>> = {
  active: 'accent',
  done: 'good',
  failed: 'bad',
};

/** Who works, at what, and what holds it up. */
export function Workers() {
  const { workers: text } = t.value;
  const workers = useItems<WorkerView>('api/workers', [jobsChanged.value]);
  const jobs = useItems<Job>('api/jobs', [jobsChanged.value], { limit: 50 });
  const transcodes = useItems<Job>('api/transcodes', [jobsChanged.value], { limit: 50 });
  const locks = useItems<LockView>('api/locks', [jobsChanged.value]);
  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
      </header>
      <Listed of={workers} empty={text.none} emptyText={text.noneText}>
        {(items) => (
          <div class="cards">
            {items.map(({ worker, jobs: own }) => (
              <article key={worker} class="card stack" aria-label={worker}>
                <strong>{worker}</strong>
                <ul class="stack small">
                  {own.map(({ id, topic, key, startedAt }) => (
                    <li key={id}>
                      {t.value.run.recipes[topic] ?? topic}{' '}
                      <span class="muted">
                        {[key, startedAt && formatAgo(startedAt)].filter(Boolean).join(' · ')}
                      </span>
                    </li>
                  ))}
                </ul>
              </article>
            ))}
          </div>
        )}
      </Listed>
      <Section id="jobs" title={text.jobs}>
        <Listed of={jobs} empty={text.noJobs}>
          {(items) => (
            <ul class="card list">
              {items.map((job) => (
                <JobLine key={job.id} job={job} reload={jobs.reload} />
              ))}
            </ul>
          )}
        </Listed>
      </Section>
      <Section id="transcodes" title={text.transcodes}>
        <Listed of={transcodes} empty={text.noTranscodes}>
          {(items) => (
            <ul class="card list">
              {items.map((job) => (
                <JobLine key={job.id} job={job} reload={transcodes.reload} />
              ))}
            </ul>
          )}
        </Listed>
      </Section>
      <Section id="locks" title={text.locks}>
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

/** Only who has seen the album as it is may change it: it is read first. */
async function unlock(subject: string, field: string, after: () => void): Promise<void> {
  const path = `api/albums/${encodeURIComponent(subject)}`;
  const query = { account: account.value };
  try {
    const { etag } = await ask(path, { query });
    const headers = etag ? { 'if-match': etag } : {};
    const body = { lock: { [field]: false } };
    await ask(path, { method: 'PATCH', query, headers, body });
    say(t.value.workers.unlocked);
  } catch (error) {
    say(messageOf(error));
  }
  after();
}

function JobLine({ job, reload }: { readonly job: Job; reload(): void }) {
  const { workers: text } = t.value;
  const tone = jobTones[job.status];
  const send = (what: 'retry' | 'cancel') =>
    void act(`api/jobs/${encodeURIComponent(job.id)}/${what}`, { method: 'POST', after: reload });
  return (
    <li class="stack">
      <div class="row row-between">
        <span>
          <strong>{t.value.run.recipes[job.topic] ?? job.topic}</strong>{' '}
          <span class="muted small">{job.key ?? job.id}</span>
        </span>
        <span class="row">
          <Badge {...(tone ? { tone } : {})}>{text.statuses[job.status] ?? job.status}</Badge>
          {mayChange.value && (job.status === 'failed' || job.status === 'cancelled') && (
            <Button onClick={() => send('retry')}>{text.retryJob}</Button>
          )}
          {mayChange.value && job.status === 'waiting' && (
            <Button kind="quiet" onClick={() => send('cancel')}>
              {text.cancelJob}
            </Button>
          )}
        </span>
      </div>
      {job.status === 'active' && job.progress !== undefined && (
        <Meter value={job.progress} label={`${job.topic} ${formatPercent(job.progress)}`} />
      )}
      {job.fault && <p class="field-error">{job.fault.message}</p>}
    </li>
  );
}
