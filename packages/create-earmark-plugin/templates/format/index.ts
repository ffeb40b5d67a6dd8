import type { TagFormat } from '@earmark/spec';

/**
 * Files that begin with `SAMP`, the length of a head in 8 digits, the head (`field=value` lines, padded with spaces)
 * and then the sound.
 */
export function createSampleFormat(): TagFormat {
  return {
    spec: 1,
    kind: 'tag-format',
    name: 'sample',
    extensions: ['.samp'],
    // Workers import it, so that hostile files can be given up.
    codec: { module: new URL('./codec.js', import.meta.url).href, name: 'sampleCodec' },
  };
}
