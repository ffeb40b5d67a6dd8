import assert from 'node:assert/strict';
import type { AlbumQuery } from '@earmark/core';
import { album } from './records.ts';
import type { StoreCheck } from './subject.ts';

/** Lists that are long enough for a store to look at them from their ends. */
export const longListChecks: readonly StoreCheck[] = [
  {
    name: 'a page far into a long list is the same by its offset, from whichever end it is reached',
    async run({ anna: { catalogue, browse } }) {
      const numbers = Array.from({ length: 1300 }, (_, number) => number);
      const id = (number: number) => `n${String(number).padStart(4, '0')}`;
      await catalogue.apply({
        putAlbums: numbers.map((number) => {
          const { year: _, ...usual } = album(id(number), { folder: id(number) });
          const title = `Title ${id(number)}`;
          return { ...usual, title, ...(number < 1200 && { year: 1950 + (number % 40) }) };
        }),
      });
      const years = numbers.slice(0, 1200).sort((one, two) => (one % 40) - (two % 40) || one - two);
      const orders: readonly (readonly [AlbumQuery, readonly number[]])[] = [
        [{}, numbers],
        [{ descending: true }, numbers.toReversed()],
        [{ sort: 'year' }, [...years, ...numbers.slice(1200)]],
        [{ sort: 'year', descending: true }, [...years.toReversed(), ...numbers.slice(1200)]],
      ];
      for (const [query, order] of orders)
        for (const offset of [499, 500, 649, 650, 1000, 1199, 1200, 1298, 1299, 1300, 1500]) {
          const page = await browse.albums({ ...query, offset, limit: 3 });
          const expected = order.slice(offset, offset + 3).map(id);
          assert.equal(
            page.items.map((item) => item.id).join(' '),
            expected.join(' '),
            `${JSON.stringify(query)} ${offset}`,
          );
          assert.equal(page.next === undefined, offset + 3 >= order.length);
        }
    },
  },
];
