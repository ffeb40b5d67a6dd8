import { minutesOfDay, type TimelineDay } from '../state/timeline.ts';
import { formatDay, formatMinute } from '../text/format.ts';
import { t } from '../text/index.ts';

const marks = [0, 6, 12, 18, 24];

/** A row a day. What a bar shows is said in words beneath the day, too. */
export function Timeline({ days }: { readonly days: readonly TimelineDay[] }) {
  const { schedule: text } = t.value;
  const share = (minute: number) => `${(minute / minutesOfDay) * 100}%`;
  return (
    <div class="timeline">
      <div class="timeline-hours muted small number" aria-hidden="true">
        {marks.map((hour) => (
          <span key={hour} style={{ left: share(hour * 60) }}>
            {hour}
          </span>
        ))}
      </div>
      {days.map(({ date, spans, run, now }) => (
        <div key={date} class="timeline-day">
          <span class="small">{formatDay(date)}</span>
          <div class="timeline-track" aria-hidden="true">
            {spans.map(({ kind, from, to, label }) => (
              <div
                key={`${kind} ${from} ${label}`}
                class={`span span-${kind}`}
                style={{ left: share(from), width: share(to - from) }}
                title={label}
              >
                {kind === 'event' && <span class="truncate">{label}</span>}
              </div>
            ))}
            {now !== undefined && <i class="mark-now" style={{ left: share(now) }} />}
            {run !== undefined && <i class="mark-run" style={{ left: share(run) }} />}
          </div>
          <ul class="hidden-visually">
            {spans.map(({ kind, from, to, label }) => (
              <li key={`${kind} ${from} ${label}`}>
                {`${text.kinds[kind]}: ${label}, ${formatMinute(from)}–${formatMinute(to)}`}
              </li>
            ))}
            {run !== undefined && <li>{`${text.next} ${formatMinute(run)}`}</li>}
          </ul>
        </div>
      ))}
      <ul class="row small muted" aria-label={text.legend}>
        {(['event', 'quiet', 'closed'] as const).map((kind) => (
          <li key={kind} class="row">
            <i class={`legend span-${kind}`} aria-hidden="true" />
            {text.kinds[kind]}
          </li>
        ))}
        <li class="row">
          <i class="legend legend-run" aria-hidden="true" />
          {text.nextShort}
        </li>
      </ul>
    </div>
  );
}
