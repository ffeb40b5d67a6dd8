// `node tools/site/json-docs.ts`: docs/json.md and docs/json-lines.schema.json from the code of the command. With `--check`, whether they are so.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type JsonLines, type Line, readJsonLines } from './json-lines.ts';
import type { Schema } from './type-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const lines = readJsonLines(root);
const made = {
  'docs/json.md': page(lines),
  'docs/json-lines.schema.json': `${JSON.stringify(schemaFile(lines), undefined, 1)}\n`,
};

for (const [name, text] of Object.entries(made)) {
  const file = join(root, name);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.log(`${name} is not what the code says: node tools/site/json-docs.ts`);
    process.exitCode = 1;
  }
}

/** One schema that every line fits, with a definition for each event. */
function schemaFile({ lines: all, shapes }: JsonLines): object {
  const events = Object.fromEntries(all.map(({ event, schema }) => [`line ${event}`, schema]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A line of `earmark … --json`',
    anyOf: Object.keys(events).map((name) => ({ $ref: `#/$defs/${encodeURI(name)}` })),
    $defs: { ...events, ...shapes },
  };
}

function page({ lines: all, shapes }: JsonLines): string {
  return [
    '# Lines of `--json`',
    '',
    'Written by `tools/site/json-docs.ts` from the code of the command; do not edit.',
    '',
    'With `--json` a command prints one JSON object a line on stdout, and words for people on stderr alone. `event` says',
    'what a line is. Events of a run have `id` (it grows; `events({ since })` goes on from there), `at` (milliseconds since',
    '1970), `account` and `run` besides. New events and new fields may come with any release; what is here stays as it is',
    'until a release says otherwise. All of it as JSON Schema: [json-lines.schema.json](json-lines.schema.json).',
    '',
    ...all.flatMap(chapter),
    '## Shapes',
    '',
    'What several lines have in common.',
    '',
    ...Object.entries(shapes).flatMap(([name, schema]) => [
      `### ${name}`,
      '',
      ...table(schema),
      '',
    ]),
  ].join('\n');
}

function chapter({ event, from, schema }: Line): readonly string[] {
  const shapes = schema.anyOf ?? [schema];
  return [
    `## ${event}`,
    '',
    `Printed by ${from.map((name) => (name.endsWith('.ts') ? `\`${name}\`` : name)).join(', ')}.`,
    '',
    ...shapes.flatMap((each, at) => [...(at > 0 ? ['or', ''] : []), ...table(each), '']),
  ];
}

function table({ properties = {}, required = [], ...rest }: Schema): readonly string[] {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? '' : '?';
    const about = (schema.description ?? '').replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
    return `| \`${name}${optional}\` | ${typeName(schema)} | ${about} |`;
  });
  if (rows.length === 0) return [typeName(rest)];
  return ['| field | what it is | |', '|---|---|---|', ...rows];
}

function typeName(schema: Schema): string {
  if (schema.$ref) {
    const name = schema.$ref.replace('#/$defs/', '');
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((each) => `\`${JSON.stringify(each)}\``).join(', ');
  if (schema.anyOf) return schema.anyOf.map(typeName).join(' or ');
  if (schema.items) return `list of ${typeName(schema.items)}`;
  if (schema.properties)
    return `{ ${Object.entries(schema.properties)
      .map(
        ([name, each]) => `${name}${schema.required?.includes(name) ? '' : '?'}: ${typeName(each)}`,
      )
      .join('; ')} }`;
  if (schema.additionalProperties) return `by key: ${typeName(schema.additionalProperties)}`;
  return schema.type ?? 'any JSON';
}
