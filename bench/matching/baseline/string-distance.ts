import { editsBetween } from '../../../packages/core/src/matching/text/similarity.ts';

/** Parts of a title that count less, with the share of their weight that is left. */
const lessWeight: readonly (readonly [RegExp, number])[] = [
  [/^the /, 0.1],
  [/[[(]?(?:ep|single)[\])]?$/, 0],
  [/[[(]?(?:featuring|feat|ft)[. :].+/, 0.1],
  [/\(.*?\)/, 0.3],
  [/\[.*?\]/, 0.3],
  [/(?:, )?(?:pt\.|part) .+/, 0.2],
];

/** Levenshtein over the longer length after ASCII folding; reduced parts are taken off and charged by their share. */
export function stringDistance(a: string, b: string): number {
  let [left, right] = [prepare(a), prepare(b)];
  let base = plainDistance(left, right);
  let penalty = 0;
  for (const [pattern, weight] of lessWeight) {
    const [less, other] = [left.replace(pattern, ''), right.replace(pattern, '')];
    if (less === left && other === right) continue;
    const without = plainDistance(less, other);
    const gain = Math.max(0, base - without);
    if (gain === 0) continue;
    [left, right] = [less, other];
    base = without;
    penalty += weight * gain;
  }
  return base + penalty;
}

function prepare(text: string): string {
  const lower = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('&', 'and');
  const article = /^(.*), (the|a|an)$/.exec(lower);
  return article === null ? lower : `${article[2]} ${article[1]}`;
}

function plainDistance(a: string, b: string): number {
  const [left, right] = [strip(a), strip(b)];
  const longer = Math.max(left.length, right.length);
  return longer === 0 ? 0 : editsBetween(left, right, longer) / longer;
}

function strip(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}
