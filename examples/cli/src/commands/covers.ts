import { withHost } from '../host/host.ts';
import type { TagFlags } from '../tag/flags.ts';
import { type TagRequest, tag } from '../tag/tag.ts';
import { typedPath } from '../typed-path.ts';
import { wholeNumber } from '../whole-number.ts';
import type { DefineCommand } from './command.ts';
import { requestOf } from './tag.ts';

interface CoversFlags extends TagFlags {
  readonly where?: string;
  readonly replace?: boolean;
  readonly atLeast?: string;
  readonly atMost?: string;
  readonly format?: string;
}

export const defineCovers: DefineCommand = (command, session) => {
  command
    .argument('<path>', 'a folder or one file', (text: string) => typedPath(text, session.io))
    .option('--dry-run', 'plan everything, change nothing')
    .option('--where <place>', 'embedded, file (cover.jpg beside the music) or both', 'embedded')
    .option('--replace', 'also replace a cover by a larger picture of the same front')
    .option('--at-least <pixels>', 'do not take smaller pictures (default: 300)')
    .option('--at-most <pixels>', 'make larger pictures smaller (default: 1200)')
    .option('--format <name>', 'jpeg or png (default: as it comes)')
    .option('--confidence <percent>', 'write at or above this confidence (default: 95)')
    .option('--album <words...>', 'as for `earmark tag`')
    .option('--limit <n>', 'only the first n albums')
    .option('--sources <names>', 'ask only these, separated by commas')
    .option('--changes-only', 'show only what changes')
    .option('--reasons', 'show why')
    .addHelpText(
      'after',
      `
Examples:
  earmark covers /music --dry-run --limit 10
  earmark covers /music --where both
  earmark covers /music --replace --at-least 600`,
    )
    .action(async (path: string, flags: CoversFlags, command) => {
      session.code = await withHost(session.globals(command), (host) =>
        tag(host, coversRequest(path, flags), flags, 'covers'),
      );
    });
};

function coversRequest(path: string, flags: CoversFlags): TagRequest {
  const { where, replace, atLeast, atMost, format } = flags;
  return {
    ...requestOf(path, flags),
    ...(where === undefined ? {} : { where }),
    ...(replace ? { replace } : {}),
    ...(atLeast === undefined ? {} : { atLeast: wholeNumber('--at-least', atLeast, 1) }),
    ...(atMost === undefined ? {} : { atMost: wholeNumber('--at-most', atMost, 1) }),
    ...(format === undefined ? {} : { format }),
  };
}
