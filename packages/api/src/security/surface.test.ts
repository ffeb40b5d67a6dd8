import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';

let house: House;
beforeAll(async () => {
  house = await createHouse();
});
afterAll(() => house.close());

/** What programs are written against: a path that goes or changes its name breaks them. */
const promised = `
GET /health
GET /ready
GET /metrics
GET /api/setup
POST /api/setup
POST /api/session
GET /api/session
DELETE /api/session
GET /api/users
POST /api/users
DELETE /api/users/{name}
POST /api/control
POST /api/configure
POST /api/start-all
POST /api/stop-all
GET /api/events
POST /api/ws-ticket
GET /api/albums
GET /api/albums/{id}
PATCH /api/albums/{id}
GET /api/albums/{id}/evidence
GET /api/albums/{id}/history
GET /api/reviews
POST /api/reviews/answer
POST /api/reviews/{id}/answer
DELETE /api/reviews/{id}/answer
GET /api/runs
POST /api/runs
GET /api/runs/{id}
GET /api/runs/{id}/diff
POST /api/runs/{id}/stop
POST /api/runs/{id}/resume
POST /api/runs/{id}/undo
GET /api/quality
GET /api/transcodes
GET /api/workers
GET /api/locks
GET /api/leases
DELETE /api/leases/{id}
GET /api/books
GET /api/books/status
GET /api/books/wishes
POST /api/books/wishes
DELETE /api/books/wishes/{id}
GET /api/books/searches
POST /api/books/wishes/{id}/search
GET /api/books/offers
POST /api/books/offers/{id}/add
GET /api/books/records
POST /api/books/records/{id}/retry
GET /api/books/coverage
GET /api/books/next
GET /api/calendar/today
GET /api/calendar/events
GET /api/learning/stats
GET /api/learning/confidence
GET /api/keys
POST /api/keys
DELETE /api/keys/{id}
POST /api/keys/validate
GET /api/people
POST /api/people
GET /api/audit
GET /api/backups
POST /api/backups
GET /api/backups/{id}
DELETE /api/backups/{id}
POST /api/backups/{id}/restore
GET /api/notices
POST /api/notices/{name}/test
GET /api/settings
PATCH /api/settings
GET /api/export
GET /api/covers/{id}
GET /docs
`
  .trim()
  .split('\n');

test('every promised path is there, with its method', () => {
  const there = house.api.operations.map(({ method, path }) => `${method} ${path}`);
  expect(promised.filter((each) => !there.includes(each))).toEqual([]);
});

test('openapi.json tells of every operation', async () => {
  const document = (await (await house.ask('/openapi.json')).json()) as {
    readonly openapi: string;
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  expect(document.openapi).toMatch(/^3\.1\./);
  const untold = house.api.operations.filter(
    ({ method, path }) => document.paths[path]?.[method.toLowerCase()] === undefined,
  );
  expect(untold.map(({ id }) => id)).toEqual([]);
});
