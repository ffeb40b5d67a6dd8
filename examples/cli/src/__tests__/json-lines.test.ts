import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createHouse } from './house.ts';

const file = new URL('../../../../docs/json-lines.schema.json', import.meta.url);
const { $schema, $defs } = JSON.parse(await readFile(file, 'utf8'));
const schemas = new Map<string, z.ZodType>();

function schemaOf(event: string): z.ZodType {
  const name = `line ${event}`;
  if (!Object.hasOwn($defs, name)) throw new Error(`${event} is a line that docs/json.md lacks`);
  const known = schemas.get(event) ?? z.fromJSONSchema({ $schema, ...$defs[name], $defs });
  schemas.set(event, known);
  return known;
}

/** What the page of lines promises holds for what commands print. */
test('every line of --json is as its schema says', async () => {
  await using house = await createHouse(2);
  const commands = [
    ['tag', 'music', '--dry-run'],
    ['tag', 'music'],
    ['runs', 'list'],
    ['diff', 'last'],
    ['list'],
    ['match', 'Artist 0', 'Album 0'],
    ['tags', 'show', 'music/Artist 0/Album 0/01.mp3'],
    ['genres', 'normalize', 'dnb'],
    ['plugins', 'list'],
    ['roots', 'list'],
    ['quality', 'music'],
    ['undo', 'last'],
  ];
  const seen = new Set<string>();
  for (const command of commands) {
    const { stdout } = await house.earmark([...command, '--json']);
    for (const text of stdout.split('\n').filter(Boolean)) {
      const line = JSON.parse(text);
      const event = line.event ?? 'Without an event';
      seen.add(event);
      const { error } = schemaOf(event).safeParse(line);
      expect(error?.issues, `${command.join(' ')}: ${text}`).toBeUndefined();
    }
  }
  expect(seen.size).toBeGreaterThan(15);
});
