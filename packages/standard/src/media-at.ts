import type { Origin } from '@earmark/core';
import { builtInProfiles, createMediaFiles, type MediaFilesOptions } from '@earmark/transcoder';
import { placeOf } from './library-at.ts';

/** The media files of a path that somebody typed, as far as the profile is for them. */
export function mediaAt(
  path: string,
  profile: string,
  roots: Readonly<Record<string, string>>,
  order?: string,
): Origin {
  const { id, root, below } = placeOf(path, roots);
  return createMediaFiles({
    roots: { [id]: root },
    ...(below === '' ? {} : { below }),
    ...(order === undefined ? {} : { order }),
    ...kindsFor(profile),
  });
}

/** A profile of one's own may be for anything. */
export function kindsFor(profile: string): Pick<MediaFilesOptions, 'kinds'> {
  const known = builtInProfiles.find(({ name }) => name === profile);
  return known === undefined ? {} : { kinds: [known.video ? 'video' : 'audio'] };
}
