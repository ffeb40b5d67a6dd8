import type { CheckedAlbum, Found } from '../issue.ts';
import { shown } from '../text/show.ts';

/** Fewer titles than this may be in capitals for a reason. */
const fewest = 4;

export function* checkCaps({ files, kind }: CheckedAlbum): Generator<Found> {
  const titles = files.flatMap(({ fields }) => fields.title?.slice(0, 1) ?? []);
  const worded = titles.filter((title) => (title.match(/\p{Lu}|\p{Ll}/gu) ?? []).length >= 5);
  if (kind !== 'album' || worded.length < fewest || worded.length * 2 < titles.length) return;
  if (worded.some((title) => /\p{Ll}/u.test(title))) return;
  yield {
    kind: 'all-caps',
    field: 'title',
    evidence: `all titles are in capitals: ${worded.slice(0, 2).map(shown).join(', ')} …`,
  };
}
