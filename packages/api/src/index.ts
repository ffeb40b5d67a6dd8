export { type Api, type ApiOptions, createApi } from './api.ts';
export type { BackupFile, Backups } from './backups.ts';
export { type ExportRequest, exportFormats, exportKinds, exportOf } from './export.ts';
export type { Peer } from './http/client-address.ts';
export type { PageAsset, Pages } from './http/pages.ts';
export { notThere, type Problem, type ProblemPart, refuse } from './http/problem.ts';
export type { RateAllowances } from './http/rate-limits.ts';
export { type Gauge, gauge } from './metrics.ts';
export {
  type AccessRule,
  type Answer,
  accepted,
  type Call,
  created,
  nothing,
  type Operation,
  ok,
  operation,
} from './operation.ts';
export type { ApiParts } from './parts.ts';
export type { SocketSession, SocketWire } from './push/socket.ts';
