import { didNothing, ended, exitCodeOf } from '../exit.ts';
import { withHost } from '../host/host.ts';
import { adoptSnapshot, shareSnapshot } from '../host/snapshot.ts';
import { counted } from '../output/counted.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

interface ScanFlags {
  readonly full?: boolean;
  readonly share?: boolean;
}

export const defineScan: DefineCommand = (command, session) => {
  command
    .argument('<path>', 'a folder or one file', (text: string) => typedPath(text, session.io))
    .option('--share', 'write the catalogue to the share, for machines that start from it')
    .option('--full', 'read every file again, changed or not')
    .action(async (path: string, { share, ...options }: ScanFlags, command) => {
      session.code = await withHost(session.globals(command), async (host) => {
        const { out } = host;
        await adoptSnapshot(host, path);
        const result = await host.start('scan', { path, ...options });
        const {
          files = 0,
          albums = 0,
          new: fresh = 0,
          changed = 0,
          moved = 0,
          removed = 0,
          failed = 0,
        } = result.counts;
        if (files + removed === 0 && result.outcome === 'completed') {
          out.complain(`earmark: ${path} holds no media files`);
          return ended.failed;
        }
        if (didNothing(result)) return exitCodeOf(result);
        out.say(
          `${counted(files, 'file')} in ${counted(albums, 'album')}: ${fresh} new, ${changed} changed, ${moved} moved, ${removed} removed, ${failed} unreadable`,
        );
        if (share && result.outcome === 'completed') await shareSnapshot(host, path);
        return exitCodeOf(result);
      });
    });
};
