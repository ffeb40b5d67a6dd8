/**
 * How beliefs about genres become confidence: fitted on real albums, and shown on those that it was not fitted on
 * (so many parts by artist, each judged by the model of the others). Prints one JSON object a line; `--write` puts
 * the model of all of them into what `@earmark/core` ships. Beliefs about albums that the policy's own weights were
 * fitted on are too good to fit by: give it others.
 *
 *   node bench/truth/fit.ts --albums FILE [--without LIST]... [--parts 5] [--least 60] [--write]
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bandOf, type CalibrationModel, calibrate, fitIsotonic, shippedModel } from '@earmark/core';
import { readAlbums } from './albums.ts';
import { combinations, type JudgedAlbum, judged, partOf } from './combinations.ts';

const { values } = parseArgs({
  options: {
    without: { type: 'string', multiple: true },
    albums: { type: 'string' },
    parts: { type: 'string', default: '5' },
    least: { type: 'string', default: '60' },
    write: { type: 'boolean', default: false },
  },
});
const albums = readAlbums(
  values.albums ?? new URL('example.jsonl', import.meta.url),
  values.without,
);
const parts = Number(values.parts);
const least = Number(values.least);

/** Several sources for all that they know; one alone as it is asked, too. */
const all = combinations.flatMap((voices) =>
  judged(voices, albums).map((one) => ({ ...one, several: voices.length > 1 })),
);
type One = (typeof all)[number];

/** Steps of so many decisions at least, as fewer are chance. */
function fit(ones: readonly JudgedAlbum[]): CalibrationModel {
  const sorted = ones.toSorted((a, b) => a.belief - b.belief);
  const count = Math.max(1, Math.floor(sorted.length / least));
  return fitIsotonic(
    Array.from({ length: count }, (_, at) => {
      const end = at === count - 1 ? sorted.length : (at + 1) * least;
      const step = sorted.slice(at * least, end);
      const belief = step.reduce((sum, one) => sum + one.belief, 0) / step.length;
      return step.map(({ supported }) => ({ belief, right: supported }));
    }).flat(),
  );
}

function say(what: string, ones: readonly (One & { readonly confidence: number })[]): void {
  const share = (of: typeof ones, is: (one: (typeof ones)[number]) => number) =>
    of.length === 0
      ? undefined
      : Math.round((1000 * of.reduce((sum, one) => sum + is(one), 0)) / of.length) / 1000;
  for (const band of ['auto', 'review', 'manual'] as const) {
    const inside = ones.filter(({ confidence }) => bandOf(confidence) === band);
    const figures = {
      count: inside.length,
      coverage: share(ones, ({ confidence }) => Number(bandOf(confidence) === band)),
      promised: share(inside, ({ confidence }) => confidence),
      supported: share(inside, ({ supported }) => Number(supported)),
      top: share(inside, ({ top }) => Number(top)),
    };
    process.stdout.write(`${JSON.stringify({ bench: 'truth', what, band, ...figures })}\n`);
  }
}

const heldOut = Array.from({ length: parts }, (_, part) => {
  const model = fit(all.filter(({ album }) => partOf(album, parts) !== part));
  return all
    .filter(({ album }) => partOf(album, parts) === part)
    .map((one) => ({ ...one, confidence: calibrate(one.belief, model) }));
}).flat();
const shipped = all.map((one) => ({
  ...one,
  confidence: calibrate(one.belief, shippedModel('genre')),
}));
for (const [what, ones] of [
  ['held out', heldOut],
  ['shipped', shipped],
] as const) {
  say(
    `${what}, one source`,
    ones.filter(({ several }) => !several),
  );
  say(
    `${what}, several sources`,
    ones.filter(({ several }) => several),
  );
}
if (values.write) {
  const file = new URL('../../packages/core/src/calibration/shipped-models.json', import.meta.url);
  const models = JSON.parse(await readFile(file, 'utf8'));
  models.genre = fit(all).points;
  await writeFile(file, `${JSON.stringify(models, null, 2)}\n`);
}
