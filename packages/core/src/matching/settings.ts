/** What a user may prefer. Preferences decide between candidates that are otherwise equal, and nothing else. */
export interface MatchSettings {
  /** Types in order of preference, as `Description.types` has them: `['album', 'ep']`. */
  readonly types?: readonly string[];
  /** Countries in order of preference, as sources write them: `['GB', 'XE']`. */
  readonly countries?: readonly string[];
}
