export { languageName } from './books/languages.ts';
export { worthDescribing } from './describe.ts';
export { type Identification, identify } from './identify.ts';
export { type RankedMatch, type RankOptions, rank, rescore } from './rank.ts';
export type { MatchSettings } from './settings.ts';
export { editsBetween } from './text/similarity.ts';
export { type ListedPair, pairListings } from './tracks/listings.ts';
