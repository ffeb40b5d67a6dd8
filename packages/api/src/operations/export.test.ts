import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House } from '../__tests__/house.ts';

let house: House;
let key: string;
beforeAll(async () => {
  house = await createHouse({ albums: { anna: ['=HYPERLINK("http://evil")', 'Relay'] } });
  ({ key } = await house.setUp());
});
afterAll(() => house.close());

const exported = async (query: string) => {
  const answer = await house.ask(`/api/export?${query}`, { key });
  return { type: answer.headers.get('content-type'), text: await answer.text() };
};

test('JSON is one list, also an empty one; ndjson is an object a line', async () => {
  const json = await exported('account=anna&format=json');
  expect(json.type).toBe('application/json');
  expect(JSON.parse(json.text)).toHaveLength(2);
  expect(JSON.parse((await exported('account=ben&format=json')).text)).toEqual([]);
  const lines = (await exported('account=anna&format=ndjson')).text.trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { readonly id: string }).id)).toHaveLength(2);
});

test('attack 18: a title that a spreadsheet would run is text in CSV, and as it is in JSON', async () => {
  expect((await exported('account=anna&format=csv')).text).toContain(`"'=HYPERLINK(`);
  expect((await exported('account=anna&format=json')).text).toContain(`"=HYPERLINK(`);
});

test('CSV has every column, whatever the first row leaves out', async () => {
  for (const what of ['albums', 'decisions', 'changes'])
    expect((await exported(`account=ben&format=csv&what=${what}`)).text).toMatch(
      /^\w+(,\w+)+\r\n$/,
    );
  expect((await exported('account=ben&format=csv')).text).toMatch(/confidence.*changedAt/);
});
