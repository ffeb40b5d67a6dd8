export { type GenreNode, genreTree } from './genre-tree.ts';
export { createContextHints } from './hints/context-hints.ts';
export type { ContextHintsOptions } from './hints/options.ts';
export type { FoundBy, LabelKind, NormalizedLabel } from './normalize/result.ts';
export { normalizeGenre } from './normalize-genre.ts';
export { createGenrePolicy } from './policy/genre-policy.ts';
export type { GenrePolicyOptions } from './policy/options.ts';
export { suggestGenre } from './suggest-genre.ts';
