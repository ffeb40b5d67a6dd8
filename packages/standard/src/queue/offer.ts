import { type Earmark, EarmarkError, type JobHandler } from '@earmark/core';
import { encodingAbilities } from '@earmark/transcoder';

/** What a worker takes jobs for: its topics, and what it can do. */
export interface WorkerOffer {
  readonly topics: readonly string[];
  readonly can: readonly string[];
  /** Why a topic was left out, for people. */
  readonly note?: string;
}
export interface WorkerOfferOptions {
  /** Default: all that this installation and this machine can do. */
  readonly topics?: readonly string[];
  /** Such as `opus` or `hevc-gpu`. Default: found out by trial encodes. */
  readonly can?: readonly string[];
  readonly ffmpeg?: string;
  readonly ffprobe?: string;
}

/**
 * What this machine can encode is found out by trial, unless somebody says it. Where there is no ffmpeg it does no
 * transcode jobs, or refuses where it was asked for them.
 */
export async function offerOf(
  handlers: Readonly<Record<string, JobHandler>>,
  earmark: Earmark,
  { topics: wanted, can, ffmpeg, ffprobe }: WorkerOfferOptions,
): Promise<WorkerOffer> {
  const topics = topicsOf(handlers, earmark, wanted);
  if (can !== undefined) return { topics, can };
  if (!topics.includes('transcode')) return { topics, can: [] };
  try {
    const tools = { ...(ffmpeg ? { ffmpeg } : {}), ...(ffprobe ? { ffprobe } : {}) };
    return { topics, can: await encodingAbilities(tools) };
  } catch (error) {
    if (!EarmarkError.is(error, 'config') || wanted !== undefined) throw error;
    const others = topics.filter((topic) => topic !== 'transcode');
    return { topics: others, can: [], note: `no transcode jobs: ${error.message}` };
  }
}

/** Without sources nothing would be found out, and a job that found out nothing must not be called done. */
function topicsOf(
  handlers: Readonly<Record<string, JobHandler>>,
  { plugins }: Earmark,
  wanted?: readonly string[],
): readonly string[] {
  const canTag = plugins.some(({ kind }) => kind === 'source');
  const known = Object.keys(handlers);
  for (const topic of wanted ?? [])
    if (!known.includes(topic))
      throw new EarmarkError(
        'config',
        `Unknown topic "${topic}". Valid topics: ${known.join(', ')}`,
      );
  if (wanted?.includes('tag') && !canTag)
    throw new EarmarkError(
      'config',
      'The topic "tag" needs a source: set EARMARK_CONTACT for MusicBrainz, or name one in the configuration.',
    );
  return (wanted ?? known).filter((topic) => topic !== 'tag' || canTag);
}
