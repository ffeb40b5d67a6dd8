/** The contract has a package of its own, so that a plugin needs no more. */
export type * from '@earmark/spec';
