/** How options are checked where no schema library is at hand: one wording for the packages that do without. */
export {
  between,
  type Check,
  type Checks,
  callable,
  checkOptions,
  clockLike,
  flag,
  having,
  listOf,
  object,
  oneOf,
  recordOf,
  text,
  whole,
} from './check.ts';
