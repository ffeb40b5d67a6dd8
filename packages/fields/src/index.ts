export { type BookField, bookFields } from './books/fields.ts';
export { type BookPolicyOptions, createBookPolicy } from './books/policy.ts';
export type { FieldMode, FieldModes } from './modes.ts';
export { type MusicField, musicFields } from './music/fields.ts';
export { createFieldsPolicy, type FieldsPolicyOptions } from './music/policy.ts';
