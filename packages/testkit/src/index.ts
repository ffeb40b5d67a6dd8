export { createFakeClock, type FakeClock, type FakeClockOptions } from './clock.ts';
export type { RecordedExchange } from './replay/cassette.ts';
export { type RecordedAnswer, recordedAnswer } from './replay/recorded.ts';
export {
  type Misbehaviour,
  misbehaviours,
  type ReplayAnswer,
  type ReplayCall,
  type ReplayRequest,
  type ReplayRoute,
} from './replay/routes.ts';
export {
  createReplayServer,
  type ReplayServer,
  type ReplayServerOptions,
} from './replay/server.ts';
export {
  type Around,
  type Check,
  type CheckResult,
  runChecks,
  runSuite,
  type Skip,
  type SuiteRunner,
  type TestContext,
} from './suite.ts';
