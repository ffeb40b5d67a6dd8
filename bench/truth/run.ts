/**
 * Are the genres right on real albums? For each combination of who is asked, and each band: how many, what
 * confidence promised, and how many are supported by what people say. Prints one JSON object a line.
 * A data set is a file with one album a line (`Album` in albums.ts); the one here is made up and shows the format.
 *
 *   node bench/truth/run.ts [--albums bench/truth/example.jsonl] [--without LIST]...
 *
 * `--without`: lists of people that do not judge, such as one of a few broad words.
 */
import { parseArgs } from 'node:util';
import { bandOf, calibrate, shippedModel } from '@earmark/core';
import { readAlbums } from './albums.ts';
import { combinations, judged as judgedAlbums, knownTo } from './combinations.ts';

const { values } = parseArgs({
  options: { albums: { type: 'string' }, without: { type: 'string', multiple: true } },
});
const albums = readAlbums(
  values.albums ?? new URL('example.jsonl', import.meta.url),
  values.without,
);
const model = shippedModel('genre');

for (const voices of combinations) {
  const known = knownTo(voices, albums);
  const judged = judgedAlbums(voices, albums).map((one) => ({
    ...one,
    confidence: calibrate(one.belief, model),
  }));
  for (const band of ['auto', 'review', 'manual'] as const) {
    const inside = judged.filter(({ confidence }) => bandOf(confidence) === band);
    const share = (is: (one: (typeof judged)[number]) => boolean | number) =>
      Math.round((1000 * inside.reduce((sum, one) => sum + Number(is(one)), 0)) / inside.length) /
      1000;
    const figures =
      inside.length === 0
        ? {}
        : {
            promised: share(({ confidence }) => confidence),
            supported: share(({ supported }) => supported),
            top: share(({ top }) => top),
            wrongTree: share(({ wrongTree }) => wrongTree),
          };
    const coverage =
      known.length === 0 ? 0 : Math.round((1000 * inside.length) / known.length) / 1000;
    process.stdout.write(
      `${JSON.stringify({ bench: 'truth', asked: voices.join('+'), albums: known.length, band, count: inside.length, coverage, ...figures })}\n`,
    );
  }
}
