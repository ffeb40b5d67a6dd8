import { bookStatusOf } from '@earmark/audiobooks';
import type { Host } from '../host/host.ts';
import { counted } from '../output/counted.ts';
import { bold, dim } from '../output/style.ts';
import { deskOf } from './desk.ts';
import { coverageTable, day, phaseLines } from './output.ts';

export async function status(host: Host): Promise<void> {
  const { out } = host;
  const { records, history } = await deskOf(host);
  const {
    wishes,
    offers,
    downloads,
    lastRun: last,
    coverage,
  } = await bookStatusOf(records, history);
  out.data({
    event: 'books-status',
    wishes: wishes.open,
    offers: offers.all,
    fitting: offers.fitting,
    downloads,
    ...(last && { last }),
    ...(coverage && { coverage }),
  });
  out.say(
    `${wishes.open} open ${wishes.open === 1 ? 'wish' : 'wishes'}, ${counted(offers.all, 'offer')} for them, ${offers.fitting} fit`,
  );
  const states = Object.entries(downloads)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
  out.say(`Downloads: ${states || 'none'}`);
  if (coverage) {
    out.say(bold(`Coverage on ${day(coverage.at)}`));
    out.say(coverageTable(coverage, out.width));
  }
  if (!last) return out.say(dim('No run yet. To see what it would do: earmark books run'));
  const how = last.dryRun ? ' (dry run)' : '';
  out.say(bold(`The last run, ${new Date(last.at).toLocaleString()}${how}`));
  for (const phase of last.phases) out.say(phaseLines(phase));
}
