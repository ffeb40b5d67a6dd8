import { expect, test } from 'vitest';
import { albumsOrigin, genreSource } from '../__tests__/doubles.ts';
import { house } from '../__tests__/house.ts';
import { createEarmark, type EarmarkOptions } from '../earmark.ts';
import { createHttp } from '../http/client.ts';
import { createMemorySharedStore } from '../memory/shared-store.ts';
import { map } from '../pipeline/map.ts';
import { batch, take } from '../pipeline/stages.ts';
import { albums } from '../stages/albums.ts';
import { apply } from '../stages/apply.ts';
import { decide } from '../stages/decide.ts';
import { enrich } from '../stages/enrich.ts';
import { transcode } from '../stages/transcode.ts';
import { undo } from '../stages/undo.ts';

/** As somebody without types gives it. */
const given = (text: string): never => new Function(`return ${text}`)() as never;
const origin = albumsOrigin([], new Map());
const http = (text: string) => () =>
  createHttp({ shared: createMemorySharedStore(), ...Object(given(text)) });

test.each<[string, (text: string) => () => unknown, string, RegExp]>([
  [
    'decide',
    (text) => () => decide(given(text)),
    '({ bands: { auto: NaN } })',
    /bands\.auto must be a number above 0, up to 1, not NaN/,
  ],
  ['decide', (text) => () => decide(given(text)), '({ bands: { auto: 95 } })', /not 95/],
  [
    'decide',
    (text) => () => decide(given(text)),
    '({ bands: { auto: .7, review: .8 } })',
    /review must not be above auto/,
  ],
  [
    'decide',
    (text) => () => decide(given(text)),
    '({ bands: { Auto: .9 } })',
    /bands: unknown option "Auto"\. Valid options: auto, review/,
  ],
  [
    'decide',
    (text) => () => decide(given(text)),
    '({ band: { auto: .9 } })',
    /unknown option "band"/,
  ],
  ['decide', (text) => () => decide(given(text)), '"0.9"', /an object of options, not "0.9"/],
  [
    'enrich',
    (text) => () => enrich(given(text)),
    '({ sources: "discogs" })',
    /sources must be a list/,
  ],
  ['enrich', (text) => () => enrich(given(text)), '({ concurrency: 0 })', /whole number from 1/],
  ['enrich', (text) => () => enrich(given(text)), '({ floor: 30 })', /from 0 to 1/],
  ['apply', (text) => () => apply(given(text)), '({ dryrun: true })', /unknown option "dryrun"/],
  ['apply', (text) => () => apply(given(text)), '({ dryRun: "no" })', /true or false, not "no"/],
  ['apply', (text) => () => apply(given(text)), '({ concurrency: NaN })', /not NaN/],
  ['albums', (text) => () => albums(origin, given(text)), '({ limit: 2.5 })', /limit/],
  ['albums', (text) => () => albums(origin, given(text)), '({ where: true })', /a function/],
  ['albums', (text) => () => albums(given(text)), 'undefined', /a plugin of kind origin/],
  ['transcode', (text) => () => transcode(given(text)), '({})', /profile must be text/],
  [
    'transcode',
    (text) => () => transcode(given(text)),
    '({ profile: "opus", dry: true })',
    /unknown option "dry"/,
  ],
  ['undo', (text) => () => undo(given(text)), '""', /undo: the run or receipt/],
  ['map', (text) => () => map(() => 1, given(text)), '({ concurrency: -1 })', /concurrency/],
  ['batch', (text) => () => batch(given(text)), '0', /size/],
  ['take', (text) => () => take(given(text)), 'NaN', /count/],
  [
    'createHttp',
    http,
    '({ cache: { hitMs: -1 } })',
    /createHttp: cache\.hitMs must be a number from 0/,
  ],
  ['createHttp', http, '({ retry: { retires: 3 } })', /retry: unknown option "retires"/],
  ['createHttp', http, '({ timeoutMs: 0 })', /timeoutMs/],
])('%s refuses nonsense: %3$s', (_stage, call, text, message) => {
  expect(call(text)).toThrow(
    expect.objectContaining({ code: 'config', message: expect.stringMatching(message) }),
  );
});

test.each<[string, RegExp]>([
  ['({ sorces: [] })', /createEarmark: unknown option "sorces"/],
  ['({ sources: [{ kind: "sink" }] })', /sources\[0\] must be a plugin of kind source, not "sink"/],
  ['({ sources: [null] })', /sources\[0\]/],
  ['({ sinks: {} })', /sinks must be a list/],
  ['({ bands: { auto: NaN } })', /bands\.auto/],
  ['({ bands: { auto: 0.5 } })', /review must not be above auto/],
  ['({ weights: { discogs: 7 } })', /weights\.discogs must be a number from 0 to 1/],
  ['({ leases: "file" })', /one of account, target/],
  ['({ logLevel: "loud" })', /logLevel/],
  ['({ roots: { music: "music" } })', /roots\.music must be an absolute path/],
  ['({ store: {} })', /store must be something with the method account/],
  ['({ http: { recrod: "x" } })', /unknown option "recrod"/],
])('createEarmark refuses nonsense: %s', async (text, message) => {
  await expect(createEarmark(given(text) as EarmarkOptions)).rejects.toMatchObject({
    code: 'config',
    message: expect.stringMatching(message),
  });
});

test('what fits nobody until it meets the installation is refused when it does', async () => {
  const { earmark, tag } = await house({ bands: { auto: 0.9, review: 0.85 } });
  const origin = albumsOrigin(['Sure One'], new Map());
  const low = await earmark.run(
    albums(origin)
      .pipe(enrich())
      .pipe(decide({ bands: { auto: 0.8 } })),
  ).done;
  expect(low.fault).toMatchObject({ code: 'config', message: expect.stringContaining('review') });
  const nobody = await earmark.run(albums(origin).pipe(enrich({ sources: ['orakel'] }))).done;
  expect(nobody.fault).toMatchObject({
    code: 'config',
    message: expect.stringMatching(/unknown source "orakel"\. Valid sources: oracle/),
  });
  expect(() => earmark.run(tag(), given('({ resumes: "x" })'))).toThrow(/unknown option "resumes"/);
  expect(() => earmark.run(given('[]'))).toThrow(/a pipeline/);
  await earmark.close();
});

test('an option that is undefined was not given', async () => {
  const earmark = await createEarmark({ sources: [genreSource({})] });
  decide(given('({ bands: undefined })'));
  albums(origin, { limit: Number.POSITIVE_INFINITY });
  await earmark.close();
});
