import { EarmarkError, type Finding, type Plugin, type RunContext, toFault } from '@earmark/core';
import { ourTag } from './downloads/adding.ts';
import { advance, isOpen } from './downloads/advance.ts';
import { preview } from './downloads/preview.ts';
import { chooseByRule } from './downloads/rule.ts';
import type { World } from './downloads/world.ts';
import { type EnrichmentResult, enrichDaily } from './enrich/enrich.ts';
import { searchFor } from './offers/search.ts';
import { dueAt } from './offers/searches.ts';
import type { Settings } from './options.ts';
import { createDays } from './records/days.ts';
import { createBookRecords } from './records/shelves.ts';
import { called, type DownloadRecord, type OfferRecord } from './types.ts';

/** How one phase went, for people and programs. `data` depends on the phase. */
export interface PhaseReport {
  readonly phase: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  readonly name: string;
  readonly ok: boolean;
  readonly lines: readonly string[];
  readonly ms: number;
  readonly data?: {
    readonly offers?: readonly OfferRecord[];
    readonly chosen?: readonly OfferRecord[];
    readonly downloads?: readonly DownloadRecord[];
    readonly enrichment?: EnrichmentResult;
  };
}
export interface PhaseOptions {
  /** Nothing is added, linked or written. Default true. */
  readonly dryRun: boolean;
}

type Told = Omit<PhaseReport, 'phase' | 'name' | 'ms' | 'ok'> & { readonly ok?: boolean };

const mostSearches = 10;

export function worldOf(settings: Settings, run: RunContext): World {
  const { records } = run.shared;
  return {
    run,
    settings,
    records: createBookRecords(records, run.account, run.clock),
    days: createDays(records, run.account, run.clock),
  };
}

/** The whole way once: check, session, search, offers, services, downloads, enrichment. A phase that fails is told, and the next goes on. */
export async function* phases(
  settings: Settings,
  run: RunContext,
  { dryRun }: PhaseOptions,
): AsyncIterable<PhaseReport> {
  const world = worldOf(settings, run);
  let found: readonly (readonly OfferRecord[])[] = [];
  const all: readonly (readonly [PhaseReport['phase'], string, () => Promise<Told>])[] = [
    [0, 'Configuration', async () => configured(settings)],
    [1, 'Session', () => sessions(world)],
    [
      2,
      'Search',
      async () => {
        const { offers, lines, ok } = await search(world);
        found = offers;
        return { lines, ok };
      },
    ],
    [3, 'Offers', async () => offersTold(found)],
    [4, 'Services', () => services(world)],
    [5, 'Downloads', () => downloads(found, world, dryRun)],
    [6, 'Library', () => library(world, dryRun)],
  ];
  for (const [phase, name, work] of all) {
    if (run.signal.aborted) return;
    const started = run.clock.monotonic();
    let told: Told;
    try {
      told = await work();
    } catch (error) {
      if (run.signal.aborted || EarmarkError.is(error, 'aborted')) throw error;
      told = { ok: false, lines: [toFault(error).message] };
    }
    yield { ok: true, ...told, phase, name, ms: Math.round(run.clock.monotonic() - started) };
  }
}

function configured({
  finders,
  downloader,
  origin,
  shelf,
  library,
  rule,
  dailyMax,
}: Settings): Told {
  const has = (what: string, plugin: Plugin | undefined, without: string) =>
    plugin ? `${what}: ${plugin.name}` : `${what}: none, ${without}`;
  return {
    lines: [
      finders.length > 0
        ? `Finders: ${finders.map(({ name }) => name).join(', ')}`
        : 'Finders: none, so nothing is searched for',
      has('Download client', downloader, 'so nothing is downloaded'),
      has('Library', origin, 'so nothing is enriched'),
      has('Shelf', shelf, 'so what is imported is not looked for'),
      library
        ? `Books are linked into ${library.folder}`
        : 'No library folder: finished books are held',
      rule.perDay > 0
        ? `Up to ${rule.perDay} fitting offers a day are added by themselves`
        : 'Nothing is added without a yes',
      `Books to enrich a day: up to ${dailyMax}`,
    ],
  };
}

async function sessions({ settings, run }: World): Promise<Told> {
  const lines: string[] = [];
  for (const finder of settings.finders) {
    const standing = await finder.standing?.(run.context(finder));
    if (!standing) continue;
    const { user, rank, unsatisfied } = standing;
    const limit = unsatisfied
      ? `, ${unsatisfied.count} of ${unsatisfied.limit} downloads not seeded long enough`
      : '';
    lines.push(`${finder.name}: ${user}${rank ? ` (${rank})` : ''}${limit}`);
  }
  return { lines: lines.length > 0 ? lines : ['No session is needed'] };
}

async function search(world: World) {
  const { records, settings, run } = world;
  const now = run.clock.now();
  const open = (await records.wishes.all()).filter(({ status }) => status === 'open');
  const due = open
    .filter((wish) => dueAt(wish) <= now)
    .sort((a, b) => (a.searchedAt ?? 0) - (b.searchedAt ?? 0))
    .slice(0, mostSearches);
  const lines = [`${open.length} open wishes, ${due.length} of them searched for now`];
  const offers: (readonly OfferRecord[])[] = [];
  let ok = true;
  for (const wish of settings.finders.length > 0 ? due : []) {
    try {
      const found = await searchFor(wish, settings, records, (finder) => run.context(finder), now);
      offers.push(found);
      lines.push(
        `${called(wish)}: ${found.length} offers, ${found.filter(({ fits }) => fits).length} fit`,
      );
    } catch (error) {
      if (run.signal.aborted) throw error;
      ok = false;
      lines.push(`${called(wish)}: ${toFault(error).message}`);
      if (EarmarkError.is(error, 'auth', 'quota', 'locked')) break;
    }
  }
  return { offers, lines, ok };
}

function offersTold(found: readonly (readonly OfferRecord[])[]): Told {
  const offers = found.flat();
  const lines = offers.map(
    ({ title, creators, narrators, durationSeconds, score, fits, why, id }) => {
      const hours = durationSeconds ? `, ${(durationSeconds / 3600).toFixed(1)} h` : '';
      const reader = narrators.length > 0 ? `, read by ${narrators.join(', ')}` : '';
      const verdict = fits ? 'fits' : why.join('; ');
      return `${Math.floor(score * 100)} % ${creators.join(', ')} – ${title}${reader}${hours}: ${verdict} [${id}]`;
    },
  );
  return { lines: lines.length > 0 ? lines : ['No new offers'], data: { offers } };
}

async function services({ settings, run }: World): Promise<Told> {
  const lines: string[] = [];
  let ok = true;
  const tell = async (name: string, look: () => Promise<readonly Finding[]>) => {
    const findings = await look().catch((error: unknown): readonly Finding[] => {
      if (run.signal.aborted) throw error;
      return [{ level: 'failure', text: toFault(error).message }];
    });
    for (const { level, text } of findings) {
      if (level === 'failure') ok = false;
      lines.push(`${name}: ${text}`);
    }
  };
  const { downloader, origin, shelf } = settings;
  // Its own check is for people: it tries a password again that was refused, and clients ban who does that often.
  if (downloader)
    await tell(downloader.name, async () => {
      const ours = await downloader.find({ tag: ourTag }, run.context(downloader));
      return [{ level: 'ok', text: `answers; ${ours.length} of its downloads are ours` }];
    });
  for (const plugin of [origin, shelf])
    if (plugin?.check)
      await tell(plugin.name, async () => (await plugin.check?.(run.context(plugin))) ?? []);
  return { ok, lines: lines.length > 0 ? lines : ['No services'] };
}

async function downloads(
  found: readonly (readonly OfferRecord[])[],
  world: World,
  dryRun: boolean,
): Promise<Told> {
  const { records, settings } = world;
  const chosen = await chooseByRule(found, world, dryRun);
  const lines = chosen.map(
    ({ title }) => `${dryRun ? 'Would add' : 'Chosen by the rule'}: ${title}`,
  );
  const open = (await records.downloads.all()).filter(isOpen);
  const after: DownloadRecord[] = [];
  for (const record of open) {
    if (dryRun) {
      after.push(record);
      lines.push(...(await preview(record, world)));
      continue;
    }
    const now = settings.downloader ? await advance(record, world) : record;
    after.push(now);
    const reason = now.reason ?? now.fault?.message;
    lines.push(`${now.source.title}: ${now.state}${reason ? ` (${reason})` : ''}`);
  }
  return {
    lines: lines.length > 0 ? lines : ['Nothing to download'],
    data: { chosen, downloads: after },
  };
}

async function library({ settings, run }: World, dryRun: boolean): Promise<Told> {
  if (!settings.origin) return { lines: ['No library'] };
  const enrichment = await enrichDaily(settings, run, dryRun);
  const { asked, hits, misses, failed, written, queued } = enrichment;
  return {
    ok: failed === 0 || hits + misses > 0,
    lines: [
      `Books asked about: ${asked} (${hits} known, ${misses} unknown, ${failed} not answered)`,
      `${dryRun ? 'Would be written' : 'Written'}: ${written}; ${dryRun ? 'would wait' : 'waiting'} for a yes: ${queued}`,
    ],
    data: { enrichment },
  };
}
