import type { Subject } from '@earmark/core';
import { enrichedFields } from './choose.ts';

/** How many of a library's books have each field. */
export interface Coverage {
  readonly at: number;
  readonly libraries: Readonly<
    Record<string, { readonly books: number; readonly filled: Readonly<Record<string, number>> }>
  >;
}

export function createCoverage() {
  const libraries = new Map<string, { books: number; filled: Record<string, number> }>();
  return {
    count({ targets }: Subject): void {
      const [target] = targets;
      if (!target) return;
      const name = target.id.slice(0, target.id.lastIndexOf(':'));
      const library = libraries.get(name) ?? { books: 0, filled: {} };
      libraries.set(name, library);
      library.books += 1;
      for (const field of enrichedFields)
        if ((target.fields[field] ?? []).some((value) => value !== ''))
          library.filled[field] = (library.filled[field] ?? 0) + 1;
    },
    result: (at: number): Coverage => ({ at, libraries: Object.fromEntries(libraries) }),
  };
}
