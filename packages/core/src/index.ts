export { EarmarkError, type ErrorDetails, toEarmarkError, toFault } from './errors.ts';
export { type FieldInfo, type FieldName, fieldInfos, fieldNames, isFieldName } from './fields.ts';
export type * from './ports.ts';
export type * from './spec.ts';
