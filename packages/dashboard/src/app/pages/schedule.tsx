import type { CalendarEvent } from '@earmark/api/client';
import { ask } from '../api/http.ts';
import { isStale, saveSettings, useSettings } from '../api/settings.ts';
import { runsChanged } from '../state/live.ts';
import { useResource } from '../state/resource.ts';
import { account, accounts, isOwner, loadAccounts } from '../state/session.ts';
import { timeline } from '../state/timeline.ts';
import { say } from '../state/toast.ts';
import { formatAgo, formatDateTime } from '../text/format.ts';
import { t } from '../text/index.ts';
import { Empty, Failure, messageOf } from '../ui/parts.tsx';
import { QuietTimes } from '../ui/quiet-times.tsx';
import { Section } from '../ui/section.tsx';
import { Timeline } from '../ui/timeline.tsx';
import '../styles/schedule.css';

const daysShown = 7;

interface Events {
  readonly items: readonly CalendarEvent[];
  readonly pausedBecause?: string;
}

/** When an account works: its next run, its quiet hours and its calendars, on one time line. */
export function Schedule() {
  const { schedule: text } = t.value;
  const settings = useSettings();
  const events = useResource(
    async (signal) => {
      await loadAccounts(signal);
      const query = { account: account.value, days: daysShown };
      return (await ask<Events>('api/calendar/events', { query, signal })).body;
    },
    [account.value, runsChanged.value],
  );
  const own = settings.data.value?.body;
  const found = events.data.value;
  const status = accounts.value.find(({ name }) => name === account.value);
  const error = settings.error.value ?? events.error.value;
  if (!own || !found)
    return error === undefined ? (
      <p class="page muted">{t.value.state.loading}</p>
    ) : (
      <Failure error={error} retry={settings.reload} />
    );
  async function saveQuiet(changed: QuietTimes): Promise<void> {
    const read = settings.data.value;
    if (!read) return;
    try {
      await saveSettings({ quietHours: changed }, read);
      say(t.value.accounts.saved);
    } catch (reason) {
      say(isStale(reason) ? t.value.accounts.changedMeanwhile : messageOf(reason));
    }
    settings.reload();
  }
  const { quietHours, hours, timeZone } = own;
  const next = status?.nextRunAt;
  const days = timeline({
    now: Date.now(),
    days: daysShown,
    timeZone,
    events: found.items,
    quietHours,
    hours,
    ...(next === undefined ? {} : { nextRunAt: next }),
  });

  return (
    <div class="page">
      <header class="page-head">
        <h1>{text.title}</h1>
      </header>
      <div class="card stack">
        <p>
          {status?.pausedUntil !== undefined ? (
            <strong>{t.value.accounts.pausedUntil(formatDateTime(status.pausedUntil))}</strong>
          ) : found.pausedBecause !== undefined ? (
            <strong>{t.value.accounts.paused(found.pausedBecause)}</strong>
          ) : next === undefined ? (
            text.noNext
          ) : next <= Date.now() ? (
            text.now
          ) : (
            <>
              {text.next} <strong>{formatDateTime(next)}</strong>{' '}
              <span class="muted">({formatAgo(next)})</span>
            </>
          )}
        </p>
        {next === undefined ? (
          <p class="muted small">{text.noNextText}</p>
        ) : (
          <p class="muted small">
            {own.cron ? text.cron(own.cron) : text.every(own.intervalMinutes)} · {timeZone}
          </p>
        )}
      </div>
      <Section id="week" title={text.week}>
        <Timeline days={days} />
      </Section>
      <Section id="quiet" title={text.quiet}>
        <p class="muted">{text.quietText}</p>
        <QuietTimes
          times={quietHours}
          mayChange={isOwner.value}
          change={(changed) => void saveQuiet(changed)}
        />
      </Section>
      <Section id="events" title={text.events}>
        {found.items.length === 0 ? (
          <Empty title={text.noEvents} text={own.calendars.length === 0 ? text.noCalendars : ''} />
        ) : (
          <ul class="card list">
            {found.items.map(({ calendar, summary, start, end }) => (
              <li key={`${calendar} ${start} ${summary}`} class="row row-between">
                <span>
                  <strong>
                    <bdi>{summary}</bdi>
                  </strong>{' '}
                  <span class="muted small">{calendar}</span>
                </span>
                <span class="muted small number">
                  {formatDateTime(start)} – {formatDateTime(end)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  );
}
