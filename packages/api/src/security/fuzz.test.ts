import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';
import type { Operation } from '../operation.ts';

/** What is in B and must never be in an answer to A. */
const canary = 'CANARY-of-ben';
const requests = process.env.EARMARK_SOAK === '1' ? 1_000_000 : 10_000;
const batch = 500;
/** A stream does not end by itself, setup and login are guessed at elsewhere. */
const left = new Set([
  'streamEvents',
  'setUp',
  'logIn',
  'changeSelf',
  'validateKey',
  'logOut',
  'export',
]);

/** How many answers of each hundred there were: a fuzzer that is always refused finds nothing. */
const tally = new Map<number, number>();
let house: House;
let key: string;
let admin: string;
beforeAll(async () => {
  house = await createHouse({ albums: { anna: ['An album'], ben: [canary] } });
  ({ key: admin } = await house.setUp());
  ({ key } = await house.resident('Anna', 'anna', 'owner'));
  await house.resident(canary, 'ben', 'owner');
});
afterAll(() => house.close());

const strange = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '0',
    '-1',
    '1e9',
    '0x10',
    'NaN',
    'null',
    'true',
    '../..',
    '%00',
    "' OR 1=1 --",
    '\u202E',
    '💿',
    '__proto__',
    canary,
    'ben',
  ),
  fc.string({ minLength: 300, maxLength: 2000 }),
  fc.integer().map(String),
);
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  strange,
  fc.constantFrom(
    [],
    {},
    null,
    { __proto__: { role: 'owner' } },
    { account: 'ben' },
    { account: 'anna', action: 'start' },
  ),
);

/** Mostly as the operation wants it, sometimes not at all. */
function requestOf(operation: Operation) {
  const names = Object.keys(operation.query?.shape ?? {});
  const fields = bodyFields(operation);
  return fc.record({
    operation: fc.constant(operation),
    params: fc.array(fc.oneof(fc.constantFrom('anna-0', 'ben-0', 'nothing'), strange), {
      minLength: 3,
      maxLength: 3,
    }),
    query: fc.oneof(
      { weight: 1, arbitrary: fc.constant([]) },
      {
        weight: 3,
        arbitrary: fc.array(
          fc.tuple(
            fc.oneof(fc.constantFrom('account', 'limit', 'after', ...names), strange),
            fc.oneof(fc.constantFrom('anna', 'ben', '1', 'true', '0.5'), strange),
          ),
          { maxLength: 4 },
        ),
      },
    ),
    body: fc.oneof(
      fc.dictionary(fc.constantFrom('account', ...fields), json, { maxKeys: 5 }),
      json,
    ),
    ifMatch: fc.option(fc.constantFrom('"1"', 'W/"1"', 'x'), { nil: undefined }),
    idempotency: fc.option(fc.string({ maxLength: 5 }), { nil: undefined }),
  });
}
function bodyFields({ body }: Operation): readonly string[] {
  return body && 'shape' in body
    ? Object.keys(body.shape as object)
    : ['verdict', 'edited', 'reason'];
}

const timeout = 3_600_000;

async function ask(count: number, own: string): Promise<void> {
  const operations = house.api.operations.filter(({ id }) => !left.has(id));
  const anything = fc.oneof(...operations.map(requestOf));
  for (let done = 0; done < count; done += batch)
    for (const each of fc.sample(anything, { numRuns: Math.min(batch, count - done) }))
      await tried(each, own);
}

test('whatever is asked: no failure of our own, no undeclared status, nothing of another account', {
  timeout,
}, async () => {
  await ask(requests, key);
  expect((tally.get(200) ?? 0) / requests).toBeGreaterThan(0.1);
});

test('nor when it is asked by who may do everything', { timeout }, async () => {
  await ask(requests / 5, admin);
});

type Tried = ReturnType<typeof requestOf> extends fc.Arbitrary<infer Value> ? Value : never;

async function tried(
  { operation, params, query, body, ifMatch, idempotency }: Tried,
  own: string,
): Promise<void> {
  const { method } = operation;
  let index = 0;
  const path = operation.path.replace(/\{\w+\}/g, () =>
    encodeURIComponent(safe(params[index++] ?? '') || 'x'),
  );
  const url = new URL(path, 'http://127.0.0.1:1');
  for (const [name, value] of query) url.searchParams.append(safe(name), safe(value));
  const request = new Request(url, {
    method,
    headers: {
      authorization: `Bearer ${own}`,
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(idempotency === undefined || !/^[\x20-\x7e]*$/.test(idempotency)
        ? {}
        : { 'idempotency-key': idempotency }),
    },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await house.api.fetch(request, { address: '127.0.0.1' });
  const text = await answer.text();
  const hundred = Math.floor(answer.status / 100) * 100;
  tally.set(hundred, (tally.get(hundred) ?? 0) + 1);
  const what = `${method} ${url.pathname}${url.search} ${JSON.stringify(body)}: ${answer.status} ${text.slice(0, 300)}`;
  expect(answer.status < 500 || answer.status === 501, what).toBe(true);
  if (reached(operation, url)) expect(declared(operation), what).toContain(String(answer.status));
  if (answer.status >= 400)
    expect(answer.headers.get('content-type'), what).toBe('application/problem+json');
  // What was asked for may be said again; what was not may not be said.
  if (own === key && !what.slice(0, what.lastIndexOf(`: ${answer.status} `)).includes(canary))
    expect(text.includes(canary), what).toBe(false);
}

/** A request line cannot hold half a surrogate. */
const safe = (text: string) => text.toWellFormed();

/** A name that another route has leads elsewhere. */
function reached({ path, method }: Operation, url: URL): boolean {
  const own = house.api.operations.filter((each) => each.method === method);
  return own.find((each) => same(each.path, url.pathname))?.path === path;
}
function same(template: string, pathname: string): boolean {
  return new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname);
}

function declared({ path, method }: Operation): readonly string[] {
  const paths = house.api.document.paths as Readonly<
    Record<string, Readonly<Record<string, { readonly responses: object }>>>
  >;
  return Object.keys(paths[path]?.[method.toLowerCase()]?.responses ?? {});
}
