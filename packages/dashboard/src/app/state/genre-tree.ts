export interface GenreView {
  readonly name: string;
  readonly parents: readonly string[];
  readonly aliases: readonly string[];
}
export interface GenreTree {
  readonly size: number;
  /** Those that stand below nothing. */
  readonly tops: readonly GenreView[];
  children(name: string): readonly GenreView[];
  /** By any part of a name or of another spelling; names that begin so come first. */
  find(text: string, limit: number): readonly GenreView[];
}

export function genreTree(genres: readonly GenreView[]): GenreTree {
  const below = new Map<string, GenreView[]>();
  for (const genre of genres)
    for (const parent of genre.parents) {
      const known = below.get(parent);
      if (known) known.push(genre);
      else below.set(parent, [genre]);
    }
  return {
    size: genres.length,
    tops: genres.filter(({ parents }) => parents.length === 0),
    children: (name) => below.get(name) ?? [],
    find(text, limit) {
      const wanted = text.trim().toLowerCase();
      if (wanted === '') return [];
      const places = genres.flatMap((genre) => {
        const at = Math.min(
          ...[genre.name, ...genre.aliases]
            .map((each) => each.toLowerCase().indexOf(wanted))
            .filter((place) => place >= 0),
        );
        return Number.isFinite(at) ? [{ genre, at }] : [];
      });
      places.sort(
        (one, other) => one.at - other.at || one.genre.name.length - other.genre.name.length,
      );
      return places.slice(0, limit).map(({ genre }) => genre);
    },
  };
}
