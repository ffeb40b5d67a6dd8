import type {
  AlbumQuery,
  DecisionQuery,
  FileQuery,
  ReceiptQuery,
  ReviewQuery,
  RunQuery,
} from '../browse.ts';
import type { ListOrder } from './paging.ts';

/** In which order each list comes, the same in every store. */
const albumOrders = {
  title: { types: ['string'] },
  creator: { types: ['string'] },
  year: { types: ['number'], mayMiss: true },
  added: { types: ['number'] },
  changed: { types: ['number'], mayMiss: true },
  confidence: { types: ['number'], mayMiss: true },
  health: { types: ['number'], mayMiss: true },
  folder: { types: ['string', 'string'] },
} as const satisfies Record<string, Pick<ListOrder, 'types' | 'mayMiss'>>;
const fileOrders = {
  path: { types: ['string', 'string', 'string'] },
  size: { types: ['number'] },
  added: { types: ['number'] },
  duration: { types: ['number'], mayMiss: true },
} as const satisfies Record<string, Pick<ListOrder, 'types' | 'mayMiss'>>;
const reviewOrders = {
  confidence: { types: ['number'] },
  queued: { types: ['number'] },
  title: { types: ['string'] },
} as const satisfies Record<string, Pick<ListOrder, 'types' | 'mayMiss'>>;

export function albumOrder({ sort = 'title', descending = false }: AlbumQuery): ListOrder {
  return { list: `albums ${sort}`, descending, ...albumOrders[sort] };
}
export function fileOrder({ sort = 'path', descending = false }: FileQuery): ListOrder {
  return { list: `files ${sort}`, descending, ...fileOrders[sort] };
}
export function reviewOrder(query: ReviewQuery): ListOrder {
  const { sort = 'confidence', descending = sort === 'confidence' } = query;
  return { list: `reviews ${sort}`, descending, ...reviewOrders[sort] };
}
/** Decisions, receipts and runs: by time. */
export function timeOrder(
  list: 'decisions' | 'receipts' | 'runs',
  { descending = true }: DecisionQuery | ReceiptQuery | RunQuery,
): ListOrder {
  return { list, descending, types: ['number'] };
}
