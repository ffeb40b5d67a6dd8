// `node check.mjs`: every misuse ends soon, in a named error or in something that is told, and writes nothing for good.
import { rmSync } from 'node:fs';
import { scratch } from './kit.mjs';
import { plugins } from './plugins.mjs';
import { program } from './program.mjs';
import { tools } from './tools.mjs';

const limitMs = 10_000;
const misuses = [...program, ...plugins, ...tools];

async function outcomeOf(how) {
  let late;
  const mute = new Promise((resolve) => {
    late = setTimeout(resolve, limitMs, 'HANGS');
  });
  const end = (async () => {
    try {
      const said = await how();
      return typeof said === 'string' ? said : `IN SILENCE ${JSON.stringify(said)}`;
    } catch (error) {
      return error.code ? `${error.code}: ${error.message}` : `UNNAMED ${error.stack}`;
    }
  })();
  const outcome = await Promise.race([end, mute]);
  clearTimeout(late);
  return outcome;
}

let wrong = 0;
for (const [what, expected, how] of misuses) {
  const outcome = await outcomeOf(how);
  if (expected.test(outcome) && !/^(HANGS|UNNAMED|IN SILENCE)/.test(outcome)) continue;
  wrong += 1;
  console.log(`${what}: expected ${expected}, but\n${outcome.slice(0, 2000)}\n`);
}
console.log(`${misuses.length} misuses, ${wrong} without a clear end`);
rmSync(scratch, { recursive: true, force: true });
process.exit(wrong > 0 ? 1 : 0);
