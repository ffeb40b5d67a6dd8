import type { Tags } from '@earmark/core';
import type { IAudioMetadata } from 'music-metadata';
import { fieldOf } from './field-ids.ts';
import { spelled, textsOf } from './field-values.ts';
import { type Block, blocksOf } from './precedence.ts';

/**
 * What music-metadata warns of although nothing is wrong: padding read as a frame, and in WAV a sum that is
 * off by one chunk. A sound that really is cut off has no essence, and is not written for that.
 */
const harmless =
  /empty tag|frame-header-ID: \0|Illegal ID3v2 tag length|Data chunk size exceeds file size/i;

export function tagsOf(metadata: IAudioMetadata): Tags {
  const { format, quality, common } = metadata;
  const warning = quality.warnings.find(({ message }) => !harmless.test(message));
  const fields =
    blocksOf(metadata)
      .map(fieldsOf)
      .find((each) => Object.keys(each).length > 0) ?? {};
  return {
    fields,
    ...(format.container === undefined ? {} : { container: nameOf(format.container) }),
    complete: warning === undefined,
    ...(warning === undefined ? {} : { reason: warning.message }),
    ...(format.duration === undefined ? {} : { durationSeconds: format.duration }),
    pictures: common.picture?.length ?? 0,
    chapters: format.chapters?.length ?? 0,
  };
}

const names: Readonly<Record<string, string>> = {
  MPEG: 'mp3',
  Ogg: 'ogg',
  WAVE: 'wav',
  "Monkey's Audio": 'ape',
  WavPack: 'wv',
  Musepack: 'mpc',
};
/** music-metadata tells the brands of MP4 apart, and spells some names in full. */
const nameOf = (container: string) =>
  names[container] ?? (/^(?:M4A|mp4|iso|qt)/i.test(container) ? 'm4a' : container.toLowerCase());

function fieldsOf({ tags }: Block): Tags['fields'] {
  const fields: Record<string, string[]> = {};
  for (const { id, value } of tags) {
    const field = fieldOf(id);
    if (field === undefined) continue;
    for (const text of textsOf(id, value))
      for (const [name, spelling] of spelled(field, text)) {
        const values = fields[name] ?? [];
        // ASF and lyrics say the same thing more than once.
        if (!values.includes(spelling)) fields[name] = [...values, spelling];
      }
  }
  const day = tags.find(({ id }) => id === 'TDAT')?.value;
  const [yearAlone] = fields.date ?? [];
  if (typeof day === 'string' && /^\d{4}$/.test(day) && yearAlone?.length === 4)
    fields.date = [`${yearAlone}-${day.slice(2)}-${day.slice(0, 2)}`];
  const year = /^\d{4}/.exec(fields.date?.[0] ?? '')?.[0];
  return year === undefined ? fields : { ...fields, year: [year] };
}
