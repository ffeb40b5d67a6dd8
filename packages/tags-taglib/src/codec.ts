import type { TagCodec } from '@earmark/core';
import { containerOf } from './containers/container.ts';
import { essence } from './containers/essence.ts';
import { parse } from './read/parse.ts';
import { tagsOf } from './read/tags.ts';

export function taglibCodec(): TagCodec {
  return {
    recognises: (head) => isId3(head) || containerOf(head) !== 'unknown',
    async read(file) {
      return tagsOf(await parse(file));
    },
    essence,
    inventory: () => [],
  };
}

/** A tag in front of something: what that is takes a read to tell. */
function isId3([first, second, third]: Uint8Array): boolean {
  return first === 0x49 && second === 0x44 && third === 0x33;
}
