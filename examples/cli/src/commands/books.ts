import { EarmarkError } from '@earmark/core';
import { assertBooks, deskOf } from '../books/desk.ts';
import { defineBookFiles } from '../books/files.ts';
import { coverageTable, day, offersTable, phaseLines } from '../books/output.ts';
import { next, searches } from '../books/planned.ts';
import { defineRecords, told } from '../books/records.ts';
import { status } from '../books/status.ts';
import { type WishFlags, wish } from '../books/wishing.ts';
import { exitCodeOf } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { counted } from '../output/counted.ts';
import { printable } from '../output/printable.ts';
import { dim } from '../output/style.ts';
import { wholeNumber } from '../whole-number.ts';
import type { DefineCommand } from './command.ts';

const gathered = (value: string, before: readonly string[] = []) => [...before, value];

export const defineBooks: DefineCommand = (books, session) => {
  books.addHelpText('after', setUp);
  books
    .command('run')
    .option('--apply', 'add what the rule allows, link finished books, write what is certain')
    .description('all six phases with a report of each; changes nothing without --apply')
    .action(async ({ apply = false }: { apply?: boolean }, command) => {
      session.code = await withHost(session.globals(command), (host) => runAll(host, apply));
    });
  books
    .command('wish')
    .argument('[title]', 'left out with --author or --series: all of theirs')
    .option('--author <name>', 'may be given more than once', gathered)
    .option('--series <name>')
    .option('--narrator <name>')
    .option('--language <code>', 'such as en')
    .option('--asin <asin>', "Audible's number of the very recording")
    .option('--from <file>', 'a JSON list of wishes: [{"title":…,"author":…,"series":…}]')
    .option('--drop <wish>', 'withdraw a wish, by its id', gathered)
    .description('say which book you want; without arguments: all wishes')
    .addHelpText(
      'after',
      `
Examples:
  earmark books wish "Edgedancer" --author "Brandon Sanderson"
  earmark books wish --series "The Stormlight Archive" --author "Brandon Sanderson"
  earmark books wish --from searches.json`,
    )
    .action(async (title: string | undefined, flags: WishFlags, command) => {
      await withHost(session.globals(command), (host) => wish(host, title, flags));
    });
  books
    .command('search')
    .argument('[wish...]', 'ids of wishes; default: all open ones')
    .option('--list', 'show what is searched for, what came of it, and when it is done again')
    .description('ask the finders for what is wished for; adds nothing')
    .action(async (wishes: readonly string[], { list = false }: { list?: boolean }, command) => {
      session.code = await withHost(session.globals(command), (host) =>
        list ? searches(host) : search(host, wishes),
      );
    });
  books
    .command('offers')
    .option('--wish <id>', 'of this wish alone')
    .option('--fits', 'only those that the rule allows')
    .description('what was found, best first, with the reason against each')
    .action(async (flags: OfferFlags, command) => {
      await withHost(session.globals(command), (host) => offers(host, flags));
    });
  books
    .command('add')
    .argument('<offer...>', 'ids of `earmark books offers`')
    .description('accept offers: they are downloaded, and linked into the library when complete')
    .action(async (ids: readonly string[], _flags, command) => {
      session.code = await withHost(session.globals(command), (host) => add(host, ids));
    });
  defineRecords(books.command('records'), session);
  books
    .command('enrich')
    .option('--dry-run', 'ask and decide, but write nothing and do not count it for today')
    .description("today's share of the library: gaps first, never asked first, longest ago first")
    .action(async ({ dryRun = false }: { dryRun?: boolean }, command) => {
      session.code = await withHost(session.globals(command), (host) => enrich(host, dryRun));
    });
  books
    .command('coverage')
    .option('--history', 'by day, as it was counted')
    .description('how many books of each library have each field, counted now')
    .action(async ({ history = false }: { history?: boolean }, command) => {
      session.code = await withHost(session.globals(command), (host) => coverage(host, history));
    });
  books
    .command('next')
    .description('which books are asked about next, and why; counted now')
    .action(async (_flags, command) => {
      session.code = await withHost(session.globals(command), next);
    });
  defineBookFiles(books, session);
  books
    .command('serve')
    .option('--port <n>', 'where it listens; 0 takes a free port', '5003')
    .option('--host <address>', 'which address it listens on', '127.0.0.1')
    .description('serve metadata to Audiobookshelf: the best match first, or none')
    .action(async ({ port, host: address }: { port: string; host: string }, command) => {
      session.code = await withHost(session.globals(command), async (host) => {
        const { serveBooks } = await import('../books/serve.ts');
        return serveBooks(host, wholeNumber('--port', port, 0), address);
      });
    });
  books
    .command('status', { isDefault: true })
    .description('wishes, downloads, what was asked about today, and how the last run went')
    .action(async (_flags, command) => {
      await withHost(session.globals(command), status);
    });
};

async function runAll(host: Host, apply: boolean): Promise<number> {
  assertBooks(host);
  let failures = 0;
  const result = await host.start('books', { dryRun: !apply }, (run) =>
    run.on('books-phase', (report) => {
      if (!report.ok) failures += 1;
      host.out.say(phaseLines(report));
    }),
  );
  if (!apply) host.out.say(dim('Nothing was changed. To do it: earmark books run --apply'));
  return exitCodeOf(result) || (failures > 0 ? 1 : 0);
}

async function search(host: Host, wishes: readonly string[]): Promise<number> {
  assertBooks(host);
  const { records } = await deskOf(host);
  for (const id of wishes)
    if (!(await records.wishes.get(id)))
      throw new EarmarkError(
        'not-found',
        `There is no wish ${id}. To see them: earmark books wish`,
      );
  const request = wishes.length > 0 ? { wishes: [...wishes] } : {};
  const result = await host.start('books-search', request, (run) =>
    run.on('books-searched', ({ title, offers, fit }) =>
      host.out.say(`${printable(title)}: ${counted(offers, 'offer')}, ${fit} fit`),
    ),
  );
  if (!result.counts.subjects) host.out.say('No open wishes. Example: earmark books wish --help');
  else host.out.say(dim('Next: earmark books offers'));
  return exitCodeOf(result);
}

interface OfferFlags {
  readonly wish?: string;
  readonly fits?: boolean;
}
async function offers(host: Host, { wish, fits }: OfferFlags): Promise<void> {
  const { records } = await deskOf(host);
  const found = (await records.offers.all())
    .filter((offer) => (wish === undefined || offer.wish === wish) && (!fits || offer.fits))
    .sort((one, other) => Number(other.fits) - Number(one.fits) || other.score - one.score);
  for (const offer of found) host.out.data({ event: 'offer', ...offer });
  host.out.say(
    found.length === 0
      ? 'No offers. To look for some: earmark books search'
      : offersTable(found, host.out.width),
  );
  if (found.length > 0) host.out.say(dim('To download one: earmark books add <id>'));
}

async function add(host: Host, ids: readonly string[]): Promise<number> {
  assertBooks(host);
  const { records } = await deskOf(host);
  const chosen: string[] = [];
  for (const id of ids) chosen.push((await records.choose(id, 'command line')).id);
  return exitCodeOf(await host.start('books-downloads', { only: chosen }, told(host)));
}

async function enrich(host: Host, dryRun: boolean): Promise<number> {
  assertBooks(host);
  const result = await host.start('books-enrich', { dryRun }, (run) =>
    run.on('books-enriched', ({ asked, hits, misses, failed, written, queued }) => {
      host.out.say(
        `${counted(asked, 'book')} asked about: ${hits} known, ${misses} unknown, ${failed} not answered`,
      );
      host.out.say(`${written} written, ${counted(queued, 'decision')} for review`);
    }),
  );
  if (dryRun) host.out.say(dim('Nothing was written. To do it: earmark books enrich'));
  else host.out.say(dim('Next: earmark review'));
  return exitCodeOf(result);
}

async function coverage(host: Host, history: boolean): Promise<number> {
  assertBooks(host);
  const result = history ? undefined : await host.start('books-coverage', {});
  const days = await (await deskOf(host)).history.coverage.all();
  for (const each of history ? days : days.slice(-1)) {
    host.out.data({ event: 'coverage', ...each });
    host.out.say(day(each.at));
    host.out.say(coverageTable(each, host.out.width));
  }
  return result ? exitCodeOf(result) : 0;
}

const setUp = `
Everything is set up by the environment, or by .env beside the configuration:
  EARMARK_ABS_URL, EARMARK_ABS_TOKEN     Audiobookshelf: http://nas:13378, and an API key of it
  EARMARK_ABS_LIBRARIES                  only these libraries, by name: Books,Children
  EARMARK_ABS_PATHS                      its folders as this machine has them: /audiobooks=/mnt/nas/audiobooks
  EARMARK_QBITTORRENT_URL                http://nas:8080, with EARMARK_QBITTORRENT_USER and _PASSWORD,
                                         or _KEY; EARMARK_QBITTORRENT_PATHS as above
  EARMARK_MAM_ID                         MyAnonamouse: a session made for this machine, used by nothing else
  EARMARK_GOOGLE_BOOKS_KEY               Google Books; Audnexus needs no key (EARMARK_AUDNEXUS_URL: your own)
  EARMARK_BOOKS_FOLDER                   where finished books are linked to
  EARMARK_BOOKS_PER_DAY                  how many fitting offers a day are added without a yes (default: none)
  EARMARK_BOOKS_DAILY_MAX                how many books a day are asked about (default: 50)
  EARMARK_BOOKS_PROVIDER_KEY             what Audiobookshelf sends to \`earmark books serve\` as authorization
\`earmark doctor\` says what each of them answers.

Examples:
  earmark books run                      what would be done, phase by phase
  earmark books wish "Edgedancer" --author "Brandon Sanderson"
  earmark books search
  earmark books offers
  earmark books add <offer>`;
