// What every misuse is tried on: a house whose parts are right, but for the one that is given.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { albums, apply, createEarmark, createMemoryStore, decide, enrich } from '@earmark/core';

export const scratch = mkdtempSync(join(tmpdir(), 'earmark-misuses-'));
export const never = () => new Promise(() => {});
const lines = [];
const line = (message) => void lines.push(message);
export const log = { debug: line, info: line, warn: line, error: line };
/** Short, so that a mute plugin is left soon. */
const patience = { slowMs: 1, readMs: 30, writeMs: 30, graceMs: 30 };

export const claim = { field: 'genre', value: 'Rock', strength: 1, level: 'release' };
export const candidate = { id: 'c', title: 'One', creators: ['Band'], claims: [claim] };
export const proposal = { field: 'genre', after: ['Rock'], belief: 1, reasons: [] };

export const source = (more) => ({
  ...{ spec: 1, kind: 'source', name: 'mine', answers: ['album'], find: async () => [candidate] },
  ...more,
});
export const policy = (more) => ({
  ...{ spec: 1, kind: 'policy', name: 'mine', fields: ['genre'], propose: () => [proposal] },
  ...more,
});
export const origin = (more) => ({
  ...{ spec: 1, kind: 'origin', name: 'mine', get: async () => undefined },
  async *subjects() {
    yield subject;
  },
  ...more,
});
export const subject = {
  ...{ kind: 'album', id: 'a', title: 'One', creators: ['Band'] },
  targets: [{ sink: 'shelf', id: 'm:one', fields: { genre: ['Pop'] } }],
};

/** One target in memory. It says what of it was ever changed. */
export function sink(more) {
  let genre = ['Pop'];
  const changed = [];
  const receipt = (plan, before) => ({
    ...{
      plan: plan.id,
      target: plan.change.target,
      applied: plan.diff,
      fingerprint: String(genre),
    },
    ...{ at: 0, undo: before },
  });
  return {
    ...{ spec: 1, kind: 'sink', name: 'shelf', changed },
    plan: async (change) => ({
      ...{ id: `p${Math.random()}`, change, fingerprint: String(genre) },
      diff: [{ field: 'genre', before: genre, after: change.set.genre }],
    }),
    async apply(plan) {
      const before = genre;
      if (plan.diff[0].after.join() !== genre.join()) changed.push(plan.change.target);
      genre = plan.diff[0].after;
      return receipt(plan, before);
    },
    inspect: async (plan) => (String(genre) === String(plan.diff[0].after) ? 'after' : 'before'),
    async revert(given) {
      genre = given.undo;
      return { ...given, applied: [] };
    },
    ...more,
  };
}

export const options = (more = {}) => ({
  ...{ store: createMemoryStore(), log, patience },
  ...{ sources: [source()], policies: [policy()], sinks: [sink()] },
  ...more,
});
export const open = (more) => createEarmark(options(more));
export const tag = (from = origin()) => albums(from).pipe(enrich()).pipe(decide()).pipe(apply());

/** Runs all the way through, and gives everything that was told of it. */
export async function told(more, from) {
  const given = options(more);
  const earmark = await createEarmark(given);
  const said = [];
  earmark.onAny((event) => said.push(event));
  const result = await earmark.run(tag(from)).done;
  await assertUndoable(earmark, given.sinks[0]);
  await earmark.close({ graceMs: 30 }).catch((error) => said.push(error));
  const faults = said.flatMap((each) => (each instanceof Error ? [each] : (each.fault ?? [])));
  const known = [...faults, ...(result.fault ? [result.fault] : [])];
  return [
    result.outcome,
    ...known.map(({ code, message }) => `${code}: ${message}`),
    ...said.map(({ event }) => event),
    JSON.stringify(result.counts),
  ].join('\n');
}

/** Whatever was changed has a receipt, or a plan that is still open and will be looked at. */
async function assertUndoable(earmark, { changed = [] }) {
  const { journal } = await earmark.store();
  const receipts = await journal.receipts({});
  const open = await journal.plans({ status: 'planned' });
  const known = [
    ...receipts.map(({ receipt }) => receipt.target),
    ...open.map(({ plan }) => plan.change.target),
  ];
  for (const target of changed)
    if (!known.includes(target)) throw new Error(`${target} was changed, and cannot be undone`);
}
