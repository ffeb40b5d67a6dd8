// node index.ts: what would change. node index.ts --write: writes what is certain, and queues the rest for you.
import { openEarmark } from 'earmark';

const dryRun = !process.argv.includes('--write');
const earmark = await openEarmark();

const run = await earmark.start('tag', { dryRun });
run.on('decision-made', ({ title, decision }) => {
  if (decision.band === 'unchanged') return;
  const { field, before, after, confidence, band } = decision;
  console.log(
    `${title}: ${field} ${before.join('; ')} → ${after.join('; ')} (${confidence.toFixed(2)}, ${band})`,
  );
});
run.on('change-applied', ({ receipt }) => console.log(`written: ${receipt.target}`));

const { outcome, counts } = await run.done;
console.log(outcome, counts);
if (!dryRun) console.log(`To undo: npx earmark undo ${run.id}`);
await earmark.close();
process.exitCode = outcome === 'completed' ? 0 : 1;
