export * from '@earmark/core';
export * from '@earmark/standard';
export { type OpenOptions, openEarmark } from './open-earmark.ts';
