import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';
import type { Operation } from '../operation.ts';

let house: House;
const keys: Record<string, string> = {};
beforeAll(async () => {
  house = await createHouse();
  keys['installation’s owner'] = (await house.setUp()).key;
  for (const role of ['viewer', 'member', 'owner'] as const)
    keys[role] = (await house.resident(`A ${role}`, 'anna', role)).key;
  keys.stranger = (await house.resident('B owner', 'ben', 'owner')).key;
  keys['read key'] = (await house.resident('A reader', 'anna', 'owner', ['read'])).key;
  const revoked = await house.resident('A former', 'anna', 'owner');
  await house.access.keys.revoke(revoked.id, {});
  keys.revoked = revoked.key;
});
afterAll(() => house.close());

const reading = ['albums:read', 'reviews:read', 'metrics:read'];
const ranks = ['viewer', 'member', 'owner'];

/** Who may: written down apart from the routes' own check, so that the two must agree. */
function isAllowed({ access }: Operation, who: string): boolean {
  if (access.for === 'open') return true;
  if (who === 'revoked') return false;
  const scope = access.scope;
  if (who === 'read key' && scope !== undefined && !reading.includes(scope)) return false;
  if (who === 'installation’s owner') return true;
  if (access.for === 'admin') return false;
  if (access.for === 'person') return true;
  if (who === 'stranger') return false;
  const role = who === 'read key' ? 'owner' : who;
  return ranks.indexOf(role) >= ranks.indexOf(access.role);
}

const streams = new Set(['streamEvents']);

test('attack 25: every operation answers every kind of credential as its row says', async () => {
  const wrong: string[] = [];
  for (const operation of house.api.operations) {
    if (streams.has(operation.id)) continue;
    for (const [who, key] of Object.entries(keys)) {
      const answer = await house.ask(addressOf(operation), {
        key,
        method: operation.method,
        ...(operation.body ? { body: bodyOf(operation) } : {}),
      });
      // Here nobody guesses.
      if (operation.guessable) await house.access.logins.succeeded('127.0.0.1');
      const refused = [401, 403].includes(answer.status) || (await isForeign(answer));
      // Open operations refuse for reasons of their own; a revoked key is refused even there.
      if (operation.access.for === 'open') continue;
      if (refused === isAllowed(operation, who))
        wrong.push(`${operation.id} for ${who}: ${answer.status}`);
    }
  }
  expect(wrong).toEqual([]);
});

function addressOf({ path, access }: Operation): string {
  const filled = path.replace(/\{\w+\}/g, 'nothing');
  return access.for === 'account' && access.named !== 'body' ? `${filled}?account=anna` : filled;
}

/** Complete where an account is named in it: else it would be refused before the account is looked at. */
function bodyOf({ id }: Operation): object {
  const bodies: Readonly<Record<string, object>> = {
    control: { account: 'anna', action: 'pause' },
    configure: { account: 'anna' },
    answerReview: { verdict: 'accepted' },
    answerReviews: { ids: ['x'], verdict: 'accepted' },
    startRun: { recipe: 'nothing' },
    editAlbum: {},
    changeSettings: {},
    undoRun: {},
    chooseMatch: { source: 'memory', release: '1' },
    saveView: { query: 'genre=Jazz' },
    setNoticeRule: { notifier: 'postbox' },
    normalizeGenres: { labels: ['Jazz'] },
  };
  return bodies[id] ?? {};
}

async function isForeign(answer: Response): Promise<boolean> {
  if (answer.status !== 404) return false;
  return ((await answer.json()) as { readonly code: string }).code === 'account';
}
