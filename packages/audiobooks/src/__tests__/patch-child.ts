/** One process of two walks: writes a publisher to every book of the library, as far as it lives. Says `done`, or what failed. */
import { join } from 'node:path';
import { createAbsOrigin, createAbsSink } from '@earmark/abs';
import { apply, createEarmark, decide, type Policy, pipeline } from '@earmark/core';
import { createFileLock } from '@earmark/lock';
import { createSqliteStore } from '@earmark/store';
import { createSteps } from './steps.ts';

const [folder = '', shelf = '', killAt = '0', account = 'default'] = process.argv.slice(2);
const steps = createSteps(Number(killAt), join(folder, 'kills.log'));
const locks = createFileLock({ folder: join(folder, 'locks') });
const abs = { baseUrl: shelf, token: 'synthetic', locks };
const origin = createAbsOrigin(abs);
/** All of them bring the same new series: at once, they would end the server. */
const policy: Policy = {
  spec: 1,
  kind: 'policy',
  name: 'told',
  fields: ['publisher', 'series'],
  propose: ({ subject }) =>
    (['publisher', 'series'] as const).map((field) => ({
      field,
      after: [field === 'series' ? 'New' : `Publisher of ${subject.title}`],
      ...{ belief: 1, reasons: [], uncalibrated: true as const },
    })),
};
const earmark = await createEarmark({
  account,
  store: steps.store(createSqliteStore({ folder: join(folder, 'state') })),
  locks,
  policies: [policy],
  sinks: [createAbsSink(abs)],
  http: { retry: { retries: 0 }, fetch: steps.fetch },
});
const nobody = { matches: [], silent: [], hints: [], locked: [], rejected: [], pinned: {} };
const subjects = pipeline({
  name: 'test',
  origins: [origin],
  writes: true,
  async *start(run) {
    for await (const subject of origin.subjects(run.originContext(origin))) {
      await run.store.journal.saveSubject(subject);
      yield { subject, evidence: { subject, ...nobody } };
    }
  },
});
const run = earmark.run(subjects.pipe(decide()).pipe(apply({ concurrency: 4 })));
const failed: string[] = [];
run.on('change-failed', ({ fault }) => void failed.push(fault.message));
const { outcome, fault } = await run.done;
await earmark.close();
console.log(
  outcome === 'completed' && failed.length === 0 ? 'done' : `${fault?.message ?? failed[0]}`,
);
