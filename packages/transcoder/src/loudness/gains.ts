import type { Fields } from '@earmark/core';
import { integrated, mergedBlocks } from './blocks.ts';
import type { Loudness } from './measure.ts';

/** ReplayGain 2: what players bring everything to, in LUFS. */
const reference = -18;

export const trackFields = (track: Loudness, opus: boolean): Fields =>
  fieldsOf('track', track, opus);

/** Of all tracks together, as if they were one recording. */
export function albumFields(tracks: readonly Loudness[], opus: boolean): Fields {
  const blocks = mergedBlocks(tracks.map((track) => track.blocks));
  const peak = Math.max(...tracks.map((track) => track.peak));
  return fieldsOf('album', { blocks, peak }, opus);
}

/** Silence has no loudness and gets no gain. Opus has no place for a peak. */
function fieldsOf(of: 'track' | 'album', { blocks, peak }: Loudness, opus: boolean): Fields {
  const level = integrated(blocks);
  if (level === undefined) return {};
  const gain = { [`replaygain_${of}_gain`]: [`${(reference - level).toFixed(2)} dB`] };
  return opus ? gain : { ...gain, [`replaygain_${of}_peak`]: [peak.toFixed(6)] };
}
