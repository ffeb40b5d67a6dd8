import { createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCalendarFetch } from './fetch-calendar.ts';

const hits: string[] = [];
let port: number;
const server = createServer(({ url = '' }, answer) => {
  hits.push(url);
  if (url === '/moved')
    answer.writeHead(302, { location: `http://inside.example:${port}/secret` }).end();
  else if (url === '/scheme') answer.writeHead(302, { location: 'file:///etc/hostname' }).end();
  else if (url === '/round') answer.writeHead(302, { location: '/round' }).end();
  else answer.end('BEGIN:VCALENDAR');
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

/** Every name leads to these addresses, a list for each time it is asked for; then the last. */
const leadsTo = (...lists: string[][]): LookupFunction => {
  let asked = 0;
  return (_host, _options, done) =>
    done(
      null,
      (lists[asked++] ?? lists.at(-1) ?? []).map((address) => ({ address, family: 4 })),
    );
};
const anywhere = { isAllowed: () => true };

test('attack 35: no spelling of an address inside gets a request sent to it', async () => {
  const fetchCalendar = createCalendarFetch();
  hits.length = 0;
  for (const host of ['127.0.0.1', '[::ffff:127.0.0.1]', '0', '2130706433', '0x7f.1', '127.1'])
    await expect(fetchCalendar(`http://${host}:${port}/x`), host).rejects.toThrow(
      'private network',
    );
  for (const host of [
    '169.254.169.254',
    '10.0.0.1',
    '192.168.1.1',
    '[::1]',
    '[fd00::1]',
    '[fe80::1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
  ])
    await expect(fetchCalendar(`http://${host}:${port}/x`), host).rejects.toThrow(
      'private network',
    );
  expect(hits).toEqual([]);
});

test('attack 35: a name that leads inside is refused where it connects, also when it led elsewhere before', async () => {
  hits.length = 0;
  const named = createCalendarFetch({ lookup: leadsTo(['127.0.0.1']) });
  await expect(named(`http://family.example:${port}/x`)).rejects.toThrow('private network');
  const rebound = createCalendarFetch({
    lookup: leadsTo(['127.0.0.1'], ['127.0.0.2']),
    isAllowed: (address) => address === '127.0.0.1',
  });
  expect(await rebound(`http://family.example:${port}/x`)).toContain('VCALENDAR');
  await expect(rebound(`http://family.example:${port}/x`)).rejects.toThrow('private network');
  expect(hits).toEqual(['/x']);
});

test('attack 35: a redirect leads neither inside, nor to another kind of address, nor in circles', async () => {
  hits.length = 0;
  const first = createCalendarFetch({
    lookup: leadsTo(['10.0.0.1']),
    isAllowed: (address) => address === '127.0.0.1',
  });
  await expect(first(`http://127.0.0.1:${port}/moved`)).rejects.toThrow('private network');
  expect(hits).toEqual(['/moved']);
  const open = createCalendarFetch(anywhere);
  await expect(open(`http://127.0.0.1:${port}/scheme`)).rejects.toThrow('begins with https');
  await expect(open(`http://127.0.0.1:${port}/round`)).rejects.toThrow('redirects too often');
  await expect(open('gopher://127.0.0.1/')).rejects.toThrow('begins with https');
});

test('where private networks are allowed, each of these requests is sent: nothing else holds them back', async () => {
  hits.length = 0;
  const open = createCalendarFetch({ ...anywhere, lookup: leadsTo(['127.0.0.1']) });
  for (const address of ['127.0.0.1', '2130706433', 'family.example'])
    expect(await open(`http://${address}:${port}/x`)).toContain('VCALENDAR');
  expect(await open(`http://127.0.0.1:${port}/moved`)).toContain('VCALENDAR');
  expect(hits).toEqual(['/x', '/x', '/x', '/moved', '/secret']);
});
