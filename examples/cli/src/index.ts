#!/usr/bin/env node
import * as nodeModule from 'node:module';

// Older Nodes crash inside the database driver instead of saying why: look before anything is imported.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  console.error(`earmark needs Node 22.19 or newer; this is ${process.version}`);
  process.exitCode = 2;
} else {
  // What was compiled once is not compiled again. Deno cannot.
  nodeModule.enableCompileCache?.();
  const { main } = await import('./main.ts');
  const { processIo } = await import('./process-io.ts');
  process.exitCode = await main(process.argv.slice(2), processIo());
  // A stop abandons what hears no signal: it must not keep the process alive either.
  if (process.exitCode === 130) process.stdout.write('', () => process.exit());
}
