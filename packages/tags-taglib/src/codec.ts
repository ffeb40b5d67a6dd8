import type { TagCodec } from '@earmark/core';
import { containerOf, isId3v2 } from './containers/container.ts';
import { essence } from './containers/essence.ts';
import { changes } from './inventory/changes.ts';
import { inventory } from './inventory/inventory.ts';
import { tagsOf } from './read/tags.ts';
import { edits } from './write/edits.ts';

export function taglibCodec(): TagCodec {
  return {
    recognises: (head) => isId3v2(head) || containerOf(head) !== 'unknown',
    async read(file) {
      // Large, and only for what no native format reads: loaded when the first such file comes.
      const { parse } = await import('./read/parse.ts');
      return tagsOf(await parse(file));
    },
    edits,
    changes,
    essence,
    inventory,
  };
}
