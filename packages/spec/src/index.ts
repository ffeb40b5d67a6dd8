export { checkPlugin, type KindOfPlugin } from './check-plugin.ts';
export { type ErrorAdvice, errorCodes } from './error-codes.ts';
export { EarmarkError, type ErrorDetails, toEarmarkError, toFault } from './errors.ts';
export type { SchemaIssue } from './issue-words.ts';
export { readAnswer, readOptions, type Schema, type SchemaError } from './schema.ts';
export type * from './spec.ts';
