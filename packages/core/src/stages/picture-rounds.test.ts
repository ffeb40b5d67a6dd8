import { expect, test } from 'vitest';
import { albumsOrigin, shelfSink } from '../__tests__/doubles.ts';
import { house } from '../__tests__/house.ts';
import type { Fields, Policy, Sink } from '../spec.ts';
import { albums } from './albums.ts';
import { apply } from './apply.ts';
import { decide } from './decide.ts';
import { enrich } from './enrich.ts';

const sure = { belief: 1, reasons: [] };
const policy: Policy = {
  spec: 1,
  kind: 'policy',
  name: 'both',
  fields: ['genre', 'picture'],
  propose: () => [
    {
      field: 'picture',
      after: ['front'],
      picture: { action: 'remove', type: 'front' },
      ...sure,
    },
    { field: 'genre', after: ['Rock'], ...sure },
  ],
};

/** A shelf whose pictures are only told of. */
function tellingSink(files: Map<string, Fields>, told: string[]): Sink {
  const shelf = shelfSink(files);
  return {
    ...shelf,
    async plan(change, ctx) {
      told.push(`plan ${change.kind}`);
      if (change.kind !== 'picture') return shelf.plan(change, ctx);
      const diff = [{ field: 'picture', before: [], after: ['front'] }];
      return { id: 'picture-plan', change, diff, fingerprint: '' };
    },
    async apply(plan, ctx) {
      const { id, change, diff } = plan;
      told.push(`apply ${change.kind}`);
      if (change.kind !== 'picture') return shelf.apply(plan, ctx);
      return { plan: id, target: change.target, applied: diff, fingerprint: '', at: 0 };
    },
  };
}

test('a picture of a file is planned once its fields are written, as they are two changes', async () => {
  const files = new Map<string, Fields>([['music:Sure One', { genre: ['Pop'] }]]);
  const told: string[] = [];
  const { earmark } = await house({ policies: [policy], sinks: [tellingSink(files, told)] });
  const tag = albums(albumsOrigin(['Sure One'], files))
    .pipe(enrich())
    .pipe(decide())
    .pipe(apply());
  const { counts } = await earmark.run(tag).done;
  expect(told).toEqual(['plan fields', 'apply fields', 'plan picture', 'apply picture']);
  expect(counts.applied).toBe(2);
});
