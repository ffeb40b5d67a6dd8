export { createFakeClock, type FakeClock, type FakeClockOptions } from './clock.ts';
export {
  applied,
  type CodecHarness,
  type CountedAccess,
  codecHarness,
  fileOf,
} from './codec-harness.ts';
export {
  type CrashPoint,
  type CrashWalk,
  crashAtEverySyscall,
  type FileCall,
  fileCallsOf,
} from './crash/crash-at-every-syscall.ts';
export { createFileState } from './file-state.ts';
export type { NoteFaults } from './notes/note-codec.ts';
export { createNoteFormat, noteFile } from './notes/note-format.ts';
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
export { type AbsStandIn, type AbsStandInOptions, createAbsStandIn } from './stand-ins/abs.ts';
export type { ShelfBook } from './stand-ins/abs-media.ts';
export { createMamStandIn, type MamStandIn, type MamStandInOptions } from './stand-ins/mam.ts';
export { createQbittorrentStandIn, type QbittorrentStandIn } from './stand-ins/qbittorrent.ts';
export { type Asked, type Given, type Mishap, type StandIn, serve } from './stand-ins/serve.ts';
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
export {
  type DeliveryService,
  type DeliverySuiteOptions,
  deliverySuite,
  type ServiceMood,
} from './suites/delivery.ts';
export { type HintsSuiteOptions, hintsSuite } from './suites/hints.ts';
export { type LockSubject, lockSuite } from './suites/lock.ts';
export { type NotifierSuiteOptions, notifierSuite } from './suites/notifier.ts';
export { type OriginSuiteOptions, originSuite } from './suites/origin.ts';
export {
  type ContextOptions,
  createPluginBench,
  type PluginBench,
} from './suites/plugin-bench.ts';
export { type PolicySuiteOptions, policySuite } from './suites/policy.ts';
export { queueSuite } from './suites/queue.ts';
export { type SinkSubject, sinkSuite } from './suites/sink.ts';
export { type SourceSuiteOptions, sourceSuite } from './suites/source.ts';
export { createStillContext, type StillContextOptions } from './suites/still-context.ts';
export { persistenceChecks, storeSuite } from './suites/store.ts';
export {
  type TagFormatSample,
  type TagFormatSubject,
  tagFormatSuite,
} from './suites/tag-format.ts';
export { tinyPicture } from './suites/tiny-picture.ts';
export { createTempFolder, type TempFolder } from './temp-copies.ts';
