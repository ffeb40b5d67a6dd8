// Runs one machine's workers: node herd.ts PLAN, a HerdPlan as JSON
import { runHerd } from '../../../packages/lock/src/__fixtures__/herd.ts';

const failures = await runHerd(JSON.parse(process.argv[2] ?? ''));
console.log(`HERD ended, failures: ${failures.length}`);
process.exit(failures.length);
