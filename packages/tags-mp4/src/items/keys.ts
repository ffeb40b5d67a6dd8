/** The name under which an item is looked up: freeform names are the same in any case. */
export const canonical = (key: string): string =>
  key.startsWith('----:') ? key.toLowerCase() : key;

/** `trkn/1` as its item and its part; 0 where the item is the field's alone. */
export function splitPlace(place: string): { readonly key: string; readonly part: 0 | 1 | 2 } {
  if (place.endsWith('/1')) return { key: place.slice(0, -2), part: 1 };
  if (place.endsWith('/2')) return { key: place.slice(0, -2), part: 2 };
  return { key: place, part: 0 };
}

/** An item of a field that the mapping does not know has the item's own name. */
export function ownField(key: string): string {
  return (key.startsWith('----:') ? key.slice(key.lastIndexOf(':') + 1) : key).toLowerCase();
}
