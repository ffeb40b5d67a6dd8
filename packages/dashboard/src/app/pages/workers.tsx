import type { JobView as Job, WorkerView } from '../api/types.ts';
import { jobsChanged } from '../state/live.ts';
import { mayChange } from '../state/session.ts';
import { formatAgo, formatPercent } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from '../ui/act.ts';
import { Button } from '../ui/button.tsx';
import { Listed, useItems } from '../ui/listed.tsx';
import { Badge, Meter, type Tone } from '../ui/parts.tsx';
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
    </div>
  );
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
