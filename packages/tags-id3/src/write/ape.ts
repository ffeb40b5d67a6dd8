import type { Fields } from '@earmark/core';
import { orderChanges } from '../id3v2/change.ts';
import { mapping } from '../mapping.ts';
import { splitPlace } from '../places.ts';
import { type ApeItem, type ApeTag, textsOf } from '../trailers/ape.ts';

/** The same tag with the changed fields in the items that are there; none is added. */
export function changeApe(tag: ApeTag, set: Fields): ApeTag {
  const items = orderChanges(set).reduce(
    (next, [field, values]) =>
      (mapping[field].ape ?? []).reduce(
        (changed, place) => changeItem(changed, place, values),
        next,
      ),
    tag.items,
  );
  return { ...tag, items };
}

function changeItem(
  items: readonly ApeItem[],
  place: string,
  values: readonly string[],
): readonly ApeItem[] {
  const { name, part } = splitPlace(place);
  return items.flatMap((item) => {
    if (item.key.toLowerCase() !== name.toLowerCase()) return item;
    const sides = part === 0 ? [] : (textsOf(item.value)[0] ?? '').split('/');
    if (part === 2 && sides.length < 2) return item;
    if (part !== 0) sides[part - 1] = values[0] ?? (sides.length > 1 && part === 1 ? '0' : '');
    const text = part === 0 ? values.join('\0') : sides.filter((side) => side !== '').join('/');
    return text === '' ? [] : { ...item, flags: item.flags & ~6, value: Buffer.from(text, 'utf8') };
  });
}
