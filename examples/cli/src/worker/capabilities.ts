import { EarmarkError } from '@earmark/core';
import { encodingAbilities } from '@earmark/transcoder';
import { words } from '../queue/wish.ts';

/** What a worker takes jobs for: its topics, and what it can do. */
export interface Offer {
  readonly topics: readonly string[];
  readonly can: readonly string[];
  /** Why a topic was left out, for people. */
  readonly note?: string;
}

/**
 * What this machine can encode is found out by trial, unless somebody says it. Where there is no ffmpeg it does
 * no transcode jobs, or refuses where it was asked for them.
 */
export async function offerOf(
  topics: readonly string[],
  said: { readonly capabilities?: string | undefined; readonly topics?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): Promise<Offer> {
  if (said.capabilities !== undefined) return { topics, can: words(said.capabilities) };
  if (!topics.includes('transcode')) return { topics, can: [] };
  const { FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe } = env;
  try {
    const can = await encodingAbilities({
      ...(ffmpeg ? { ffmpeg } : {}),
      ...(ffprobe ? { ffprobe } : {}),
    });
    return { topics, can };
  } catch (error) {
    if (!EarmarkError.is(error, 'config') || said.topics !== undefined) throw error;
    const others = topics.filter((topic) => topic !== 'transcode');
    return { topics: others, can: [], note: `no transcode jobs: ${error.message}` };
  }
}
