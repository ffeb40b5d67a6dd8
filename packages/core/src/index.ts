export { EarmarkError, type ErrorDetails, toEarmarkError, toFault } from './errors.ts';
export type * from './ports.ts';
export type * from './spec.ts';
