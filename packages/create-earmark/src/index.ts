#!/usr/bin/env node
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { isKind, kinds, makeProject } from './make-project.ts';

const usage = `npm create earmark [folder] [-- --kind <${Object.keys(kinds).join('|')}>] [--music <folder>]`;

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
      music: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(`${usage}\n\n${list()}`);
  const kind = values.kind ?? (await ask(`${list()}\nWhat would you like to make?`, 'script'));
  if (!isKind(kind))
    throw new Error(`Unknown kind "${kind}". Valid kinds: ${Object.keys(kinds).join(', ')}.`);
  const music = values.music ?? (await ask('Where is your music?', '/music'));
  const folder = resolve(positionals[0] ?? 'my-earmark');
  const manifest: { version: string } = createRequire(import.meta.url)('../package.json');
  await makeProject({ kind, folder, music: resolve(music), version: manifest.version });
  console.log(`Made ${folder}\n\n  cd ${folder}\n  npm install\n  npm start`);
}

function list(): string {
  const lines = Object.entries(kinds).map(([kind, what]) => `  ${kind.padEnd(7)} ${what}`);
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
