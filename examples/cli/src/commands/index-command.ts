import { resolve } from 'node:path';
import { EarmarkError } from '@earmark/core';
import { ended } from '../exit.ts';
import { indexFile } from '../host/default-sources.ts';
import { type Globals, globalsOf } from '../host/globals.ts';
import { readSettings } from '../host/settings.ts';
import { showBuild } from '../output/build-progress.ts';
import { createOutput } from '../output/output.ts';
import { dim } from '../output/style.ts';
import type { AddCommand } from './index.ts';

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

export const addIndex: AddCommand = (program, outcome) => {
  const index = program
    .command('index')
    .description(
      'offline indexes: all of MusicBrainz or Discogs on this disk, asked without a network',
    );
  index
    .command('build')
    .argument('<source>', indexed.join(' or '))
    .argument('<dumps...>', 'the dump files as they were fetched')
    .option(
      '--file <file>',
      'where the index goes (default: indexes/<source>.db in the state folder)',
    )
    .description('build an index, or go on with a build that was stopped')
    .addHelpText(
      'after',
      `
  earmark index build musicbrainz release-group.tar.xz artist.tar.xz
  earmark index build discogs discogs_20260101_masters.xml.gz discogs_20260101_releases.xml.gz

Where there is no configuration, and with the one that \`earmark init\` writes, the next \`earmark tag\` asks the
index first, and the service itself only for what the index does not have; with --offline the index alone.`,
    )
    .action(async (name: string, dumps: string[], options: FileOption, command) => {
      const globals = globalsOf(command);
      const out = createOutput(globals);
      const source = indexedOf(name);
      const file = options.file ? resolve(options.file) : await defaultFile(globals, source);
      const { build } = await modules[source]();
      const stop = new AbortController();
      const onSignal = () => stop.abort();
      process.on('SIGINT', onSignal);
      try {
        const { file: _file, ...counts } = await build({
          dumps: dumps.map((dump) => resolve(dump)),
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
              : '`earmark tag` asks it first from now on: `earmark plugins` lists who is asked',
          ),
        );
        if (counts.damaged > 0) out.note(`${counts.damaged} records were damaged and left out`);
      } catch (error) {
        if (!EarmarkError.is(error, 'aborted')) throw error;
        out.data({ event: 'run-ended', outcome: 'stopped', source, file, counts: {} });
        out.note('stopped: the same command goes on from here');
        outcome.code = ended.stopped;
      } finally {
        process.off('SIGINT', onSignal);
      }
    });
  index
    .command('status')
    .option('--file <file>', 'this index alone')
    .description('what indexes there are, how old and how large')
    .action(async (options: FileOption, command) => {
      const globals = globalsOf(command);
      const out = createOutput(globals);
      const { readIndexStatus } = await modules.musicbrainz();
      const files = options.file
        ? [resolve(options.file)]
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
  throw new EarmarkError('config', `there is no index of ${name}: ${indexed.join(' or ')}`);
}

async function defaultFile(globals: Globals, source: Indexed): Promise<string> {
  const { context } = await readSettings(globals);
  return indexFile(resolve(context.state), source);
}

type Status = ReturnType<Awaited<ReturnType<(typeof modules)['musicbrainz']>>['readIndexStatus']>;

function statusLine({ file, state, albums, bytes, builtAt, dumps }: Status): string {
  if (state === 'absent') return `${file}: none`;
  if (state === 'building')
    return `${file}: begun, not finished; build it with the same command to go on`;
  const size = `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
  const date = new Date(builtAt).toISOString().slice(0, 10);
  return `${file}: ${albums.toLocaleString('en')} albums, ${size}, built ${date} from ${dumps}`;
}
