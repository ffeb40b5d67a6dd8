import { editsBetween } from '@earmark/core';
import { vocabulary } from './data/index.ts';
import { keyOf } from './text/key.ts';

const shortLetters = 5;

/** The genre that a mistyped label may mean, for people who type: at most two letters away, one in short words. */
export function suggestGenre(label: string): string | undefined {
  const key = keyOf(label);
  const most = key.length <= shortLetters ? 1 : 2;
  const { entries } = vocabulary;
  const nearest = (spellings: Iterable<readonly [spelling: string, name: string]>) => {
    let best: { readonly name: string; readonly edits: number } | undefined;
    for (const [spelling, name] of spellings) {
      const edits = editsBetween(key, keyOf(spelling), most);
      if (edits <= most && edits < (best?.edits ?? most + 1)) best = { name, edits };
    }
    return best?.name;
  };
  return (
    nearest(entries.map(({ name }) => [name, name])) ??
    nearest(entries.flatMap(({ name, aliases }) => aliases.map((each) => [each, name] as const)))
  );
}
