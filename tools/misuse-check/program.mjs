// Options and calls of a program that are wrong: [what, what is told, how].
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { albums, apply, createEarmark, decide, enrich, map } from '@earmark/core';
import { createSqliteStore } from '@earmark/store';
import { open, options, origin, policy, scratch, sink, source, tag, told } from './kit.mjs';

const file = join(scratch, 'file');
writeFileSync(file, '');
const withOpen = (use, more) => async () => {
  const earmark = await open(more);
  try {
    return await use(earmark);
  } finally {
    await earmark.close();
  }
};
const fault = async (run) => {
  const { outcome, fault: why } = await run.done;
  return `${outcome} ${why?.code}: ${why?.message}`;
};

export const program = [
  ['an option that is misspelt', /config: .*unknown option "sorces"/, () => open({ sorces: [] })],
  ['options that are none', /config: .*an object of options/, () => createEarmark('sqlite')],
  [
    'a source that is no list',
    /config: .*sources must be a list/,
    () => open({ sources: source() }),
  ],
  ['a sink among the sources', /config: .*kind source/, () => open({ sources: [sink()] })],
  [
    'a promise of a plugin',
    /config: .*kind source/,
    () => open({ sources: [Promise.resolve(source())] }),
  ],
  ['a factory in place of a plugin', /config: .*kind source/, () => open({ sources: [source] })],
  ['nothing in a list', /config: .*sources\[0\]/, () => open({ sources: [undefined] })],
  [
    'one plugin twice',
    /config: two plugins of kind source/,
    () => open({ sources: [source(), source()] }),
  ],
  [
    'two policies for a field',
    /config: .*both speak for the field genre/,
    () => open({ policies: [policy(), policy({ name: 'other' })] }),
  ],
  ['bands in per cent', /config: .*bands\.auto/, () => open({ bands: { auto: 95 } })],
  [
    'bands the wrong way round',
    /config: .*review must not be above auto/,
    () => open({ bands: { auto: 0.5, review: 0.9 } }),
  ],
  ['a band that is no number', /config: .*not NaN/, () => open({ bands: { auto: Number.NaN } })],
  ['a weight above 1', /config: .*weights\.mine/, () => open({ weights: { mine: 7 } })],
  ['a root that is relative', /config: .*absolute path/, () => open({ roots: { m: 'music' } })],
  ['an account that is a path', /config: .*account/i, () => open({ account: '../other' })],
  ['a store that is none', /config: .*store must be/, () => open({ store: {} })],
  [
    'a store in a file',
    /(io|config): /,
    () => open({ store: createSqliteStore({ folder: file }) }),
  ],
  ['a log without levels', /config: .*log must be/, () => open({ log: console.log })],
  ['an unknown option of http', /config: .*"recrod"/, () => open({ http: { recrod: 'x' } })],
  ['a timeout of nothing', /config: .*timeoutMs/, () => open({ http: { timeoutMs: 0 } })],
  ['an unknown mode of leases', /config: .*leases/, () => open({ leases: 'file' })],
  ['writing without a store', /config: .*could not be undone/, () => told({ store: undefined })],
  ['a pipeline that is none', /config: run: a pipeline/, withOpen((earmark) => earmark.run([]))],
  [
    'a stage in place of a pipeline',
    /config: run: a pipeline/,
    withOpen((earmark) => earmark.run(enrich())),
  ],
  [
    'an unknown option of a run',
    /config: .*"dryRun"/,
    withOpen((earmark) => earmark.run(tag(), { dryRun: true })),
  ],
  [
    'a run after the end',
    /config: .*closed/,
    async () => {
      const earmark = await open();
      await earmark.close();
      return earmark.run(tag());
    },
  ],
  [
    'a store that is closed',
    /config: .*closed/,
    async () => {
      const { store, ...rest } = options();
      await store.close();
      return told({ ...rest, store });
    },
  ],
  [
    'resuming what never ran',
    /not-found: there is no run x/,
    withOpen((earmark) => fault(earmark.run(tag(), { resume: 'x' }))),
  ],
  [
    'resuming with another pipeline',
    /config: .*start a new run/,
    withOpen(async (earmark) => {
      const { run } = await earmark.run(tag()).done;
      return fault(earmark.run(albums(origin({ name: 'other' })), { resume: run }));
    }),
  ],
  ['undoing what never ran', /not-found: /, withOpen((earmark) => fault(earmark.undo('x')))],
  ['undoing nothing', /config: undo/, withOpen((earmark) => fault(earmark.undo('')))],
  [
    'undoing twice',
    /completed/,
    withOpen(async (earmark) => {
      const { run } = await earmark.run(tag()).done;
      await earmark.undo(run).done;
      return fault(earmark.undo(run));
    }),
  ],
  [
    'an unknown recipe',
    /(config|not-found): .*"?tga"?/,
    withOpen((earmark) => earmark.start('tga', {})),
  ],
  [
    'a recipe without a pipeline',
    /config: .*recipes\[0\]/,
    () => open({ recipes: [{ name: 'x' }] }),
  ],
  [
    'an answer to no review',
    /not-found: /,
    withOpen((earmark) => earmark.reviews.answer('x', { status: 'accepted', by: 'me' })),
  ],
  [
    'a notifier that is not there',
    /not-found: .*no notifier x/,
    withOpen((earmark) => earmark.tryNotifier('x')),
  ],
  [
    'an unknown source in a stage',
    /config: enrich: unknown source "oracle"/,
    withOpen((earmark) =>
      fault(earmark.run(albums(origin()).pipe(enrich({ sources: ['oracle'] })))),
    ),
  ],
  [
    'an option of a stage misspelt',
    /config: apply: unknown option "dryrun"/,
    () => apply({ dryrun: true }),
  ],
  [
    'a stage that decides in per cent',
    /config: decide: bands\.auto/,
    () => decide({ bands: { auto: 95 } }),
  ],
  ['a limit that is no number', /config: .*limit/, () => albums(origin(), { limit: Number.NaN })],
  ['an origin that is none', /config: albums/, () => albums('/music')],
  ['nothing at once', /config: .*concurrency/, () => map(async (x) => x, { concurrency: 0 })],
  [
    'a policy that lacks its method in a stage',
    /config: The policy mine lacks the method propose/,
    () => decide({ policies: [policy({ propose: undefined })] }),
  ],
  [
    'a listener that throws',
    /completed/,
    withOpen((earmark) => {
      earmark.on('subject-found', () => {
        throw new Error('oops');
      });
      return fault(earmark.run(tag()));
    }),
  ],
  [
    'a second writer at once',
    /completed undefined[\s\S]*completed undefined/,
    withOpen(async (earmark) =>
      (await Promise.all([earmark.run(tag()), earmark.run(tag())].map(fault))).join('\n'),
    ),
  ],
];
