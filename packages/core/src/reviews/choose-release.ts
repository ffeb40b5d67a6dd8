import type { KindOfPlugin } from '@earmark/spec';
import { EarmarkError } from '@earmark/spec';
import type { Earmark } from '../earmark.ts';
import type { Source } from '../spec.ts';

export interface ReleaseChoice {
  /** Left out: the source whose host the address is of. */
  readonly source?: string;
  /** The release's id at its source, or its address there. */
  readonly release: string;
}
export interface ChosenRelease {
  readonly source: string;
  readonly id: string;
}

/** A person says which release of a source an album is. It holds from the next run on, until `reviews.unpin`. */
export async function chooseRelease(
  { plugins, reviews }: Pick<Earmark, 'plugins' | 'reviews'>,
  album: string,
  choice: ReleaseChoice,
): Promise<ChosenRelease> {
  const chosen = releaseMeant(plugins, choice);
  await reviews.pin(album, chosen.source, chosen.id);
  return chosen;
}

/** Which release somebody means by an id or an address. Throws `config` where it is none. */
export function releaseMeant(
  plugins: Earmark['plugins'],
  { source: wanted, release }: ReleaseChoice,
): ChosenRelease {
  const text = release.trim();
  const source = sourceOf(plugins.filter(isSource), wanted, text);
  const id = source.idOf ? source.idOf(text) : lastPartOf(text);
  if (id === undefined)
    throw new EarmarkError(
      'config',
      `${JSON.stringify(text)} is neither an id nor an address of an album at ${source.name}`,
    );
  return { source: source.name, id };
}

type AnySource = Source & KindOfPlugin;
const isSource = (plugin: KindOfPlugin): plugin is AnySource => plugin.kind === 'source';

function sourceOf(
  sources: readonly AnySource[],
  wanted: string | undefined,
  text: string,
): AnySource {
  const found = sources.find((source) =>
    wanted === undefined ? isOf(text, source) : source.name === wanted,
  );
  if (found) return found;
  if (wanted !== undefined) throw unknownSource(wanted, sources);
  throw new EarmarkError('config', `Say which source this is of. ${sourcesHere(sources)}`);
}

export const unknownSource = (name: string, sources: readonly Source[]): EarmarkError =>
  new EarmarkError('config', `Unknown source ${JSON.stringify(name)}. ${sourcesHere(sources)}`);
const sourcesHere = (sources: readonly Source[]) =>
  `Sources here: ${sources.map(({ name }) => name).join(', ') || 'none'}`;

/** An address ends in the id, with a name behind it at some services: `/album/2f3a…`, `/album/8471-Weezer`. */
function lastPartOf(text: string): string | undefined {
  const last = URL.canParse(text)
    ? (new URL(text).pathname.split('/').filter(Boolean).at(-1) ?? '')
    : text;
  const id = /^\d+(?=-)/.exec(last)?.[0] ?? last;
  const leadsElsewhere = /^\.{0,2}$|[/\\?#%\p{Cc}]/u.test(id);
  return leadsElsewhere ? undefined : id;
}

/** Of the same service: `www.discogs.com` and `api.discogs.com` are. */
function isOf(text: string, { hosts = {}, site }: Source): boolean {
  if (!URL.canParse(text)) return false;
  const domain = domainOf(new URL(text).hostname);
  const own = [...Object.keys(hosts), ...(site === undefined ? [] : [site])];
  return own.some((host) => domainOf(host) === domain);
}

const domainOf = (host: string) => host.split('.').slice(-2).join('.');
