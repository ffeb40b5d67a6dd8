import { createLexicon, type Lexicon } from '../normalize/lexicon.ts';
import { createVocabulary, type Vocabulary } from '../vocabulary/vocabulary.ts';
import alone from './alone.json' with { type: 'json' };
import classical from './genres/classical.json' with { type: 'json' };
import electronic from './genres/electronic.json' with { type: 'json' };
import experimental from './genres/experimental-newage.json' with { type: 'json' };
import folk from './genres/folk-country.json' with { type: 'json' };
import hipHop from './genres/hiphop.json' with { type: 'json' };
import jazz from './genres/jazz-blues.json' with { type: 'json' };
import latin from './genres/latin.json' with { type: 'json' };
import metal from './genres/metal.json' with { type: 'json' };
import pop from './genres/pop.json' with { type: 'json' };
import punk from './genres/punk.json' with { type: 'json' };
import reggae from './genres/reggae-caribbean.json' with { type: 'json' };
import soul from './genres/rnb-soul-funk-gospel.json' with { type: 'json' };
import rock from './genres/rock.json' with { type: 'json' };
import stage from './genres/stage-spoken.json' with { type: 'json' };
import world from './genres/world-africa-asia.json' with { type: 'json' };
import heads from './heads.json' with { type: 'json' };
import modifiers from './modifiers.json' with { type: 'json' };
import type { Written } from './packed.ts';
import readings from './readings.json' with { type: 'json' };
import refused from './refused.json' with { type: 'json' };
import regions from './regions.json' with { type: 'json' };
import rules from './rules.json' with { type: 'json' };

const files: readonly (readonly Written[])[] = [
  rock,
  metal,
  punk,
  pop,
  electronic,
  hipHop,
  jazz,
  soul,
  folk,
  classical,
  reggae,
  latin,
  world,
  experimental,
  stage,
];

const lazyVocabulary = once(() =>
  createVocabulary(
    files.flat().map(({ name, parents, aliases = [], family = false, quality = false }) => ({
      name,
      parents,
      aliases,
      family,
      quality,
    })),
  ),
);
const lazyLexicon = once(() =>
  createLexicon({ vocabulary, rules, refused, modifiers, regions, readings, heads, alone }),
);

/** Built at the first question, as thousands of labels have to be read: who composes this package and asks nothing does not wait for it. */
export const vocabulary: Vocabulary = {
  get entries() {
    return lazyVocabulary().entries;
  },
  get: (name) => lazyVocabulary().get(name),
  find: (label) => lazyVocabulary().find(label),
  byKey: (key) => lazyVocabulary().byKey(key),
  ancestors: (name) => lazyVocabulary().ancestors(name),
  children: (name) => lazyVocabulary().children(name),
  families: (name) => lazyVocabulary().families(name),
};
export const lexicon: Lexicon = {
  vocabulary,
  get rules() {
    return lazyLexicon().rules;
  },
  get refused() {
    return lazyLexicon().refused;
  },
  get modifiers() {
    return lazyLexicon().modifiers;
  },
  get regions() {
    return lazyLexicon().regions;
  },
  get readings() {
    return lazyLexicon().readings;
  },
  get heads() {
    return lazyLexicon().heads;
  },
  get alone() {
    return lazyLexicon().alone;
  },
};

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
