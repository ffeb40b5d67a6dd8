import {
  type Candidate,
  EarmarkError,
  map,
  parseTarget,
  queryOf,
  type RunContext,
  type Stage,
  type Subject,
  type Target,
  toFault,
} from '@earmark/core';
import { named } from './named.ts';
import { hearOnce } from './remembered.ts';
import { name } from './source.ts';

export interface FingerprintOptions {
  /** The program that listens. Default: `fpcalc` on the PATH. */
  readonly fpcalc?: string;
  /** Also what says who it is by its tags or an identifier. Default false: each file costs about half a second. */
  readonly all?: boolean;
  /** How many albums are listened to at once. Default 2. */
  readonly concurrency?: number;
}

/**
 * Listens to what says too little of itself, and gives it the names that its sound has: pipe it in before
 * `enrich()`. Only what is missing is filled in, only for this run, and never an identifier of an album: what
 * files say of themselves stays. The run needs `createAcoustIdSource`, which is asked through it.
 */
export function fingerprint(options: FingerprintOptions = {}): Stage<Subject, Subject> {
  const { fpcalc = 'fpcalc', all = false, concurrency = 2 } = options;
  return map(
    async (subject, run) => {
      if (!all && !saysLittle(subject)) return subject;
      const heard = await listened(subject, fpcalc, run);
      if (!heard) return subject;
      const candidates = await candidatesFor(heard.subject, run);
      return named(heard.subject, candidates, heard.untitled);
    },
    { concurrency },
  );
}

/** Without an identifier, and with a file that does not say its title, its album and whose it is. */
function saysLittle({ kind, ids, targets }: Subject): boolean {
  if (kind === 'book' || kind === 'artist') return false;
  if (Object.keys(ids ?? {}).some((scheme) => /^(musicbrainz|discogs)-release/.test(scheme)))
    return false;
  return targets.some(
    ({ fields: { title, album, artist, albumartist } }) =>
      !title || !album || !(artist ?? albumartist),
  );
}

/** The subject with the essence of every track that was listened to. */
async function listened(subject: Subject, fpcalc: string, run: RunContext) {
  const essences = new Map<string, string>();
  const untitled = new Set<string>();
  for (const target of subject.targets) {
    const found = await heardFile(target, fpcalc, run);
    if (!found) continue;
    essences.set(found.file, found.essence);
    if (!target.fields.title) untitled.add(found.file);
  }
  if (essences.size === 0) return undefined;
  const tracks = (subject.tracks ?? []).map((track) => {
    const essence = essences.get(track.ids?.file ?? '');
    return essence === undefined ? track : { ...track, ids: { ...track.ids, essence } };
  });
  return { subject: { ...subject, tracks }, untitled };
}

async function heardFile(target: Target, fpcalc: string, run: RunContext) {
  const ctx = run.originContext(acoustid(run));
  try {
    const { root, path } = parseTarget(target.id);
    const row = await ctx.catalogue.byPath(root, path);
    return row ? { file: row.id, essence: await hearOnce(target.id, fpcalc, ctx) } : undefined;
  } catch (error) {
    if (EarmarkError.is(error, 'aborted', 'config')) throw error;
    ctx.report.failed(target.id, toFault(error));
    return undefined;
  }
}

/** A service that fails here fails in `enrich()` too, where it is told; until then the subject has the names it had. */
async function candidatesFor(subject: Subject, run: RunContext): Promise<readonly Candidate[]> {
  const source = acoustid(run);
  try {
    const ctx = run.context(source);
    return await run.call(source, 'find', () => source.find(queryOf(subject), ctx));
  } catch (error) {
    if (EarmarkError.is(error, 'aborted')) throw error;
    run.log.warn('not named by its sound', { subject: subject.id, fault: toFault(error) });
    return [];
  }
}

function acoustid({ sources }: RunContext) {
  const found = sources.find(({ source }) => source.name === name);
  if (found) return found.source;
  throw new EarmarkError(
    'config',
    'fingerprint: there is no source acoustid. Add createAcoustIdSource({ apiKey }) to `sources`.',
  );
}
