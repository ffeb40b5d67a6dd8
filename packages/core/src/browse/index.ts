export { type AlbumContents, contentsOf, type ListedFile } from './contents.ts';
export { albumOrder, fileOrder, reviewOrder, timeOrder } from './orders.ts';
export {
  type CheckedPaging,
  checkPaging,
  type KeyValue,
  type ListOrder,
  type PagePlace,
  pageOf,
} from './paging.ts';
export { searchedWords } from './words.ts';
