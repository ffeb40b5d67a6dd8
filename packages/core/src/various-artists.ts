import { fold } from './matching/text/fold.ts';

/** The credit of an album that has many artists and none of its own, as MusicBrainz and most players write it. */
export const variousArtists = 'Various Artists';

/** Folded and without spaces. */
const names: ReadonlySet<string> = new Set([
  'va',
  'various',
  'variousartists',
  'variousartist',
  'variousinterprets',
  'multipleartists',
  'diverse',
  'diverseinterpreten',
  'diversekunstler',
  'verschiedene',
  'verschiedeneinterpreten',
  'verschiedenekunstler',
  'artistesdivers',
  'artistesvaries',
  'divers',
  'variosartistas',
  'variosinterpretes',
  'varios',
  'artistivari',
  'autorivari',
  'aavv',
  'variosartistes',
  'variousartiesten',
  'diverseartiesten',
  'diverseartister',
  'blandadeartister',
  'rozniwykonawcy',
  'raznyeispolniteli',
]);

/** Whether a credit stands for many artists, in the languages and spellings that services, players and rippers use. */
export const isVariousArtists = (credit: string): boolean => names.has(fold(credit).compact);
