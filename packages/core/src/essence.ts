import { EarmarkError } from '@earmark/spec';
import type { OriginContext } from './spec.ts';
import { parseTarget, pathOfTarget } from './target.ts';

/**
 * The digest of a file's sound alone: a retag, a rename and a copy elsewhere leave it as it is. Read once, and
 * then known to the catalogue. Throws `unsupported` where it cannot be told which bytes are the sound.
 */
export async function essenceOf(target: string, ctx: OriginContext): Promise<string> {
  const { root, path: below } = parseTarget(target);
  const path = pathOfTarget(target, ctx.roots);
  const row = await ctx.catalogue.byPath(root, below);
  if (row?.essence !== undefined) return row.essence;
  for await (const answer of ctx.reader.read([path], { essence: true, signal: ctx.signal })) {
    if (!answer.ok) throw new EarmarkError(answer.fault.code, answer.fault.message);
    if (answer.essence === undefined) break;
    if (row) await ctx.catalogue.setEssence(row.id, answer.essence);
    return answer.essence;
  }
  throw new EarmarkError('unsupported', `${path}: where its sound is cannot be told`);
}
