import type { Claim, Subject } from '@earmark/core';
import titles from '../data/title-words.json' with { type: 'json' };
import { wordsOf } from '../text/key.ts';

const phrases = titles.flatMap(({ words, genres }) =>
  words.map((phrase) => ({ phrase: ` ${wordsOf(phrase).join(' ')} `, genres })),
);

/** What the title and the type say by themselves: "Original Soundtrack", "Symphony No. 5", type `soundtrack`. */
export function titleHints({ title, types = [] }: Subject): readonly Claim[] {
  const text = ` ${wordsOf(title).join(' ')} `;
  const named = new Set(
    phrases.filter(({ phrase }) => text.includes(phrase)).flatMap(({ genres }) => genres),
  );
  if (types.includes('soundtrack')) named.add('Soundtrack');
  if (types.includes('audio drama')) named.add('Audio Drama');
  if (types.includes('spokenword')) named.add('Spoken Word');
  return [...named].map((value) => ({ field: 'genre', value, strength: 0.1, level: 'release' }));
}
