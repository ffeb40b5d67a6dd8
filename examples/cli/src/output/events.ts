import type { Run } from '@earmark/core';
import type { Output } from './output.ts';
import { printable } from './printable.ts';
import { dim, red, yellow } from './style.ts';

/** With --json every event is a line; for people only what they should know while it happens. */
export function showEvents(run: Run, out: Output): void {
  run.onAny((envelope) => out.data(envelope));
  if (out.json) return;
  const told = new Set<string>();
  run.on('source-failed', ({ source, fault }) => {
    // An outage is said once, not once an album.
    if (told.has(`${source} ${fault.code}`)) return;
    told.add(`${source} ${fault.code}`);
    out.complain(yellow(`${source} is silent: ${printable(fault.message)}`));
  });
  run.on('source-paused', ({ source, until, reason }) =>
    out.note(
      yellow(
        `${source} is paused until ${new Date(until).toLocaleTimeString()}: ${printable(reason)}`,
      ),
    ),
  );
  run.on('file-failed', ({ target, fault }) =>
    out.complain(red(`${printable(target)}: ${printable(fault.message)}`)),
  );
  run.on('change-failed', ({ target, fault }) =>
    out.complain(red(`${printable(target)}: ${printable(fault.message)}`)),
  );
  run.on('change-skipped', ({ target, fault }) =>
    out.note(yellow(`${printable(target)} skipped: ${printable(fault.message)}`)),
  );
  if (!out.verbose) return;
  run.on('source-answered', ({ source, subject, candidates, ms, cached }) =>
    out.note(
      dim(
        `${source}: ${candidates} candidates for ${subject} in ${ms} ms${cached ? ' (cached)' : ''}`,
      ),
    ),
  );
}
