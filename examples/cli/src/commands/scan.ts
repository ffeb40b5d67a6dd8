import { pipeline } from '@earmark/core';
import { exitCodeOf } from '../exit.ts';
import { withHost } from '../host/host.ts';
import { libraryAt } from '../host/library.ts';
import { adoptSnapshot, shareSnapshot } from '../host/snapshot.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

interface ScanFlags {
  readonly full?: boolean;
  readonly share?: boolean;
}

export const defineScan: DefineCommand = (command, session) => {
  command
    .argument('<path>', 'a folder or one file', (text: string) => typedPath(text, session.io))
    .option('--share', 'write the catalogue onto the share, for machines that begin there')
    .option('--full', 'read every file again, changed or not')
    .action(async (path: string, { share, ...options }: ScanFlags, command) => {
      session.code = await withHost(session.globals(command), async (host) => {
        const { run, out, roots } = host;
        await adoptSnapshot(host, path);
        const library = libraryAt({ path, roots });
        const result = await run(
          pipeline({
            name: 'scan',
            origins: [library],
            async *start(context) {
              const counts = await library.scan(context.originContext(library), options);
              for (const [name, count] of Object.entries(counts)) context.count(name, count);
              yield counts;
            },
          }),
        );
        const {
          files = 0,
          albums = 0,
          new: fresh = 0,
          changed = 0,
          moved = 0,
          removed = 0,
          failed = 0,
        } = result.counts;
        out.say(
          `${files} files in ${albums} albums: ${fresh} new, ${changed} changed, ${moved} moved, ${removed} removed, ${failed} not readable`,
        );
        if (share && result.outcome === 'completed') await shareSnapshot(host, path);
        return exitCodeOf(result);
      });
    });
};
