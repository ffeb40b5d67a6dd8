import { join } from 'node:path';
import {
  type Claim,
  type Decided,
  type DecideOptions,
  decide,
  EarmarkError,
  type Enriched,
  type Match,
  map,
  type OriginContext,
  partId,
  pictureDigest,
  pictureField,
  pictureValue,
  type RunContext,
  type Stage,
} from '@earmark/core';
import { fetcher, picturesOf } from './addresses.ts';
import { fetchPicture } from './fetch-picture.ts';
import { looksOf, remade } from './ffmpeg.ts';
import { keep, sweep } from './kept.ts';
import { type CoversOptions, type CoversSettings, settingsOf } from './options.ts';
import { coverPolicy } from './policy.ts';
import { type Seen, seenClaim } from './seen.ts';
import { embeddedIn, fileBeside, type Place } from './today.ts';
import { isWanted } from './wanted.ts';
import type { Picture } from './whole-picture.ts';

/**
 * Decides on covers in place of `decide()`: looks at those of today, fetches what the matched releases show where one
 * is wanted, and proposes the best. Pipe it behind `enrich()` and before `apply()`.
 */
export function covers(
  options: CoversOptions,
  { bands }: Pick<DecideOptions, 'bands'> = {},
): Stage<Enriched, Decided> {
  const settings = settingsOf(options);
  const { concurrency } = settings;
  const decided = decide({ policies: [coverPolicy(settings)], ...(bands ? { bands } : {}) });
  return async function* decideOnCovers(items, run) {
    await sweep(join(settings.folder, run.account), run);
    const looked = map<Enriched, Enriched>((item) => look(item, settings, run), { concurrency });
    yield* decided(looked(items, run), run);
  };
}

/** The evidence with the pictures themselves: those of today as fields of the targets and as hints, those of the sources as their claims. */
async function look(
  { subject, evidence }: Enriched,
  settings: CoversSettings,
  run: RunContext,
): Promise<Enriched> {
  const ctx = run.originContext(fetcher(settings));
  if (subject.kind !== 'album') return { subject: { ...subject, targets: [] }, evidence };
  const places = await placesOf(subject, settings, ctx);
  const wanted = places.filter((place) => isWanted(place, settings));
  const targets = places.map(({ target }) => target);
  const now = { ...subject, targets };
  const { matches, silent } =
    wanted.length === 0 || evidence.locked.includes(pictureField)
      ? evidence
      : await withPictures(evidence, settings, ctx);
  const hints = settings.replace ? await hintsOf(wanted, settings, ctx) : [];
  await Promise.all(wanted.map((place) => rememberFile(now, place, run)));
  return { subject: now, evidence: { ...evidence, subject: now, matches, silent, hints } };
}

async function placesOf(
  subject: Enriched['subject'],
  { where, format }: CoversSettings,
  ctx: OriginContext,
): Promise<readonly Place[]> {
  const embedded = where === 'file' ? [] : await embeddedIn(subject, ctx);
  if (where === 'embedded') return embedded;
  const beside = await fileBeside(subject, format === 'png' ? 'png' : 'jpg', ctx);
  return beside ? [...embedded, beside] : embedded;
}

/** A picture file is not a target of its album, as it has no tags: a yes to it is found under the part that it is. */
async function rememberFile(
  subject: Enriched['subject'],
  { target }: Place,
  { store }: RunContext,
): Promise<void> {
  if (!/\.(?:jpe?g|png|webp)$/i.test(target.id)) return;
  const id = partId(subject.id, [target.id]);
  await store.journal.saveSubject({ ...subject, id, targets: [target] });
}

/** Each source's pictures, fetched. One that cannot be asked is silent, and that is visible. */
async function withPictures(
  { matches, silent, subject }: Enriched['evidence'],
  settings: CoversSettings,
  ctx: OriginContext,
): Promise<{ readonly matches: readonly Match[]; readonly silent: readonly string[] }> {
  const unheard = new Set(silent);
  const seen = await Promise.all(
    matches.map(async (match) => {
      try {
        return { ...match, candidate: { ...match.candidate, claims: await shown(match) } };
      } catch (error) {
        if (ctx.signal.aborted || EarmarkError.is(error, 'io', 'internal')) throw error;
        ctx.log.warn('pictures could not be fetched', {
          source: match.source,
          error: String(error),
        });
        unheard.add(match.source);
        return { ...match, candidate: { ...match.candidate, claims: [] } };
      }
    }),
  );
  return { matches: seen, silent: [...unheard] };

  async function shown(match: Match): Promise<readonly Claim[]> {
    const claims: Claim[] = [];
    for (const offered of picturesOf(match, subject, settings)) {
      const found = await fetchPicture(offered, ctx);
      const picture = found && (await fitting(found, settings, ctx.signal));
      if (!picture) continue;
      const bytes = await keep(join(settings.folder, ctx.account), picture);
      claims.push(seenClaim({ ...(await seenOf(picture, settings, ctx)), bytes }, 'release'));
    }
    return claims;
  }
}

/** Large enough, not too large, and of a kind that all tags hold; undefined where it cannot be made so. */
async function fitting(
  picture: Picture,
  { atLeast, atMost, format, ffmpeg }: CoversSettings,
  signal: AbortSignal,
): Promise<Picture | undefined> {
  const { mime, width, height } = picture;
  if (Math.min(width, height) < atLeast) return undefined;
  const wanted = format ?? (mime === 'image/png' ? 'png' : 'jpeg');
  const isKind = mime === `image/${wanted}`;
  if (isKind && Math.max(width, height) <= atMost) return picture;
  const made = await remade(ffmpeg, picture, { format: wanted, atMost }, signal);
  return made ?? (isKind ? picture : undefined);
}

async function hintsOf(
  wanted: readonly Place[],
  settings: CoversSettings,
  ctx: OriginContext,
): Promise<readonly Claim[]> {
  const pictures = new Map(
    wanted.flatMap(({ picture }) => (picture ? [[pictureDigest(picture.bytes), picture]] : [])),
  );
  const seen = await Promise.all([...pictures.values()].map((each) => seenOf(each, settings, ctx)));
  return seen.map((each) => seenClaim(each, 'file'));
}

async function seenOf(
  picture: Picture,
  { ffmpeg }: CoversSettings,
  { signal }: OriginContext,
): Promise<Seen> {
  const { bytes, ...info } = picture;
  const looks = await looksOf(ffmpeg, picture, signal);
  return {
    ...info,
    digest: pictureDigest(bytes),
    value: pictureValue(picture),
    ...(looks === undefined ? {} : { looks }),
  };
}
