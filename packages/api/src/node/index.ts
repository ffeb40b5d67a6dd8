export { type FirstOwner, firstOwnerFrom } from './first-owner.ts';
export { type Patience, type Served, type ServeOptions, serve } from './serve.ts';
export { type Server, type StartServerOptions, startServer } from './start.ts';
