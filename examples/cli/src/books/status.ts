import type { Host } from '../host/host.ts';
import { counted } from '../output/counted.ts';
import { bold, dim } from '../output/style.ts';
import { deskOf } from './desk.ts';
import { coverageTable, day, phaseLines } from './output.ts';

export async function status(host: Host): Promise<void> {
  const { out } = host;
  const { records, history } = await deskOf(host);
  const wishes = (await records.wishes.all()).filter((wish) => wish.status === 'open');
  const wished = new Set(wishes.map(({ id }) => id));
  const offers = (await records.offers.all()).filter(({ wish }) => wished.has(wish));
  const downloads = Object.entries(
    Object.groupBy(await records.downloads.all(), ({ state }) => state),
  ).map(([state, some = []]) => [state, some.length] as const);
  const last = (await history.tasks.all()).at(-1);
  const coverage = (await history.coverage.all()).at(-1);
  out.data({
    event: 'books-status',
    wishes: wishes.length,
    offers: offers.length,
    fitting: offers.filter(({ fits }) => fits).length,
    downloads: Object.fromEntries(downloads),
    ...(last && { last }),
    ...(coverage && { coverage }),
  });
  const fit = offers.filter(({ fits }) => fits).length;
  out.say(
    `${wishes.length} open ${wishes.length === 1 ? 'wish' : 'wishes'}, ${counted(offers.length, 'offer')} for them, ${fit} fit`,
  );
  const states = downloads.map(([state, count]) => `${count} ${state}`).join(', ');
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
