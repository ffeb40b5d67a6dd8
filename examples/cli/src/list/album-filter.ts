import { type AlbumQuery, albumStates, EarmarkError } from '@earmark/core';
import { type Command, Option } from 'commander';
import { partFrom } from '../review/filter.ts';
import { issueKindsOf } from './issue-kinds.ts';

export interface AlbumFlags {
  readonly creator?: string;
  readonly genre?: string;
  readonly kind?: NonNullable<AlbumQuery['kind']>;
  readonly years?: string;
  readonly format?: string;
  readonly root?: string;
  readonly standing?: NonNullable<AlbumQuery['state']>;
  readonly band?: NonNullable<AlbumQuery['band']>;
  readonly completeness?: NonNullable<AlbumQuery['completeness']>;
  readonly above?: string;
  readonly below?: string;
  readonly healthBelow?: string;
  readonly locked?: boolean;
  readonly silent?: string;
  readonly issue?: string;
  readonly changedSince?: string;
}

const choices = {
  kind: ['album', 'book'],
  standing: albumStates,
  band: ['auto', 'review', 'manual', 'unchanged'],
  completeness: ['complete', 'incomplete', 'untagged'],
};

/** Which albums a list or an export is about: the same filters as in the pages and the API. */
export function withAlbumFilter(command: Command): Command {
  const one = (flags: string, description: string, of: readonly string[]) =>
    command.addOption(new Option(flags, description).choices([...of]));
  command
    .argument('[words...]', 'in the title, the creators or the folder, in any script')
    .option('--creator <name>', 'by this artist or author')
    .option('--genre <name>', 'with this genre');
  one('--kind <kind>', 'albums or audiobooks', choices.kind);
  command
    .option('--years <years>', 'one year, or a span such as 1990-1999, 1990- or -1989')
    .option('--format <name>', 'with files such as flac, mp3, m4b')
    .option('--root <id>', 'in this root');
  one('--standing <word>', 'how decisions about it stand', choices.standing);
  one('--band <band>', 'of its least sure decision', choices.band);
  one('--completeness <word>', 'how many of its tags are there', choices.completeness);
  return command
    .option('--above <percent>', 'at least this confidence')
    .option('--below <percent>', 'at most this confidence')
    .option('--health-below <percent>', 'at most this health, once `earmark quality` has run')
    .option('--locked', 'with a locked field')
    .option('--silent <source>', 'where this source could not be asked')
    .option('--issue <kind>', 'where `earmark quality` found such an issue')
    .option('--changed-since <date>', 'written since, such as 2026-01-31');
}

export async function albumQueryOf(
  words: readonly string[],
  flags: AlbumFlags,
): Promise<AlbumQuery> {
  const { creator, genre, kind, format, root, standing, band, completeness, locked } = flags;
  const { above, below, healthBelow, years, changedSince, silent } = flags;
  const issues = flags.issue === undefined ? [] : await issueKindsOf(flags.issue);
  if (issues.length > 1)
    throw new EarmarkError('config', `--issue is one kind, not ${flags.issue}`);
  const [issue] = issues;
  const text = words.join(' ').trim();
  return {
    ...(text === '' ? {} : { text }),
    ...(creator === undefined ? {} : { creator }),
    ...(genre === undefined ? {} : { genre }),
    ...(kind === undefined ? {} : { kind }),
    ...(format === undefined ? {} : { format }),
    ...(root === undefined ? {} : { root }),
    ...(standing === undefined ? {} : { state: standing }),
    ...(band === undefined ? {} : { band }),
    ...(completeness === undefined ? {} : { completeness }),
    ...(locked ? { locked } : {}),
    ...(silent === undefined ? {} : { silent }),
    ...(issue === undefined ? {} : { issue }),
    ...(years === undefined ? {} : { years: yearsFrom(years) }),
    ...(above === undefined && below === undefined
      ? {}
      : {
          confidence: [
            above === undefined ? 0 : partFrom('--above', above),
            below === undefined ? 1 : partFrom('--below', below),
          ],
        }),
    ...(healthBelow === undefined ? {} : { health: [0, partFrom('--health-below', healthBelow)] }),
    ...(changedSince === undefined ? {} : { changedSince: momentFrom(changedSince) }),
  };
}

function yearsFrom(text: string): NonNullable<AlbumQuery['years']> {
  const [, from, dash, to] = /^(\d{4})?(-)?(\d{4})?$/.exec(text.trim()) ?? [];
  if (from === undefined && to === undefined)
    throw new EarmarkError(
      'config',
      `--years is a year or a span such as 1990-1999, 1990- or -1989, not ${text}`,
    );
  const first = from === undefined ? undefined : Number(from);
  if (dash === undefined) return [first, first ?? 0];
  return to === undefined ? [first] : [first, Number(to)];
}

function momentFrom(text: string): number {
  const moment = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment))
    throw new EarmarkError('config', `--changed-since is a date such as 2026-01-31, not ${text}`);
  return moment;
}
