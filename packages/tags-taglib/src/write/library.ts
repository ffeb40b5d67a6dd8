import { createRequire } from 'node:module';

type Library = typeof import('node-taglib-sharp');

const require = createRequire(import.meta.url);
let loaded: Library | undefined;

/** node-taglib-sharp, from the first write on: it is large, and most workers only read. */
export function library(): Library {
  loaded ??= load();
  return loaded;
}

function load(): Library {
  const fresh = require('node-taglib-sharp') as Library;
  const { Id3v2Settings, StringType } = fresh;
  // The library's own defaults write genre numbers, split at "/" and make v2.3 tags.
  Id3v2Settings.useNumericGenres = false;
  Id3v2Settings.useNonStandardV2V3GenreSeparators = false;
  Id3v2Settings.defaultVersion = id3v2Version;
  Id3v2Settings.defaultEncoding = StringType.UTF8;
  return fresh;
}

/** Only v2.4 holds several values that every reader sees. */
export const id3v2Version = 4;
