import { wordsOf } from '../text/key.ts';
import { findExact } from './exact.ts';
import type { Lexicon } from './lexicon.ts';
import { findModified } from './modified.ts';
import type { Found } from './result.ts';
import { settleReadings } from './settle-readings.ts';

/** "Rock > Alternative > Shoegaze", "electronic---deep house": the last step says most. */
const steps = /\s*(?:-{2,}|—|–|>|»|→|::|\\)\s*|:\s+/;
const separators = /\s*[/,;|•·_]\s*|\s+[-+]\s+/;
/** These may belong to a name, too: "drum and bass". */
const conjunctions = /\s*[&+]\s*|\s+(?:and|und|et|y)\s+/i;

/** A label of several genres, or of a path of them. All parts must be genres: half-known labels say nothing sure. */
export function findParts(label: string, lexicon: Lexicon): Found | undefined {
  const path = label.split(steps).filter(Boolean);
  if (path.length > 1) {
    const settled = settle(path, lexicon);
    for (const step of path.toReversed()) {
      const found =
        findPart(step, settled) ?? findList(step, settled, separators) ?? findPair(step, settled);
      if (found) return { ...found, by: 'parts' };
    }
  }
  return findList(label, lexicon, separators);
}

/** "Soul and Reggae", where it is no name and no genre with something beside it. */
export function findPair(label: string, lexicon: Lexicon): Found | undefined {
  return findList(label, lexicon, conjunctions);
}

function findList(label: string, lexicon: Lexicon, by: RegExp): Found | undefined {
  const parts = label.split(by).filter((part) => wordsOf(part).length > 0);
  if (parts.length < 2 || parts.length > 6) return undefined;
  const settled = settle(parts, lexicon);
  const found = parts.map(
    (part) =>
      findPart(part, settled) ??
      (by === separators ? findPair(part, settled) : undefined) ??
      shared(part, parts, settled),
  );
  if (found.some((each) => each === undefined)) return undefined;
  return {
    genres: [...new Set(found.flatMap((each) => each?.genres ?? []))],
    regions: [...new Set(found.flatMap((each) => each?.regions ?? []))],
    by: 'parts',
  };
}

/** What the parts say to each other: the hardcore of "Rock > Hardcore" is punk. */
function settle(parts: readonly string[], lexicon: Lexicon): Lexicon {
  const said = parts.map((label) => ({ label, strength: 1 }));
  return settleReadings(said, lexicon, (part, mute) => findPart(part, mute)?.genres ?? []);
}

function findPart(part: string, lexicon: Lexicon): Found | undefined {
  const words = wordsOf(part);
  return findExact(words, lexicon) ?? findModified(words, lexicon);
}

/** "Melodic / Progressive House": the last word belongs to all parts. */
function shared(part: string, parts: readonly string[], lexicon: Lexicon): Found | undefined {
  const head = wordsOf(parts.at(-1) ?? '').at(-1);
  return head === undefined ? undefined : findExact([...wordsOf(part), head], lexicon);
}
