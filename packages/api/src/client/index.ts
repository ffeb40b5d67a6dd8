export { ApiError } from './api-error.ts';
export {
  type Answer,
  type Arguments,
  type Client,
  type ClientOptions,
  createClient,
  type Route,
} from './client.ts';
export { type EventsOptions, events, type Resync } from './events.ts';
export { type ListRoute, pages } from './pages.ts';
export type * from './types.ts';
