import {
  between,
  type Check,
  callable,
  having,
  listOf,
  must,
  oneOf,
  recordOf,
} from '../options/check.ts';
import type {
  Candidate,
  Claim,
  Diff,
  Finding,
  Lease,
  LockInfo,
  Plan,
  Proposal,
  Reason,
  Receipt,
  Subject,
  Target,
} from '../spec.ts';

/*
 * What a plugin must give back, as far as the house relies on it. What it gives besides is its own.
 */

/** All of these, each as it must be. */
function shape<T>(checks: { readonly [Key in keyof T]?: Check }): Check {
  const all = Object.entries<Check | undefined>(checks);
  return (value, path) => {
    must(typeof value === 'object' && value !== null, path, 'an object', value);
    const given = Object(value) as Readonly<Record<string, unknown>>;
    for (const [key, check] of all) check?.(given[key], `${path}.${key}`);
  };
}
const string: Check = (value, path) => must(typeof value === 'string', path, 'text', value);
const name: Check = (value, path) =>
  must(typeof value === 'string' && value !== '', path, 'text that is not empty', value);
const number: Check = (value, path) =>
  must(typeof value === 'number' && Number.isFinite(value), path, 'a number', value);
const strings = listOf(string);
const maybe =
  (check: Check): Check =>
  (value, path) => {
    if (value !== undefined) check(value, path);
  };

const claim = shape<Claim>({ field: name, value: string, strength: between(0, 1), level: name });
const target = shape<Target>({ sink: name, id: name, fields: recordOf(strings) });
const diff = shape<Diff>({ field: name, before: strings, after: strings });
const reason = shape<Reason>({ what: string, contribution: number });

export const claims = listOf(claim);
export const targets = listOf(target);
export const candidate = shape<Candidate>({
  id: name,
  title: string,
  creators: strings,
  claims,
  searchScore: maybe(between(0, 1)),
  aliases: maybe(
    shape<NonNullable<Candidate['aliases']>>({ titles: maybe(strings), creators: maybe(strings) }),
  ),
});
export const candidates = listOf(candidate);
export const subject = shape<Subject>({
  kind: oneOf('album', 'track', 'book', 'artist'),
  id: name,
  title: string,
  creators: strings,
  targets,
});
export const proposals = listOf(
  shape<Proposal>({
    field: name,
    after: strings,
    belief: between(0, 1),
    reasons: listOf(reason),
    targets: maybe(listOf(name)),
  }),
);
export const plan = shape<Plan>({
  id: name,
  change: shape<Plan['change']>({ target: name }),
  diff: listOf(diff),
  fingerprint: string,
});
export const receipt = shape<Receipt>({
  plan: name,
  target: name,
  applied: listOf(diff),
  fingerprint: string,
  at: number,
});
export const state = oneOf('before', 'after', 'other');

export const findings = listOf(
  shape<Finding>({ level: oneOf('ok', 'warning', 'failure'), text: name, fix: maybe(string) }),
);
export const lease = shape<Lease>({
  key: name,
  token: number,
  lost: having('addEventListener'),
  confirm: callable,
  release: callable,
});
export const lockInfo = maybe(
  shape<LockInfo>({ key: name, state: oneOf('held', 'stale', 'dead') }),
);
export const fieldNames = listOf(name);
