import {
  EarmarkError,
  type Finder,
  type FinderStanding,
  type Offer,
  type PluginContext,
} from '@earmark/core';
import { read, searchAnswer, userAnswer } from './answers.ts';
import { createKept } from './kept.ts';
import { toOffer } from './offers.ts';
import { type MamOptions, settingsOf } from './options.ts';
import { searchBody, searchText } from './query.ts';
import { createSession } from './session.ts';

const searchesMs = 3_600_000;
const standingMs = 60_000;
const mostSearches = 200;
/** The site wants no more than that of a program that searches, by what its members' tools keep to. */
const pace = { requests: 1, perMs: 2_000, concurrency: 1 } as const;

/** MyAnonamouse by its own list of permitted calls: search, one's own standing, the torrent file. */
export function createMamFinder(options: MamOptions): Finder {
  const settings = settingsOf(options);
  const { base, perDay, extra, hasPassword } = settings;
  const session = createSession(settings);
  const searches = createKept<readonly Offer[]>(searchesMs, mostSearches);
  const standings = createKept<FinderStanding>(standingMs, 1);
  let isVip = false;

  async function search(
    asked: { readonly text: string } | { readonly id: string },
    ctx: PluginContext,
  ): Promise<readonly Offer[]> {
    const answer = await session.ask(
      'tor/js/loadSearchJSONbasic.php',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: searchBody(asked, settings),
      },
      ctx,
    );
    const { data } = read(searchAnswer, parsed(await answer.text()), 'the search');
    return data.map((torrent) => toOffer(torrent, { base, extra, isVip }));
  }

  const standing = (ctx: PluginContext) =>
    standings.get('', ctx.clock.now(), async () => {
      const answer = await session.ask('jsonLoad.php?snatch_summary', {}, ctx);
      const user = read(userAnswer, parsed(await answer.text()), 'the user data');
      isVip = /vip|staff|uploader|mod/i.test(user.classname ?? '');
      const { count, limit } = user.unsat ?? {};
      return {
        user: user.username,
        ...(user.classname ? { rank: user.classname } : {}),
        ...(user.uploaded_bytes == null ? {} : { uploadedBytes: user.uploaded_bytes }),
        ...(user.downloaded_bytes == null ? {} : { downloadedBytes: user.downloaded_bytes }),
        ...(count == null || limit == null ? {} : { unsatisfied: { count, limit } }),
      };
    });

  return {
    spec: 1,
    kind: 'finder',
    name: 'mam',
    hosts: { [base.host]: { ...pace, perDay } },

    async search(wish, ctx) {
      const text = searchText(wish);
      if (text === '') return [];
      return searches.get(text, ctx.clock.now(), () => search({ text }, ctx));
    },

    async get(offer, ctx) {
      return (await search({ id: offerId(offer) }, ctx)).find(({ id }) => id === offer);
    },

    async fetch(offer, ctx) {
      const answer = await session.ask(`tor/download.php?tid=${offerId(offer)}`, {}, ctx);
      const bytes = await answer.bytes();
      const isTorrent = bytes[0] === 0x64 && Buffer.from(bytes).includes('4:info');
      if (isTorrent) return bytes;
      throw new EarmarkError(
        'bad-response',
        `MyAnonamouse gave no torrent file for offer ${offer}. It may have been removed: look at its page.`,
      );
    },

    standing,

    async check(ctx) {
      await session.forgive(ctx);
      const { user, rank = 'member' } = await standing(ctx);
      return [
        { level: 'ok', text: `MyAnonamouse takes the session of ${user} (${rank})` },
        ...(hasPassword ? [password] : []),
      ];
    },
  };
}

const password = {
  level: 'warning',
  text: 'A user name and password for MyAnonamouse are set. They are not used: its rules forbid programs to log in by its form, or to be given the password.',
  fix: 'Remove MAM_USERNAME and MAM_PASSWORD. The session (EARMARK_MAM_ID) is made on the site under Preferences, Security.',
} as const;

function offerId(offer: string): string {
  if (/^\d{1,12}$/.test(offer)) return offer;
  throw new EarmarkError(
    'config',
    `"${offer}" is not an offer of MyAnonamouse: its ids are numbers.`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EarmarkError(
      'bad-response',
      'MyAnonamouse answered with something that is not JSON.',
    );
  }
}
