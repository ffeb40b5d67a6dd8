import type { Offer } from '@earmark/core';
import type { Settings } from '../options.ts';

/** Why an offer does not keep the rules; nothing where it keeps them all. */
export function objections(
  offer: Pick<Offer, 'formats' | 'free' | 'snatched' | 'abridged' | 'sizeBytes' | 'seeders'>,
  score: number,
  rule: Settings['rule'],
): readonly string[] {
  const { formats, free, snatched, abridged, sizeBytes, seeders } = offer;
  const why: string[] = [];
  if (score < rule.leastScore)
    why.push(`only ${Math.floor(score * 100)} % sure that it is the wished book`);
  if (!formats.some((format) => rule.formats.includes(format)))
    why.push(`its format is ${formats.join(', ') || 'not told'}`);
  if (rule.freeOnly && !free) why.push('it costs ratio');
  if (rule.unabridged && abridged === true) why.push('it is abridged');
  if (snatched) why.push('you had it before');
  if (rule.mostBytes !== undefined && (sizeBytes ?? Number.POSITIVE_INFINITY) > rule.mostBytes)
    why.push('it is too large, or its size is not told');
  if ((seeders ?? rule.leastSeeders) < rule.leastSeeders) why.push('no one seeds all of it');
  return why;
}

/** Best first: those that fit, the surest, the best format, most seeders, smallest. */
export function offerOrder(rule: Settings['rule']) {
  const formatOf = (offer: Pick<Offer, 'formats'>) => {
    const places = offer.formats.map((format) => rule.formats.indexOf(format));
    return Math.min(...places.map((place) => (place < 0 ? 99 : place)), 99);
  };
  type Ranked = Pick<Offer, 'formats' | 'seeders' | 'sizeBytes' | 'free'> & {
    readonly fits: boolean;
    readonly score: number;
  };
  return (a: Ranked, b: Ranked): number =>
    Number(b.fits) - Number(a.fits) ||
    Math.round(b.score * 50) - Math.round(a.score * 50) ||
    Number(b.free) - Number(a.free) ||
    formatOf(a) - formatOf(b) ||
    (b.seeders ?? 0) - (a.seeders ?? 0) ||
    (a.sizeBytes ?? 0) - (b.sizeBytes ?? 0);
}
