import type { OfferRecord } from '../types.ts';
import type { World } from './world.ts';

/** Who says yes where no person does. */
const byRule = 'rule';

/** What the rule would add today: the best fitting offer of each wish that has no download yet, within the day's allowance. */
export async function chooseByRule(
  offersByWish: readonly (readonly OfferRecord[])[],
  { settings, records, days }: World,
  dryRun: boolean,
): Promise<readonly OfferRecord[]> {
  const { perDay, bytesPerDay = Number.POSITIVE_INFINITY } = settings.rule;
  if (perDay === 0) return [];
  const busy = new Set((await records.downloads.all()).map(({ wish }) => wish));
  const chosen: OfferRecord[] = [];
  let left = perDay - (await days.used('added'));
  let bytes = bytesPerDay - (await days.used('added-bytes'));
  for (const offers of offersByWish) {
    const best = offers.find(({ fits }) => fits);
    const size = best?.sizeBytes ?? 0;
    if (!best || busy.has(best.wish) || left < 1 || size > bytes) continue;
    if (!dryRun) {
      if (!(await days.take('added', 1, perDay))) break;
      await days.take('added-bytes', size, bytesPerDay);
      await records.choose(best.id, byRule);
    }
    left -= 1;
    bytes -= size;
    chosen.push(best);
  }
  return chosen;
}
