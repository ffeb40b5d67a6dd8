import { language } from './index.ts';

export const formatNumber = (value: number) =>
  new Intl.NumberFormat(language.value, { maximumFractionDigits: 1 }).format(value);
export const formatPercent = (share: number) =>
  new Intl.NumberFormat(language.value, { style: 'percent' }).format(share);
export const formatList = (values: readonly string[]) =>
  new Intl.ListFormat(language.value, { type: 'conjunction' }).format(values);
export const formatDateTime = (at: number) =>
  new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'short' }).format(at);

/** Within the coming days: `Wed 12:00 AM`. */
export const formatSoon = (at: number) =>
  new Intl.DateTimeFormat(language.value, {
    weekday: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `3 hours ago`, `in 5 minutes`. */
export function formatAgo(at: number, now = Date.now()): string {
  const relative = new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' });
  for (const [unit, ms] of units)
    if (Math.abs(at - now) >= ms) return relative.format(Math.round((at - now) / ms), unit);
  return relative.format(Math.round((at - now) / 1000), 'second');
}

/** `1:02:03` or `4:05`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

/** `3 min`, `2 h`: for what is left of something, where a second more or less does not matter. */
export function formatSpan(ms: number): string {
  const unit = ms >= 5_400_000 ? 'hour' : ms >= 90_000 ? 'minute' : 'second';
  const size = { hour: 3_600_000, minute: 60_000, second: 1000 }[unit];
  return new Intl.NumberFormat(language.value, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 0,
  }).format(ms / size);
}

/** Of a date without a time, `2026-12-01`: `Tue, Dec 1`. */
export const formatDay = (date: string) =>
  new Intl.DateTimeFormat(language.value, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${date}T00:00Z`));

/** Minutes of a day: `07:30`; the last one is `24:00`. */
export const formatMinute = (minute: number) =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
