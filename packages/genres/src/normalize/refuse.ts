import { plain } from './exact.ts';
import type { Lexicon } from './lexicon.ts';
import type { LabelKind } from './result.ts';

const decades =
  /^(?:the)?(?:early|mid|late)?(?:(?:19|20)?\d0s?|(?:19|20)\d\d|(?:19|20)\d0er|\d0er|fifties|sixties|seventies|eighties|nineties|noughties|aughts|twothousands)(?:music|hits|decade|favou?rites)?$/;
const noise =
  /(?:^|\b)(?:seen|heard) live|^i (?:love|like|own|want|have)\b|\bmy\b|favou?rite|\balbums?\b|\bowned\b|\bwishlist\b|\bplaylist|\b(?:best|top|hits) (?:of|\d)|\bvocalists?$|\bvocals?$|\b(?:beautiful|awesome|amazing|great|good|lovely|cool|sexy|hot|fucking|shit|crap|overrated|underrated)\b|\bspotify\b|\blast ?fm\b|\bto (?:listen|buy|check)|\bunder \d|\b(?:singer|guitarist|drummer|composer|musician|producer|band|bands|artist|artists|group|duo|trio|quartet)s?$|^check|^music (?:to|for|i|that)|^songs? (?:to|for|i|that)/;

/** What a label is that names no genre. */
export function refuse(words: readonly string[], lexicon: Lexicon): LabelKind | undefined {
  const key = words.join('');
  const core = plain(words).join('');
  const known = lexicon.refused.get(key) ?? lexicon.refused.get(core);
  if (known) return known;
  if (lexicon.regions.has(key) || lexicon.regions.has(core)) return 'place';
  if (decades.test(key)) return 'decade';
  if (noise.test(words.join(' '))) return 'noise';
  return undefined;
}
