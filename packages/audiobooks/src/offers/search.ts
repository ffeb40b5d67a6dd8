import {
  EarmarkError,
  type Finder,
  type Offer,
  type PluginContext,
  type Query,
  rank,
  toFault,
} from '@earmark/core';
import type { Settings } from '../options.ts';
import type { BookRecords } from '../records/shelves.ts';
import type { OfferRecord, Wish } from '../types.ts';
import { objections, offerOrder } from './judge.ts';

const mostOffers = 20;

/** Asks every finder for a wish, and keeps what they have, best first. What a finder fails at is thrown after the others were asked. */
export async function searchFor(
  wish: Wish,
  { finders, rule }: Settings,
  records: BookRecords,
  contextOf: (finder: Finder) => PluginContext,
  now: number,
): Promise<readonly OfferRecord[]> {
  const query = queryOf(wish);
  const found: OfferRecord[] = [];
  const failures: unknown[] = [];
  for (const finder of finders) {
    try {
      const offers = await finder.search(query, contextOf(finder));
      for (const offer of offers) {
        const score = scoreOf(wish, query, offer, finder.name);
        const why = objections(offer, score, rule);
        found.push(toRecord(wish, finder.name, offer, score, why, now));
      }
    } catch (error) {
      failures.push(error);
    }
  }
  const best = found.sort(offerOrder(rule)).slice(0, mostOffers);
  const keep = new Set(best.map(({ id }) => id));
  for (const offer of best) await records.offers.put(offer.id, offer);
  const fault = failures.length > 0 ? toFault(failures[0]).message : undefined;
  const result = { offers: best.length, fit: best.filter(({ fits }) => fits).length };
  await records.wishes.change(wish.id, (known) => known && searched(known, result, fault, now));
  if (failures.length === 0) {
    for (const { id } of await records.offers.all(`${wish.id}/`))
      if (!keep.has(id)) await records.offers.remove(id);
  } else if (best.length === 0) throw failures[0];
  return best;
}

/** A search that failed is due again at once. */
function searched(
  { fault: _, ...known }: Wish,
  found: NonNullable<Wish['found']>,
  fault: string | undefined,
  now: number,
): Wish {
  if (fault === undefined) return { ...known, found, searchedAt: now };
  return { ...known, ...(found.offers > 0 && { found }), fault };
}

function queryOf({ title, creators, series, narrator, language, asin }: Wish): Query {
  return {
    kind: 'book',
    title,
    creators,
    ...(series ? { series: [{ name: series }] } : {}),
    ...(narrator ? { narrators: [narrator] } : {}),
    ...(language ? { language } : {}),
    ...(asin ? { ids: { asin } } : {}),
  };
}

/** Each by itself: two readings of the wished book are no rivals. Of an author or a series everything is wished, so the title is the offer's own. */
function scoreOf(wish: Wish, query: Query, offer: Offer, source: string): number {
  const asked = wish.title === '' ? { ...query, title: offer.title } : query;
  const [match] = rank({ source, weight: 1, query: asked, candidates: [offer] });
  const inSeries =
    wish.series === undefined ||
    wish.title !== '' ||
    (offer.series ?? []).some(({ name }) => namesOne(name, wish.series ?? ''));
  return inSeries ? (match?.score ?? 0) : Math.min(0.5, match?.score ?? 0);
}

const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const namesOne = (name: string, wanted: string) => plain(name).includes(plain(wanted));

function toRecord(
  wish: Wish,
  finder: string,
  offer: Offer,
  score: number,
  why: readonly string[],
  seenAt: number,
): OfferRecord {
  const { url, language, durationSeconds, abridged, sizeBytes, seeders, extra, ids } = offer;
  if (!/^[\w-]{1,64}$/.test(offer.id))
    throw new EarmarkError('bad-response', `${finder} gave an offer without a usable id.`);
  return {
    id: `${wish.id}/${finder}-${offer.id}`,
    wish: wish.id,
    finder,
    offer: offer.id,
    title: offer.title,
    creators: offer.creators,
    narrators: offer.narrators ?? [],
    series: offer.series ?? [],
    formats: offer.formats,
    free: offer.free,
    score,
    fits: why.length === 0,
    why,
    seenAt,
    ...(url ? { url } : {}),
    ...(language ? { language } : {}),
    ...(ids?.asin ? { asin: ids.asin } : {}),
    ...(durationSeconds ? { durationSeconds } : {}),
    ...(abridged === undefined ? {} : { abridged }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(seeders === undefined ? {} : { seeders }),
    ...(extra ? { extra } : {}),
  };
}
