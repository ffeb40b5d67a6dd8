import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ExportRequest, exportFormats, exportKinds, exportOf } from '@earmark/api';
import { Argument, Option } from 'commander';
import { withHost } from '../host/host.ts';
import { type AlbumFlags, albumQueryOf, withAlbumFilter } from '../list/album-filter.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

interface ExportFlags extends AlbumFlags {
  readonly as: ExportRequest['format'];
  readonly output?: string;
}

export const defineExport: DefineCommand = (command, session) => {
  command.addArgument(new Argument('<what>').choices([...exportKinds]));
  withAlbumFilter(command)
    .addOption(
      new Option('--as <format>', 'how it is written').choices([...exportFormats]).default('csv'),
    )
    .option('--output <file>', 'write it there instead of to standard output', (path) =>
      typedPath(path, session.io),
    )
    .addHelpText(
      'after',
      `
The filters choose albums; decisions and changes are exported whole. With ndjson each line is one object.
Examples:
  earmark export albums --genre Jazz > jazz.csv
  earmark export changes --as ndjson --output changes.ndjson
  earmark export decisions --account ann --as json --output ann.json`,
    )
    .action(
      async (
        what: ExportRequest['what'],
        words: readonly string[],
        { as: format, output, ...flags }: ExportFlags,
        command,
      ) => {
        await withHost(session.globals(command), async ({ earmark, io, out }) => {
          const { browse } = await earmark.store();
          const filter = await albumQueryOf(words, flags);
          const text = Readable.from(exportOf(browse, { what, format, filter }));
          if (output === undefined) return pipeline(text, io.stdout, { end: false });
          await pipeline(text, createWriteStream(output));
          out.data({ event: 'exported', what, format, file: output });
          out.say(`Exported to ${output}`);
        });
      },
    );
};
