import { byAlbum } from '../diff/albums.ts';
import { changesOf } from '../diff/changes.ts';
import { albumLines } from '../diff/draw.ts';
import { type Host, withHost } from '../host/host.ts';
import { findRun, wrote } from '../runs/find-run.ts';
import type { DefineCommand } from './command.ts';

export const defineDiff: DefineCommand = (command, session) => {
  command
    .argument('<run>', 'its id, the start of its id, or last')
    .action(async (run: string, _options, command) => {
      await withHost(session.globals(command), (host) => diff(host, run));
    });
};

async function diff(host: Host, text: string): Promise<void> {
  const { earmark, out, place } = host;
  const { journal } = await earmark.store();
  const { id: run } = await findRun(host, text, wrote);
  if (out.json) {
    for await (const { decisions: _decisions, status, ...change } of changesOf(run, journal))
      out.data(
        change.receipt ? { event: 'change', ...change } : { event: 'plan', ...change, status },
      );
    return;
  }
  const albums = await byAlbum(changesOf(run, journal), journal);
  if (albums.length === 0) out.say('This run changed nothing.');
  for (const album of albums) out.say(`${albumLines(album, place, out.width)}\n`);
}
