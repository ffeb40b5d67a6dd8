import { EarmarkError } from '@earmark/core';
import { indexFile } from '@earmark/standard';
import { ended } from '../exit.ts';
import type { Globals } from '../host/globals.ts';
import { readSettings } from '../host/settings.ts';
import { listenFor } from '../io.ts';
import { showBuild } from '../output/build-progress.ts';
import { createOutput } from '../output/output.ts';
import { dim } from '../output/style.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

const indexed = ['musicbrainz', 'discogs'] as const;
type Indexed = (typeof indexed)[number];

const modules = {
  musicbrainz: async () => {
    const { buildMusicBrainzIndex, readIndexStatus } = await import(
      '@earmark/source-musicbrainz/index'
    );
    return { build: buildMusicBrainzIndex, readIndexStatus };
  },
  discogs: async () => {
    const { buildDiscogsIndex, readIndexStatus } = await import('@earmark/source-discogs/index');
    return { build: buildDiscogsIndex, readIndexStatus };
  },
} as const;

export const defineIndex: DefineCommand = (index, session) => {
  index
    .command('build')
    .argument('<source>', indexed.join(' or '))
    .argument('<dumps...>', 'the dump files as downloaded')
    .option(
      '--file <file>',
      'where the index goes (default: indexes/<source>.db in the state folder)',
    )
    .description('build an index, or continue one that was stopped')
    .addHelpText(
      'after',
      `
  earmark index build musicbrainz release-group.tar.xz artist.tar.xz
  earmark index build discogs discogs_20260101_masters.xml.gz discogs_20260101_releases.xml.gz

Where there is no configuration, and with the one that \`earmark init\` writes, the next \`earmark tag\` asks the
index first, and the service itself only for what the index does not have; with --offline the index alone.`,
    )
    .action(async (name: string, dumps: string[], options: FileOption, command) => {
      const globals = session.globals(command);
      const out = createOutput(globals);
      const source = indexedOf(name);
      const file = options.file
        ? typedPath(options.file, session.io)
        : await defaultFile(globals, source);
      const { build } = await modules[source]();
      const stop = new AbortController();
      using _stop = listenFor(session.io.signals, ['SIGINT'], () => stop.abort());
      try {
        const { file: _file, ...counts } = await build({
          dumps: dumps.map((dump) => typedPath(dump, session.io)),
          file,
          signal: stop.signal,
          onProgress: showBuild(out),
        });
        out.draw('');
        out.data({ event: 'run-ended', outcome: 'completed', source, file, counts });
        out.say(`${file} holds ${counts.albums.toLocaleString('en')} albums`);
        out.say(
          dim(
            options.file
              ? 'in earmark.config.ts: createIndexFirstSource({ index, live })'
              : '`earmark tag` asks it first from now on. To see who is asked: earmark plugins',
          ),
        );
        if (counts.damaged > 0) out.note(`${counts.damaged} records were damaged and left out`);
      } catch (error) {
        if (!EarmarkError.is(error, 'aborted')) throw error;
        out.data({ event: 'run-ended', outcome: 'stopped', source, file, counts: {} });
        out.note('stopped. To continue: run the same command again');
        session.code = ended.stopped;
      }
    });
  index
    .command('status')
    .option('--file <file>', 'this index alone')
    .description('list the indexes, their age and size')
    .action(async (options: FileOption, command) => {
      const globals = session.globals(command);
      const out = createOutput(globals);
      const { readIndexStatus } = await modules.musicbrainz();
      const files = options.file
        ? [typedPath(options.file, session.io)]
        : await Promise.all(indexed.map((source) => defaultFile(globals, source)));
      for (const file of files) {
        const status = readIndexStatus(file);
        out.data({ event: 'index', ...status });
        out.say(statusLine(status));
      }
    });
};

interface FileOption {
  readonly file?: string;
}

function indexedOf(name: string): Indexed {
  const found = indexed.find((each) => each === name);
  if (found) return found;
  throw new EarmarkError(
    'config',
    `Unknown source "${name}". Sources with an index: ${indexed.join(', ')}`,
  );
}

async function defaultFile(globals: Globals, source: Indexed): Promise<string> {
  const { context } = await readSettings(globals);
  return indexFile(context.state, source);
}

type Status = ReturnType<Awaited<ReturnType<(typeof modules)['musicbrainz']>>['readIndexStatus']>;

function statusLine({ file, state, albums, bytes, builtAt, dumps }: Status): string {
  if (state === 'absent') return `${file}: none`;
  if (state === 'building') return `${file}: not finished. To continue: run the same command again`;
  const size = `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
  const date = new Date(builtAt).toISOString().slice(0, 10);
  return `${file}: ${albums.toLocaleString('en')} albums, ${size}, built ${date} from ${dumps}`;
}
