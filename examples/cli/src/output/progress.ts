import { type Events, type Run, titleOf } from '@earmark/core';
import { counted } from './counted.ts';
import type { Output } from './output.ts';
import { printable } from './printable.ts';

/** Draws how far a run is, with its rate and what is left. */
export function showProgress(run: Run, out: Output): void {
  if (!out.lively) return;
  let begun = false;
  run.on('scan-progressed', ({ done, total }) => {
    // A first scan goes on beside the work: then that is what people wait for.
    if (begun) return;
    const all = total === undefined ? '' : ` of ${total.toLocaleString('en')}`;
    out.draw(`scanning ${done.toLocaleString('en')}${all} files`);
  });
  let inHand = '';
  run.on('subject-found', ({ subject }) => {
    inHand = printable(titleOf(subject));
  });
  run.on('run-progressed', (progress) => {
    begun = true;
    out.draw([progressLine(progress), inHand].filter((part) => part !== '').join('  '));
  });
  run.on('run-ended', () => out.draw(''));
}

export function progressLine({ done, total, perSecond, etaMs }: Events['run-progressed']): string {
  const rate = perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${(perSecond * 60).toFixed(1)}/min`;
  const parts = [
    total === undefined
      ? counted(done, 'album')
      : `${bar(done / Math.max(1, total))} ${done} of ${total}`,
    rate,
  ];
  if (etaMs !== undefined) parts.push(`${duration(etaMs)} left`);
  return parts.join('  ');
}

export function bar(part: number, width = 24): string {
  const full = Math.round(Math.min(1, Math.max(0, part)) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
