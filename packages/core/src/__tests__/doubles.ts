import { EarmarkError } from '@earmark/spec';
import { sameValues } from '../same-values.ts';
import type {
  Candidate,
  Claim,
  Fields,
  Origin,
  Plan,
  Policy,
  Receipt,
  Sink,
  Source,
  Subject,
} from '../spec.ts';

/** One album a title, one target each. Its fields are whatever the sink holds. */
export function albumsOrigin(titles: readonly string[], files: Map<string, Fields>): Origin {
  const subject = (title: string): Subject => ({
    kind: 'album',
    id: `id-${title}`,
    title,
    creators: ['Band'],
    year: 1999,
    targets: [{ sink: 'shelf', id: `music:${title}`, fields: files.get(`music:${title}`) ?? {} }],
  });
  return {
    spec: 1,
    kind: 'origin',
    name: 'shelf-origin',
    async *subjects() {
      for (const title of titles) yield subject(title);
    },
    async get(id) {
      return titles.map(subject).find((each) => each.id === id);
    },
  };
}

export interface TestSource extends Source {
  readonly asked: string[];
  down: boolean;
}
export function genreSource(genres: Readonly<Record<string, string>>): TestSource {
  const source: TestSource = {
    spec: 1,
    kind: 'source',
    name: 'oracle',
    answers: ['album'],
    asked: [],
    down: false,
    async find(query) {
      source.asked.push(query.title);
      if (source.down) throw new EarmarkError('network', 'oracle.example does not answer');
      const genre = genres[query.title];
      if (genre === undefined) return [];
      const claims: Claim[] = [
        { field: 'genre', value: genre, strength: 1, level: 'release-group' },
      ];
      const { title, creators, year } = query;
      const candidate: Candidate = {
        id: `c-${title}`,
        title,
        creators,
        ...(year ? { year } : {}),
        claims,
      };
      return [candidate];
    },
  };
  return source;
}

/** Believes a genre as its title says: `Sure …` fully, `Maybe …` half. */
export const titledPolicy: Policy = {
  spec: 1,
  kind: 'policy',
  name: 'titled',
  fields: ['genre'],
  propose({ subject, matches }) {
    const claims = matches.flatMap(({ candidate }) => candidate.claims);
    if (claims.length === 0) return [];
    const belief = subject.title.startsWith('Sure') ? 1 : 0.85;
    return [{ field: 'genre', after: claims.map(({ value }) => value), belief, reasons: [] }];
  },
};

export interface ShelfOptions {
  /** Called right before a target changes, and right after. */
  readonly before?: (target: string) => void | Promise<void>;
  readonly after?: (target: string) => void | Promise<void>;
}
/** A sink over a map. */
export function shelfSink(
  files: Map<string, Fields>,
  { before, after }: ShelfOptions = {},
): Sink & { readonly writes: string[] } {
  const writes: string[] = [];
  const now = (target: string) => files.get(target) ?? {};
  const print = (target: string) => JSON.stringify(now(target));
  const receiptOf = (plan: Plan): Receipt => ({
    plan: plan.id,
    target: plan.change.target,
    applied: plan.diff,
    fingerprint: JSON.stringify((plan.data as { after: Fields }).after),
    at: 0,
    undo: plan.data ?? null,
  });
  const stateOf = (plan: Plan) => {
    const { after: wanted } = plan.data as { after: Fields };
    if (print(plan.change.target) === JSON.stringify(wanted)) return 'after' as const;
    return print(plan.change.target) === plan.fingerprint
      ? ('before' as const)
      : ('other' as const);
  };
  return {
    spec: 1,
    kind: 'sink',
    name: 'shelf',
    writes,
    async plan(change) {
      if (change.kind !== 'fields') throw new EarmarkError('unsupported', 'fields only');
      const { target, set } = change;
      const diff = Object.entries(set)
        .map(([field, values]) => ({ field, before: now(target)[field] ?? [], after: values }))
        .filter((each) => !sameValues(each.before, each.after));
      const data = { before: now(target), after: { ...now(target), ...set } };
      return {
        id: `plan-${target}-${writes.length}-${Math.random()}`,
        change,
        diff,
        fingerprint: print(target),
        data,
      };
    },
    async apply(plan, { lease }) {
      if (stateOf(plan) === 'after') return receiptOf(plan);
      if (stateOf(plan) === 'other')
        throw new EarmarkError('conflict', `${plan.change.target} changed since it was planned`);
      await before?.(plan.change.target);
      await lease.confirm();
      files.set(plan.change.target, (plan.data as { after: Fields }).after);
      writes.push(plan.change.target);
      await after?.(plan.change.target);
      return receiptOf(plan);
    },
    inspect: async (plan) => stateOf(plan),
    async revert(receipt) {
      const { before: old, after: fresh } = receipt.undo as { before: Fields; after: Fields };
      files.set(receipt.target, old);
      writes.push(receipt.target);
      return {
        ...receipt,
        applied: receipt.applied.map((each) => ({
          field: each.field,
          before: each.after,
          after: each.before,
        })),
        fingerprint: JSON.stringify(old),
        undo: { before: fresh, after: old },
      };
    },
  };
}
