#!/usr/bin/env node
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { isKind, kinds } from './kinds.ts';
import { makePlugin } from './make-plugin.ts';

const usage = `npm create earmark-plugin [name] [-- --kind <${Object.keys(kinds).join('|')}>] [--folder <folder>]`;

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      kind: { type: 'string' },
      folder: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(`${usage}\n\n${list()}`);
  const kind = values.kind ?? (await ask(`${list()}\nWhat kind of plugin?`, 'source'));
  if (!isKind(kind))
    throw new Error(`Unknown kind "${kind}". Valid kinds: ${Object.keys(kinds).join(', ')}.`);
  const name = positionals[0] ?? (await ask('What is it called?', 'my-notes'));
  const folder = resolve(values.folder ?? `earmark-${kind}-${name}`);
  await makePlugin({ name, kind, folder, version: ownVersion() });
  console.log(`Made ${folder}\n\n  cd ${folder}\n  npm install\n  npm test`);
}

function list(): string {
  const lines = Object.entries(kinds).map(([kind, what]) => `  ${kind.padEnd(9)} ${what}`);
  return lines.join('\n');
}

/** Asks a person; where there is none, what is missing is an error. */
async function ask(question: string, usual: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Error(`No terminal to ask in. Usage: ${usage}`);
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`${question} (${usual}) `);
  lines.close();
  return answer.trim() || usual;
}

function ownVersion(): string {
  const manifest: { version: string } = createRequire(import.meta.url)('../package.json');
  return manifest.version;
}
